// Penalties of every 1024th weight of a run, in fixed order.
// uses: step

struct Sizes {
  count: u32,
  columns: u32,
  parameters_offset: u32,
  parameters_stride: u32,
  decays_offset: u32,
  decays_stride: u32,
  partials_offset: u32,
  partials_stride: u32,
}

const L1_COLUMN = 1u;
const L2_COLUMN = 2u;

// Whether a layer has penalties of its own: rows 1 and 2 of `decays`.
override OWN: bool = false;

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> parameters: array<f32>;
@group(0) @binding(2) var<storage, read> decays: array<f32>;
@group(0) @binding(3) var<storage, read_write> partials: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let start = sizes.parameters_offset + id.z * sizes.parameters_stride;
  let mask = sizes.decays_offset + id.z * sizes.decays_stride;
  let run_l1 = table_number(id.z, sizes.columns, L1_COLUMN);
  let run_l2 = table_number(id.z, sizes.columns, L2_COLUMN);
  var sum = 0.0;
  for (var i = id.x; i < sizes.count; i += 1024u) {
    let weight = parameters[start + i];
    var l1 = decays[mask + i] * run_l1;
    var l2 = decays[mask + i] * run_l2;
    if (OWN) {
      l1 += decays[mask + sizes.count + i];
      l2 += decays[mask + 2u * sizes.count + i];
    }
    sum += l1 * abs(weight) + 0.5 * l2 * weight * weight;
  }
  partials[sizes.partials_offset + id.z * sizes.partials_stride + id.x] = sum;
}
