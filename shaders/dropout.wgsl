// y = x / (1 - rate) where kept, else 0.
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
  let rate = table_number(id.z, sizes.columns, sizes.column);
  let scale = 1.0 / (1.0 - rate);
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    let kept = random_uniform(seed, sizes.stream, this_step.step, i) >= rate;
    y[y_start + i] = select(0.0, x[x_start + i] * scale, kept);
  }
}
