// dx = gamma s (dy - mean of dy - h (mean of dy h)), h = (x - mean) s, s = 1 / sqrt(variance + epsilon):
// the gradient through the statistics of the columns, of which dbeta is the sum of dy and dgamma that of
// dy h. An invocation takes a column in the rows `block`, `block + blocks`, ...

struct Sizes {
  rows: u32,
  columns: u32,
  blocks: u32,
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
  dgamma_offset: u32,
  dgamma_stride: u32,
  dbeta_offset: u32,
  dbeta_stride: u32,
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
@group(0) @binding(6) var<storage, read> dgamma: array<f32>;
@group(0) @binding(7) var<storage, read> dbeta: array<f32>;
@group(0) @binding(8) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < sizes.blocks * sizes.columns; i += groups.x * 64u) {
    one_block(id.z, i / sizes.columns, i % sizes.columns);
  }
}

fn one_block(run: u32, block: u32, c: u32) {
  let mean = means[sizes.mean_offset + run * sizes.mean_stride + c];
  let variance = variances[sizes.variance_offset + run * sizes.variance_stride + c];
  let inverse = 1.0 / sqrt(variance + EPSILON);
  let scale = gamma[sizes.gamma_offset + run * sizes.gamma_stride + c] * inverse;
  let count = f32(sizes.rows);
  let mean_of_dy = dbeta[sizes.dbeta_offset + run * sizes.dbeta_stride + c] / count;
  let mean_of_dy_h = dgamma[sizes.dgamma_offset + run * sizes.dgamma_stride + c] / count;
  let from_x = sizes.x_offset + run * sizes.x_stride;
  let from_dy = sizes.dy_offset + run * sizes.dy_stride;
  let out = sizes.dx_offset + run * sizes.dx_stride;
  let end = sizes.rows * sizes.columns;
  let step = sizes.blocks * sizes.columns;
  for (var at = block * sizes.columns + c; at < end; at += step) {
    let h = (x[from_x + at] - mean) * inverse;
    dx[out + at] = scale * ((dy[from_dy + at] - mean_of_dy) - h * mean_of_dy_h);
  }
}
