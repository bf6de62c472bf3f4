// Mean of a channel's rows `part`, `part + parts`, ... and the sum of squared distances from it; an
// invocation takes a channel and a part, and makes two passes.

struct Sizes {
  rows: u32,
  columns: u32,
  parts: u32,
  x_offset: u32,
  x_stride: u32,
  partials_offset: u32,
  partials_stride: u32,
}

@group(0) @binding(0) var<uniform> sizes: Sizes;
// [rows, columns]
@group(0) @binding(1) var<storage, read> x: array<f32>;
// [parts, mean and squares, columns]
@group(0) @binding(2) var<storage, read_write> partials: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < sizes.parts * sizes.columns; i += groups.x * 64u) {
    one_part(id.z, i / sizes.columns, i % sizes.columns);
  }
}

fn one_part(run: u32, part: u32, c: u32) {
  let columns = sizes.columns;
  let first = sizes.x_offset + run * sizes.x_stride + c;
  let start = first + part * columns;
  let end = first + sizes.rows * columns;
  let step = sizes.parts * columns;
  // Sums of distances from the first number stay small, however far from zero the channel lies.
  let shift = x[start];
  var sum = 0.0;
  var count = 0.0;
  for (var at = start; at < end; at += step) {
    sum += x[at] - shift;
    count += 1.0;
  }
  let mean = shift + sum / count;
  var squares = 0.0;
  for (var at = start; at < end; at += step) {
    let distance = x[at] - mean;
    squares += distance * distance;
  }
  let out = sizes.partials_offset + run * sizes.partials_stride + 2u * part * columns + c;
  partials[out] = mean;
  partials[out + columns] = squares;
}
