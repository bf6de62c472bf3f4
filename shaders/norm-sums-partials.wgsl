// Sums of dy h and of dy over the rows `part`, `part + parts`, ... of a column, h = (x - mean) /
// sqrt(variance + epsilon); an invocation takes a column and a part. With one part the sums are those of
// the whole column and go where the gradients of gamma and beta lie.

struct Sizes {
  rows: u32,
  columns: u32,
  parts: u32,
  dy_offset: u32,
  dy_stride: u32,
  x_offset: u32,
  x_stride: u32,
  mean_offset: u32,
  mean_stride: u32,
  variance_offset: u32,
  variance_stride: u32,
  dgamma_offset: u32,
  dbeta_offset: u32,
  sums_stride: u32,
}

override EPSILON: f32 = 0.001;
// Whether the statistics are those of the rows, as in layer normalisation.
override OF_ROWS: bool = false;
override WRITES_GAMMA: bool = true;
override WRITES_BETA: bool = true;

@group(0) @binding(0) var<uniform> sizes: Sizes;
// [rows, columns]
@group(0) @binding(1) var<storage, read> dy: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> means: array<f32>;
@group(0) @binding(4) var<storage, read> variances: array<f32>;
// Parts lie 2 columns apart.
@group(0) @binding(5) var<storage, read_write> sums: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < sizes.parts * sizes.columns; i += groups.x * 64u) {
    one_part(id.z, i / sizes.columns, i % sizes.columns);
  }
}

fn one_part(run: u32, part: u32, c: u32) {
  let from_x = sizes.x_offset + run * sizes.x_stride + c;
  let from_dy = sizes.dy_offset + run * sizes.dy_stride + c;
  let from_mean = sizes.mean_offset + run * sizes.mean_stride;
  let from_variance = sizes.variance_offset + run * sizes.variance_stride;
  var mean = means[from_mean + select(c, part, OF_ROWS)];
  var inverse = 1.0 / sqrt(variances[from_variance + select(c, part, OF_ROWS)] + EPSILON);
  var sum = 0.0;
  var sum_of_h = 0.0;
  for (var row = part; row < sizes.rows; row += sizes.parts) {
    if (OF_ROWS) {
      mean = means[from_mean + row];
      inverse = 1.0 / sqrt(variances[from_variance + row] + EPSILON);
    }
    let slope = dy[from_dy + row * sizes.columns];
    sum += slope;
    sum_of_h += slope * ((x[from_x + row * sizes.columns] - mean) * inverse);
  }
  let out = run * sizes.sums_stride + 2u * part * sizes.columns + c;
  if (WRITES_GAMMA) {
    sums[sizes.dgamma_offset + out] = sum_of_h;
  }
  if (WRITES_BETA) {
    sums[sizes.dbeta_offset + out] = sum;
  }
}
