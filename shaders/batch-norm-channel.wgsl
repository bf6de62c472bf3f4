// Batch normalisation of few rows in one dispatch: an invocation takes a channel, finds its mean and
// variance in two passes and applies them in a third.

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
  for (var c = id.x; c < sizes.columns; c += groups.x * 64u) {
    one_channel(id.z, c);
  }
}

fn one_channel(run: u32, c: u32) {
  let columns = sizes.columns;
  let start = sizes.x_offset + run * sizes.x_stride + c;
  let end = start + sizes.rows * columns;
  let count = f32(sizes.rows);
  // Sums of distances from the first number stay small, however far from zero the channel lies.
  let shift = x[start];
  var sum = 0.0;
  for (var at = start + columns; at < end; at += columns) {
    sum += x[at] - shift;
  }
  let mean = shift + sum / count;
  var squares = 0.0;
  for (var at = start; at < end; at += columns) {
    let distance = x[at] - mean;
    squares += distance * distance;
  }
  let variance = squares / count;
  means[sizes.mean_offset + run * sizes.mean_stride + c] = mean;
  variances[sizes.variance_offset + run * sizes.variance_stride + c] = variance;
  // y = gamma (x - mean) / sqrt(variance + epsilon) + beta
  let scale = gamma[sizes.gamma_offset + run * sizes.gamma_stride + c] / sqrt(variance + EPSILON);
  let offset = beta[sizes.beta_offset + run * sizes.beta_stride + c];
  var to = sizes.y_offset + run * sizes.y_stride + c;
  for (var at = start; at < end; at += columns) {
    y[to] = (x[at] - mean) * scale + offset;
    to += columns;
  }
}
