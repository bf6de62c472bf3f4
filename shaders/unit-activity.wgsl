// The share of units that are 0 everywhere and that of values on the flat ends, from the counts of
// parts; a workgroup takes a run.

struct Sizes {
  rows: u32,
  units: u32,
  parts: u32,
  partials_offset: u32,
  partials_stride: u32,
  shares_offset: u32,
  shares_stride: u32,
}

@group(0) @binding(0) var<uniform> sizes: Sizes;
// [parts, not zero and flat, units]
@group(0) @binding(1) var<storage, read> partials: array<f32>;
@group(0) @binding(2) var<storage, read_write> shares: array<f32>;

var<workgroup> counts: array<vec2f, 64>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let start = sizes.partials_offset + group.z * sizes.partials_stride;
  // Dead units and flat values.
  var count = vec2f(0.0);
  for (var unit = lane; unit < sizes.units; unit += 64u) {
    let sums = of_unit(start + unit);
    count += vec2f(select(0.0, 1.0, sums.x == 0.0), sums.y);
  }
  counts[lane] = count;
  workgroupBarrier();
  if (lane == 0u) {
    store(sizes.shares_offset + group.z * sizes.shares_stride);
  }
}

fn of_unit(start: u32) -> vec2f {
  var sums = vec2f(0.0);
  for (var part = 0u; part < sizes.parts; part++) {
    let at = start + 2u * part * sizes.units;
    sums += vec2f(partials[at], partials[at + sizes.units]);
  }
  return sums;
}

fn store(at: u32) {
  var count = counts[0];
  for (var i = 1u; i < 64u; i++) {
    count += counts[i];
  }
  shares[at] = count.x / f32(sizes.units);
  shares[at + 1u] = count.y / (f32(sizes.rows) * f32(sizes.units));
}
