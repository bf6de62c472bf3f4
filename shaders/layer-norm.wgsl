// y = gamma (x - mean) / sqrt(variance + epsilon) + beta with the statistics of the row; an invocation
// takes a row, finds its mean and variance in two passes and applies them in a third.

struct Sizes {
  rows: u32,
  columns: u32,
  x_offset: u32,
  x_stride: u32,
  gamma_offset: u32,
  gamma_stride: u32,
  beta_offset: u32,
  beta_stride: u32,
  y_offset: u32,
  y_stride: u32,
  mean_offset: u32,
  mean_stride: u32,
  variance_offset: u32,
  variance_stride: u32,
}

override EPSILON: f32 = 0.001;

@group(0) @binding(0) var<uniform> sizes: Sizes;
// [rows, columns]
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> gamma: array<f32>;
@group(0) @binding(3) var<storage, read> beta: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;
@group(0) @binding(5) var<storage, read_write> means: array<f32>;
@group(0) @binding(6) var<storage, read_write> variances: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var row = id.x; row < sizes.rows; row += groups.x * 64u) {
    one_row(id.z, row);
  }
}

fn one_row(run: u32, row: u32) {
  let columns = sizes.columns;
  let start = sizes.x_offset + run * sizes.x_stride + row * columns;
  let count = f32(columns);
  // Sums of distances from the first number stay small, however far from zero the row lies.
  let shift = x[start];
  var sum = 0.0;
  for (var c = 1u; c < columns; c++) {
    sum += x[start + c] - shift;
  }
  let mean = shift + sum / count;
  var squares = 0.0;
  for (var c = 0u; c < columns; c++) {
    let distance = x[start + c] - mean;
    squares += distance * distance;
  }
  let variance = squares / count;
  means[sizes.mean_offset + run * sizes.mean_stride + row] = mean;
  variances[sizes.variance_offset + run * sizes.variance_stride + row] = variance;
  let inverse = 1.0 / sqrt(variance + EPSILON);
  let from_gamma = sizes.gamma_offset + run * sizes.gamma_stride;
  let from_beta = sizes.beta_offset + run * sizes.beta_stride;
  let out = sizes.y_offset + run * sizes.y_stride + row * columns;
  for (var c = 0u; c < columns; c++) {
    let h = (x[start + c] - mean) * inverse;
    y[out + c] = h * gamma[from_gamma + c] + beta[from_beta + c];
  }
}
