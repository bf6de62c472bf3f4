// Rows of a table by index; an invocation makes an output.
// uses: embedding-row, numbers

struct Sizes {
  // Outputs of a run.
  count: u32,
  rows: u32,
  size: u32,
  indices_offset: u32,
  indices_stride: u32,
  table_offset: u32,
  table_stride: u32,
  y_offset: u32,
  y_stride: u32,
}

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> indices: array<f32>;
@group(0) @binding(2) var<storage, read> table: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let indices_start = sizes.indices_offset + id.z * sizes.indices_stride;
  let table_start = sizes.table_offset + id.z * sizes.table_stride;
  let y_start = sizes.y_offset + id.z * sizes.y_stride;
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    let row = row_of(indices[indices_start + i / sizes.size], sizes.rows);
    if (row < sizes.rows) {
      y[y_start + i] = table[table_start + row * sizes.size + i % sizes.size];
    } else {
      y[y_start + i] = quiet_nan();
    }
  }
}
