// How many of the values part, part + parts, ... of a run lie in each bin; an invocation takes a part.
// uses: numbers

struct Sizes {
  count: u32,
  parts: u32,
  x_offset: u32,
  x_stride: u32,
  summary_offset: u32,
  summary_stride: u32,
  partials_offset: u32,
  partials_stride: u32,
}

const BINS = 32u;

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> x: array<f32>;
// Of x; the least value and the largest stand at 4 and 5.
@group(0) @binding(2) var<storage, read> summary: array<f32>;
// [parts, bins]
@group(0) @binding(3) var<storage, read_write> partials: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var part = id.x; part < sizes.parts; part += groups.x * 64u) {
    one_part(id.z, part);
  }
}

fn one_part(run: u32, part: u32) {
  let start = sizes.x_offset + run * sizes.x_stride;
  let known = sizes.summary_offset + run * sizes.summary_stride;
  // A quarter of everything, as the difference of two finite numbers may not be finite.
  let low = 0.25 * summary[known + 4u];
  let spread = 0.25 * summary[known + 5u] - low;
  var bins: array<u32, BINS>;
  for (var i = part; i < sizes.count; i += sizes.parts) {
    let value = x[start + i];
    if (is_finite(value)) {
      bins[bin_of(0.25 * value - low, spread)]++;
    }
  }
  let at = sizes.partials_offset + run * sizes.partials_stride + part * BINS;
  for (var bin = 0u; bin < BINS; bin++) {
    partials[at + bin] = f32(bins[bin]);
  }
}

// Where all values are alike they lie in the last one, as the largest always does.
fn bin_of(distance: f32, spread: f32) -> u32 {
  if (!(spread > 0.0)) {
    return BINS - 1u;
  }
  return min(u32(clamp(distance / spread, 0.0, 1.0) * f32(BINS)), BINS - 1u);
}
