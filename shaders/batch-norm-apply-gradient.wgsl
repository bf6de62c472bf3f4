// dx = dy gamma / sqrt(variance + epsilon), where the statistics are given and no function of x; an
// invocation takes a column in the rows `block`, `block + blocks`, ...

struct Sizes {
  rows: u32,
  columns: u32,
  blocks: u32,
  dy_offset: u32,
  dy_stride: u32,
  gamma_offset: u32,
  gamma_stride: u32,
  variance_offset: u32,
  variance_stride: u32,
  dx_offset: u32,
  dx_stride: u32,
}

override EPSILON: f32 = 0.001;

@group(0) @binding(0) var<uniform> sizes: Sizes;
// [rows, columns]
@group(0) @binding(1) var<storage, read> dy: array<f32>;
@group(0) @binding(2) var<storage, read> gamma: array<f32>;
@group(0) @binding(3) var<storage, read> variances: array<f32>;
@group(0) @binding(4) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < sizes.blocks * sizes.columns; i += groups.x * 64u) {
    one_block(id.z, i / sizes.columns, i % sizes.columns);
  }
}

fn one_block(run: u32, block: u32, c: u32) {
  let variance = variances[sizes.variance_offset + run * sizes.variance_stride + c];
  let scale = gamma[sizes.gamma_offset + run * sizes.gamma_stride + c] / sqrt(variance + EPSILON);
  let start = sizes.dy_offset + run * sizes.dy_stride;
  let out = sizes.dx_offset + run * sizes.dx_stride;
  let end = sizes.rows * sizes.columns;
  let step = sizes.blocks * sizes.columns;
  for (var at = block * sizes.columns + c; at < end; at += step) {
    dx[out + at] = dy[start + at] * scale;
  }
}
