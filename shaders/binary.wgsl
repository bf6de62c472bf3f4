// y = f(a, b), element by element; b repeats every `period` elements.
// uses: numbers

struct Sizes {
  count: u32,
  period: u32,
  a_offset: u32,
  a_stride: u32,
  b_offset: u32,
  b_stride: u32,
  y_offset: u32,
  y_stride: u32,
}

const SUBTRACT = 1u;
const MULTIPLY = 2u;
const DIVIDE = 3u;
const MAXIMUM = 4u;
const GREATER = 5u;

override FUNCTION: u32 = 0u;

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

fn combined(left: f32, right: f32) -> f32 {
  switch FUNCTION {
    case SUBTRACT: { return left - right; }
    case MULTIPLY: { return left * right; }
    case DIVIDE: { return left / right; }
    // max may drop a NaN.
    case MAXIMUM: { return select(max(left, right), left + right, is_nan(left) || is_nan(right)); }
    case GREATER: { return select(0.0, 1.0, left > right); }
    default: { return left + right; }
  }
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let a_start = sizes.a_offset + id.z * sizes.a_stride;
  let b_start = sizes.b_offset + id.z * sizes.b_stride;
  let y_start = sizes.y_offset + id.z * sizes.y_stride;
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    y[y_start + i] = combined(a[a_start + i], b[b_start + i % sizes.period]);
  }
}
