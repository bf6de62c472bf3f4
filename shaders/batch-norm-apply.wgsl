// y = gamma (x - mean) / sqrt(variance + epsilon) + beta with given statistics of the columns; an
// invocation takes a column in the rows `block`, `block + blocks`, ...

struct Sizes {
  rows: u32,
  columns: u32,
  blocks: u32,
  x_offset: u32,
  x_stride: u32,
  gamma_offset: u32,
  gamma_stride: u32,
  beta_offset: u32,
  beta_stride: u32,
  mean_offset: u32,
  mean_stride: u32,
  variance_offset: u32,
  variance_stride: u32,
  y_offset: u32,
  y_stride: u32,
}

override EPSILON: f32 = 0.001;

@group(0) @binding(0) var<uniform> sizes: Sizes;
// [rows, columns]
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> gamma: array<f32>;
@group(0) @binding(3) var<storage, read> beta: array<f32>;
@group(0) @binding(4) var<storage, read> means: array<f32>;
@group(0) @binding(5) var<storage, read> variances: array<f32>;
@group(0) @binding(6) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < sizes.blocks * sizes.columns; i += groups.x * 64u) {
    one_block(id.z, i / sizes.columns, i % sizes.columns);
  }
}

fn one_block(run: u32, block: u32, c: u32) {
  let mean = means[sizes.mean_offset + run * sizes.mean_stride + c];
  let variance = variances[sizes.variance_offset + run * sizes.variance_stride + c];
  let scale = gamma[sizes.gamma_offset + run * sizes.gamma_stride + c] / sqrt(variance + EPSILON);
  let offset = beta[sizes.beta_offset + run * sizes.beta_stride + c];
  let start = sizes.x_offset + run * sizes.x_stride;
  let out = sizes.y_offset + run * sizes.y_stride;
  let end = sizes.rows * sizes.columns;
  let step = sizes.blocks * sizes.columns;
  for (var at = block * sizes.columns + c; at < end; at += step) {
    y[out + at] = (x[start + at] - mean) * scale + offset;
  }
}
