// Mean and biased variance of a channel from those of its parts, in fixed order; an invocation takes a
// channel. Chan, Golub and LeVeque, "Algorithms for computing the sample variance", 1983.

struct Sizes {
  rows: u32,
  columns: u32,
  parts: u32,
  partials_offset: u32,
  partials_stride: u32,
  mean_offset: u32,
  mean_stride: u32,
  variance_offset: u32,
  variance_stride: u32,
}

@group(0) @binding(0) var<uniform> sizes: Sizes;
// [parts, mean and squares, columns]
@group(0) @binding(1) var<storage, read> partials: array<f32>;
@group(0) @binding(2) var<storage, read_write> means: array<f32>;
@group(0) @binding(3) var<storage, read_write> variances: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var c = id.x; c < sizes.columns; c += groups.x * 64u) {
    one_channel(id.z, c);
  }
}

// Rows part, part + parts, ... below `rows`.
fn rows_of(part: u32) -> f32 {
  return f32((sizes.rows - part + sizes.parts - 1u) / sizes.parts);
}

fn one_channel(run: u32, c: u32) {
  let start = sizes.partials_offset + run * sizes.partials_stride + c;
  let step = 2u * sizes.columns;
  let shift = partials[start];
  var sum = 0.0;
  for (var part = 1u; part < sizes.parts; part++) {
    sum += rows_of(part) * (partials[start + part * step] - shift);
  }
  let count = f32(sizes.rows);
  let mean = shift + sum / count;
  // sum of (x - mean)^2 = sum over parts of squares + rows (mean of the part - mean)^2
  var squares = 0.0;
  for (var part = 0u; part < sizes.parts; part++) {
    let at = start + part * step;
    let distance = partials[at] - mean;
    squares += partials[at + sizes.columns] + rows_of(part) * distance * distance;
  }
  means[sizes.mean_offset + run * sizes.mean_stride + c] = mean;
  variances[sizes.variance_offset + run * sizes.variance_stride + c] = squares / count;
}
