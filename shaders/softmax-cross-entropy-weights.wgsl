// Up to sixteen class weights from the sizes, where they lie as bits of floats, to the device.

struct Sizes {
  first: u32,
  count: u32,
  weights_offset: u32,
  weights_stride: u32,
  weight0: u32,
  weight1: u32,
  weight2: u32,
  weight3: u32,
  weight4: u32,
  weight5: u32,
  weight6: u32,
  weight7: u32,
  weight8: u32,
  weight9: u32,
  weight10: u32,
  weight11: u32,
  weight12: u32,
  weight13: u32,
  weight14: u32,
  weight15: u32,
}

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read_write> weights: array<f32>;

@compute @workgroup_size(16)
fn main(@builtin(global_invocation_id) id: vec3u) {
  var given = array<u32, 16>(
    sizes.weight0,
    sizes.weight1,
    sizes.weight2,
    sizes.weight3,
    sizes.weight4,
    sizes.weight5,
    sizes.weight6,
    sizes.weight7,
    sizes.weight8,
    sizes.weight9,
    sizes.weight10,
    sizes.weight11,
    sizes.weight12,
    sizes.weight13,
    sizes.weight14,
    sizes.weight15,
  );
  if (id.x < sizes.count) {
    let start = sizes.weights_offset + id.z * sizes.weights_stride;
    weights[start + sizes.first + id.x] = bitcast<f32>(given[id.x]);
  }
}
