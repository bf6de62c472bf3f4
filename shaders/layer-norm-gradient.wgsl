// dx = s (g - mean of g - h (mean of g h)), g = dy gamma, h = (x - mean) s, s = 1 / sqrt(variance +
// epsilon), the means along rows; an invocation takes a row.

struct Sizes {
  rows: u32,
  columns: u32,
  dy_offset: u32,
  dy_stride: u32,
  x_offset: u32,
  x_stride: u32,
  gamma_offset: u32,
  gamma_stride: u32,
  mean_offset: u32,
  mean_stride: u32,
  variance_offset: u32,
  variance_stride: u32,
  dx_offset: u32,
  dx_stride: u32,
}

override EPSILON: f32 = 0.001;

@group(0) @binding(0) var<uniform> sizes: Sizes;
// [rows, columns]
@group(0) @binding(1) var<storage, read> dy: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> gamma: array<f32>;
@group(0) @binding(4) var<storage, read> means: array<f32>;
@group(0) @binding(5) var<storage, read> variances: array<f32>;
@group(0) @binding(6) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var row = id.x; row < sizes.rows; row += groups.x * 64u) {
    one_row(id.z, row);
  }
}

fn one_row(run: u32, row: u32) {
  let columns = sizes.columns;
  let first = row * columns;
  let from_dy = sizes.dy_offset + run * sizes.dy_stride + first;
  let from_x = sizes.x_offset + run * sizes.x_stride + first;
  let from_gamma = sizes.gamma_offset + run * sizes.gamma_stride;
  let mean = means[sizes.mean_offset + run * sizes.mean_stride + row];
  let variance = variances[sizes.variance_offset + run * sizes.variance_stride + row];
  let inverse = 1.0 / sqrt(variance + EPSILON);
  var sum = 0.0;
  var sum_of_h = 0.0;
  for (var c = 0u; c < columns; c++) {
    let g = dy[from_dy + c] * gamma[from_gamma + c];
    sum += g;
    sum_of_h += g * ((x[from_x + c] - mean) * inverse);
  }
  let mean_of_g = sum / f32(columns);
  let mean_of_g_h = sum_of_h / f32(columns);
  let out = sizes.dx_offset + run * sizes.dx_stride + first;
  for (var c = 0u; c < columns; c++) {
    let g = dy[from_dy + c] * gamma[from_gamma + c];
    let h = (x[from_x + c] - mean) * inverse;
    dx[out + c] = inverse * ((g - mean_of_g) - h * mean_of_g_h);
  }
}
