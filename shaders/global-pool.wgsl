// Maximum or average over all places; an invocation makes an output.
// uses: numbers

struct Sizes {
  // Outputs of a run.
  count: u32,
  places: u32,
  channels: u32,
  x_offset: u32,
  x_stride: u32,
  lengths_offset: u32,
  lengths_stride: u32,
  y_offset: u32,
  y_stride: u32,
}

override MAX: bool = true;
override LENGTHS: bool = false;

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> lengths: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let y_start = sizes.y_offset + id.z * sizes.y_stride;
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    y[y_start + i] = pooled(i, id.z);
  }
}

fn pooled(output: u32, run: u32) -> f32 {
  let example = output / sizes.channels;
  var valid = sizes.places;
  if (LENGTHS) {
    let given = lengths[sizes.lengths_offset + run * sizes.lengths_stride + example];
    valid = u32(clamp(given, 1.0, f32(sizes.places)));
  }
  var at = sizes.x_offset + run * sizes.x_stride
    + example * sizes.places * sizes.channels + output % sizes.channels;
  var largest = x[at];
  var sum = 0.0;
  for (var k = 0u; k < valid; k++) {
    let value = x[at];
    sum += value;
    // A comparison with NaN is false, so NaN is taken and kept by its bits.
    largest = select(largest, value, value > largest || is_nan(value));
    at += sizes.channels;
  }
  return select(sum / f32(valid), largest, MAX);
}
