// Spreads each element of dy over those its output was made of; an invocation takes an output.

struct Sizes {
  outputs: u32,
  // Elements of one output, and how far apart they lie.
  length: u32,
  step: u32,
  dy_offset: u32,
  dy_stride: u32,
  x_offset: u32,
  x_stride: u32,
  y_offset: u32,
  y_stride: u32,
  dx_offset: u32,
  dx_stride: u32,
}

const MEAN = 1u;
const MAX = 2u;

override FUNCTION: u32 = 0u;

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> dy: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> y: array<f32>;
@group(0) @binding(4) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < sizes.outputs; i += groups.x * 64u) {
    spread(id.z, i);
  }
}

fn spread(run: u32, output: u32) {
  let first = output / sizes.step * sizes.length * sizes.step + output % sizes.step;
  let x_first = sizes.x_offset + run * sizes.x_stride + first;
  let dx_first = sizes.dx_offset + run * sizes.dx_stride + first;
  let largest = y[sizes.y_offset + run * sizes.y_stride + output];
  var share = dy[sizes.dy_offset + run * sizes.dy_stride + output];
  if (FUNCTION == MEAN) {
    share /= f32(sizes.length);
  }
  if (FUNCTION == MAX) {
    var ties = 0.0;
    for (var k = 0u; k < sizes.length; k++) {
      ties += select(0.0, 1.0, x[x_first + k * sizes.step] == largest);
    }
    share /= max(ties, 1.0);
  }
  for (var k = 0u; k < sizes.length; k++) {
    let at = k * sizes.step;
    let takes = FUNCTION != MAX || x[x_first + at] == largest;
    dx[dx_first + at] = select(0.0, share, takes);
  }
}
