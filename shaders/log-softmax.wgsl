// y = x - ln(sum of e^x) along rows; an invocation takes a row.
// uses: numbers

struct Sizes {
  rows: u32,
  columns: u32,
  x_offset: u32,
  x_stride: u32,
  y_offset: u32,
  y_stride: u32,
}

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var row = id.x; row < sizes.rows; row += groups.x * 64u) {
    one_row(id.z, row);
  }
}

fn one_row(run: u32, row: u32) {
  let columns = sizes.columns;
  let start = sizes.x_offset + run * sizes.x_stride + row * columns;
  var shift = x[start];
  var finite = is_finite(shift);
  for (var c = 1u; c < columns; c++) {
    let value = x[start + c];
    shift = max(shift, value);
    finite = finite && is_finite(value);
  }
  var sum = 0.0;
  for (var c = 0u; c < columns; c++) {
    sum += exp(x[start + c] - shift);
  }
  let logarithm = log(sum);
  let out = sizes.y_offset + run * sizes.y_stride + row * columns;
  for (var c = 0u; c < columns; c++) {
    // The shift goes first: beside a large one the logarithm would be lost.
    y[out + c] = select(quiet_nan(), (x[start + c] - shift) - logarithm, finite);
  }
}
