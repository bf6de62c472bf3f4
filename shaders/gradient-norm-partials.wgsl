// Sums of squares of every 1024th element of a run's gradient, in fixed order.

struct Sizes {
  count: u32,
  gradients_offset: u32,
  gradients_stride: u32,
  partials_offset: u32,
  partials_stride: u32,
}

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> gradients: array<f32>;
@group(0) @binding(2) var<storage, read_write> partials: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let start = sizes.gradients_offset + id.z * sizes.gradients_stride;
  var sum = 0.0;
  for (var i = id.x; i < sizes.count; i += 1024u) {
    let gradient = gradients[start + i];
    sum += gradient * gradient;
  }
  partials[sizes.partials_offset + id.z * sizes.partials_stride + id.x] = sum;
}
