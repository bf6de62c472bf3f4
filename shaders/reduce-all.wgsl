// Sum, mean or maximum of everything; a workgroup takes a run, in fixed order.
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

var<workgroup> partial: array<f32, 64>;

fn combined(left: f32, right: f32) -> f32 {
  if (FUNCTION == MAX) {
    return select(left, right, right > left || is_nan(right));
  }
  return left + right;
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let start = sizes.x_offset + group.z * sizes.x_stride;
  // Lanes beyond the end repeat the first element, which only a maximum may count twice.
  var result = select(0.0, x[start], FUNCTION == MAX);
  if (lane < sizes.length) {
    result = x[start + lane];
  }
  for (var k = lane + 64u; k < sizes.length; k += 64u) {
    result = combined(result, x[start + k]);
  }
  partial[lane] = result;
  workgroupBarrier();
  if (lane != 0u) {
    return;
  }
  for (var i = 1u; i < 64u; i++) {
    result = combined(result, partial[i]);
  }
  let mean = result / f32(sizes.length);
  y[sizes.y_offset + group.z * sizes.y_stride] = select(result, mean, FUNCTION == MEAN);
}
