// B / divisor, behind the class weights: the divisor is the sum of the targets' weights, or B.

struct Sizes {
  rows: u32,
  classes: u32,
  labels_offset: u32,
  labels_stride: u32,
  weights_offset: u32,
  weights_stride: u32,
}

override BY_WEIGHTS: bool = true;

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> labels: array<f32>;
@group(0) @binding(2) var<storage, read_write> weights: array<f32>;

var<workgroup> partials: array<f32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let start = sizes.weights_offset + id.z * sizes.weights_stride;
  let first_label = sizes.labels_offset + id.z * sizes.labels_stride;
  var part = 0.0;
  for (var row = id.x; row < sizes.rows; row += 64u) {
    let label = min(u32(labels[first_label + row]), sizes.classes - 1u);
    part += weights[start + label];
  }
  partials[id.x] = part;
  workgroupBarrier();
  if (id.x == 0u) {
    var sum = 0.0;
    for (var lane = 0u; lane < 64u; lane++) {
      sum += partials[lane];
    }
    let by_weights = select(0.0, f32(sizes.rows) / sum, sum > 0.0);
    weights[start + sizes.classes] = select(1.0, by_weights, BY_WEIGHTS);
  }
}
