// Copies `width` columns of x from `first` on into the rows of y.

struct Sizes {
  count: u32,
  width: u32,
  columns: u32,
  first: u32,
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
  let x_start = sizes.x_offset + id.z * sizes.x_stride + sizes.first;
  let y_start = sizes.y_offset + id.z * sizes.y_stride;
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    y[y_start + i] = x[x_start + i / sizes.width * sizes.columns + i % sizes.width];
  }
}
