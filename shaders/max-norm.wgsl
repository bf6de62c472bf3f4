// Scales each column of a kernel [rows, columns] to a norm of at most the run's limit; an invocation
// takes a column.
// uses: step, numbers

struct Sizes {
  rows: u32,
  columns: u32,
  table_columns: u32,
  column: u32,
  kernel_offset: u32,
  kernel_stride: u32,
  halted_offset: u32,
  halted_stride: u32,
}

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read_write> kernel: array<f32>;
@group(0) @binding(2) var<storage, read> halted: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let limit = table_number(id.z, sizes.table_columns, sizes.column);
  let stays = halted[sizes.halted_offset + id.z * sizes.halted_stride] != 0.0;
  if (stays || limit <= 0.0) {
    return;
  }
  let start = sizes.kernel_offset + id.z * sizes.kernel_stride;
  for (var column = id.x; column < sizes.columns; column += groups.x * 64u) {
    limit_column(start + column, limit);
  }
}

// w <- w min(1, r / |w|)
fn limit_column(first: u32, limit: f32) {
  var sum = 0.0;
  for (var row = 0u; row < sizes.rows; row++) {
    let weight = kernel[first + row * sizes.columns];
    sum += weight * weight;
  }
  let norm = sqrt(sum);
  if (!is_finite(sum) || norm <= limit) {
    return;
  }
  let scale = limit / norm;
  for (var row = 0u; row < sizes.rows; row++) {
    kernel[first + row * sizes.columns] *= scale;
  }
}
