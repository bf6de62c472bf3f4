// How many values of a unit are not 0, and how many lie on the flat ends, over the rows part, part +
// parts, ...; an invocation takes a unit and a part.
// uses: numbers

struct Sizes {
  rows: u32,
  units: u32,
  parts: u32,
  y_offset: u32,
  y_stride: u32,
  partials_offset: u32,
  partials_stride: u32,
}

// From LOW down and from HIGH up the function is flat.
override LOW: f32 = 0.0;
override HIGH: f32 = 1.0;

@group(0) @binding(0) var<uniform> sizes: Sizes;
// [rows, units]
@group(0) @binding(1) var<storage, read> y: array<f32>;
// [parts, not zero and flat, units]
@group(0) @binding(2) var<storage, read_write> partials: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < sizes.parts * sizes.units; i += groups.x * 64u) {
    one_part(id.z, i / sizes.units, i % sizes.units);
  }
}

fn one_part(run: u32, part: u32, unit: u32) {
  let start = sizes.y_offset + run * sizes.y_stride + unit;
  var lively = 0.0;
  var flat_ones = 0.0;
  for (var row = part; row < sizes.rows; row += sizes.parts) {
    let value = y[start + row * sizes.units];
    let is_zero = (bitcast<u32>(value) & 0x7fffffffu) == 0u;
    let is_flat = !is_nan(value) && (value <= LOW || value >= HIGH);
    lively += select(1.0, 0.0, is_zero);
    flat_ones += select(0.0, 1.0, is_flat);
  }
  let at = sizes.partials_offset + run * sizes.partials_stride + 2u * part * sizes.units + unit;
  partials[at] = lively;
  partials[at + sizes.units] = flat_ones;
}
