// Sum, mean or maximum of `length` elements `step` apart; an invocation makes an output.
// uses: numbers

struct Sizes {
  outputs: u32,
  // Elements of one output, and how far apart they lie.
  length: u32,
  step: u32,
  x_offset: u32,
  x_stride: u32,
  y_offset: u32,
  y_stride: u32,
}

const MEAN = 1u;
const MAX = 2u;

override FUNCTION: u32 = 0u;

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let y_start = sizes.y_offset + id.z * sizes.y_stride;
  for (var i = id.x; i < sizes.outputs; i += groups.x * 64u) {
    let first = i / sizes.step * sizes.length * sizes.step + i % sizes.step;
    y[y_start + i] = reduced(sizes.x_offset + id.z * sizes.x_stride + first);
  }
}

fn reduced(first: u32) -> f32 {
  var result = x[first];
  var at = first;
  for (var k = 1u; k < sizes.length; k++) {
    at += sizes.step;
    let value = x[at];
    if (FUNCTION == MAX) {
      // A comparison with NaN is false, so NaN is taken and kept by its bits.
      result = select(result, value, value > result || is_nan(value));
    } else {
      result += value;
    }
  }
  if (FUNCTION == MEAN) {
    result /= f32(sizes.length);
  }
  return result;
}
