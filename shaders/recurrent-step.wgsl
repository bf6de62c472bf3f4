// One step of a recurrent layer after its product: the gates take the place of the products. An
// invocation takes a unit of a row.
// uses: recurrent-cell

struct Sizes {
  batch: u32,
  steps: u32,
  units: u32,
  // Index of the step.
  t: u32,
  projections_offset: u32,
  projections_stride: u32,
  bias_offset: u32,
  bias_stride: u32,
  lengths_offset: u32,
  lengths_stride: u32,
  y_offset: u32,
  y_stride: u32,
  saved_offset: u32,
  saved_stride: u32,
  states_offset: u32,
  states_stride: u32,
  final_offset: u32,
  final_stride: u32,
}

override GATES: u32 = 4u;
override KEPT: u32 = 1u;
override SEQUENCES: bool = true;
override MASKED: bool = false;

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> projections: array<f32>;
// Bound to the projections where there is none, as are lengths.
@group(0) @binding(2) var<storage, read> bias: array<f32>;
@group(0) @binding(3) var<storage, read> lengths: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;
@group(0) @binding(5) var<storage, read_write> saved: array<f32>;
@group(0) @binding(6) var<storage, read_write> states: array<f32>;
@group(0) @binding(7) var<storage, read_write> last: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let count = sizes.batch * sizes.units;
  for (var i = id.x; i < count; i += groups.x * 64u) {
    one_unit(id.z, i, i / sizes.units);
  }
}

// Written out: an index into a vector that is not constant would send it through memory.
fn four_projections(at: u32, units: u32) -> vec4f {
  var found = vec4f(projections[at], 0.0, 0.0, 0.0);
  if (GATES > 1u) {
    found.y = projections[at + units];
    found.z = projections[at + 2u * units];
  }
  if (GATES > 3u) {
    found.w = projections[at + 3u * units];
  }
  return found;
}

fn four_products(at: u32, units: u32) -> vec4f {
  var found = vec4f(saved[at], 0.0, 0.0, 0.0);
  if (GATES > 1u) {
    found.y = saved[at + units];
    found.z = saved[at + 2u * units];
  }
  if (GATES > 3u) {
    found.w = saved[at + 3u * units];
  }
  return found;
}

fn three_of_bias(at: u32, units: u32) -> vec4f {
  return vec4f(bias[at], bias[at + units], bias[at + 2u * units], 0.0);
}

fn store_gates(at: u32, units: u32, gates: vec4f) {
  saved[at] = gates.x;
  if (GATES > 1u) {
    saved[at + units] = gates.y;
    saved[at + 2u * units] = gates.z;
  }
  if (GATES > 3u) {
    saved[at + 3u * units] = gates.w;
  }
}

fn one_unit(run: u32, here: u32, row: u32) {
  let units = sizes.units;
  let steps = sizes.steps;
  let t = sizes.t;
  let unit = here - row * units;
  let size = sizes.batch * units;
  let columns = GATES * units;
  let saved_at = sizes.saved_offset + run * sizes.saved_stride + t * (GATES + KEPT) * size;
  let gates_at = saved_at + row * columns + unit;
  let kept_at = saved_at + GATES * size + here;
  let states_at = sizes.states_offset + run * sizes.states_stride + t * size + here;
  let projections_at = sizes.projections_offset + run * sizes.projections_stride
    + (row * steps + t) * columns + unit;
  var x = four_projections(projections_at, units);
  var p = four_products(gates_at, units);
  if (CELL == GRU) {
    let bias_at = sizes.bias_offset + run * sizes.bias_stride + unit;
    x += three_of_bias(bias_at, units);
    p += three_of_bias(bias_at + columns, units);
  }
  let h = states[states_at];
  var c = 0.0;
  if (CELL == LSTM) {
    c = saved[kept_at];
  }
  let after = cell_forward(x, p, h, c);
  store_gates(gates_at, units, after.gates);
  if (CELL == GRU) {
    saved[kept_at] = after.inner;
  }
  var live = true;
  if (MASKED) {
    live = f32(t) < lengths[sizes.lengths_offset + run * sizes.lengths_stride + row];
  }
  let next_h = select(h, after.h, live);
  let next_c = select(c, after.c, live);
  let y_at = sizes.y_offset + run * sizes.y_stride;
  if (SEQUENCES) {
    y[y_at + (row * steps + t) * units + unit] = next_h;
  }
  if (t + 1u < steps) {
    states[states_at + size] = next_h;
    if (CELL == LSTM) {
      saved[kept_at + (GATES + KEPT) * size] = next_c;
    }
    return;
  }
  if (!SEQUENCES) {
    y[y_at + here] = next_h;
  }
  last[sizes.final_offset + run * sizes.final_stride + here] = select(next_h, next_c, CELL == LSTM);
}
