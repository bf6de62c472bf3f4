// The gradient of the first state: what came past the kernel, plus the first step's products with the
// kernel's rows. An invocation takes a unit of a row.

struct Sizes {
  count: u32,
  units: u32,
  columns: u32,
  kernel_offset: u32,
  kernel_stride: u32,
  products_offset: u32,
  products_stride: u32,
  initial_offset: u32,
  initial_stride: u32,
}

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> kernel: array<f32>;
// [time, batch, columns]
@group(0) @binding(2) var<storage, read> products: array<f32>;
@group(0) @binding(3) var<storage, read_write> initial: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let run = id.z;
  let columns = sizes.columns;
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    let row = sizes.products_offset + run * sizes.products_stride + (i / sizes.units) * columns;
    let weights = sizes.kernel_offset + run * sizes.kernel_stride + (i % sizes.units) * columns;
    var sum = 0.0;
    for (var column = 0u; column < columns; column++) {
      sum += products[row + column] * kernel[weights + column];
    }
    initial[sizes.initial_offset + run * sizes.initial_stride + i] += sum;
  }
}
