// The bins of a run from those of its parts; an invocation takes a bin. Counts are whole numbers.

struct Sizes {
  parts: u32,
  partials_offset: u32,
  partials_stride: u32,
  bins_offset: u32,
  bins_stride: u32,
}

const BINS = 32u;

@group(0) @binding(0) var<uniform> sizes: Sizes;
// [parts, bins]
@group(0) @binding(1) var<storage, read> partials: array<f32>;
@group(0) @binding(2) var<storage, read_write> bins: array<f32>;

@compute @workgroup_size(32)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let start = sizes.partials_offset + id.z * sizes.partials_stride + id.x;
  var sum = 0u;
  for (var part = 0u; part < sizes.parts; part++) {
    sum += u32(partials[start + part * BINS]);
  }
  bins[sizes.bins_offset + id.z * sizes.bins_stride + id.x] = f32(sum);
}
