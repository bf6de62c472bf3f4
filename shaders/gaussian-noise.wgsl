// y = x + std z, z standard normal.
// uses: step, random

struct Sizes {
  count: u32,
  columns: u32,
  column: u32,
  stream: u32,
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
  let x_start = sizes.x_offset + id.z * sizes.x_stride;
  let y_start = sizes.y_offset + id.z * sizes.y_stride;
  let seed = table_seed(id.z, sizes.columns);
  let deviation = table_number(id.z, sizes.columns, sizes.column);
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    let z = random_normal(seed, sizes.stream, this_step.step, i);
    y[y_start + i] = x[x_start + i] + deviation * z;
  }
}
