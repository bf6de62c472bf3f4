// dx = dy - e^y (sum of dy) along rows; an invocation takes a row.
// uses: numbers

struct Sizes {
  rows: u32,
  columns: u32,
  dy_offset: u32,
  dy_stride: u32,
  y_offset: u32,
  y_stride: u32,
  dx_offset: u32,
  dx_stride: u32,
}

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> dy: array<f32>;
@group(0) @binding(2) var<storage, read> y: array<f32>;
@group(0) @binding(3) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var row = id.x; row < sizes.rows; row += groups.x * 64u) {
    one_row(id.z, row);
  }
}

fn one_row(run: u32, row: u32) {
  let first = row * sizes.columns;
  let dy_start = sizes.dy_offset + run * sizes.dy_stride + first;
  let y_start = sizes.y_offset + run * sizes.y_stride + first;
  let dx_start = sizes.dx_offset + run * sizes.dx_stride + first;
  var sum = 0.0;
  for (var c = 0u; c < sizes.columns; c++) {
    sum += dy[dy_start + c];
  }
  for (var c = 0u; c < sizes.columns; c++) {
    let logarithm = y[y_start + c];
    let share = select(exp(logarithm), logarithm, is_nan(logarithm));
    dx[dx_start + c] = dy[dy_start + c] - share * sum;
  }
}
