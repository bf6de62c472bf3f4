// Adds up the slices of a convolution's kernel gradient, and of the column sums behind it, in order.

struct Sizes {
  count: u32,
  // Of `count`, those that belong to the kernel; the others are column sums.
  kernel_count: u32,
  slices: u32,
  // Distance between two of them.
  slice: u32,
  partials_offset: u32,
  partials_stride: u32,
  kernel_offset: u32,
  kernel_stride: u32,
  sums_offset: u32,
}

@group(0) @binding(0) var<uniform> sizes: Sizes;
// [slices, kernel and sums]
@group(0) @binding(1) var<storage, read> partials: array<f32>;
@group(0) @binding(2) var<storage, read_write> gradients: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let start = sizes.partials_offset + id.z * sizes.partials_stride;
  let run_at = id.z * sizes.kernel_stride;
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    var sum = 0.0;
    for (var k = 0u; k < sizes.slices; k++) {
      sum += partials[start + k * sizes.slice + i];
    }
    let in_kernel = i < sizes.kernel_count;
    let at = select(sizes.sums_offset + i - sizes.kernel_count, sizes.kernel_offset + i, in_kernel);
    gradients[run_at + at] = sum;
  }
}
