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
  for (var i = id.x; i < sizes.batch * sizes.units; i += groups.x * 64u) {
    one_unit(id.z, i / sizes.units, i % sizes.units);
  }
}

fn one_unit(run: u32, row: u32, unit: u32) {
  let units = sizes.units;
  let batch = sizes.batch;
  let t = sizes.t;
  let here = row * units + unit;
  let columns = GATES * units;
  let width = (GATES + KEPT) * batch * units;
  let saved_at = sizes.saved_offset + run * sizes.saved_stride + t * width;
  let gates_at = saved_at + row * columns + unit;
  let kept_at = saved_at + batch * columns + here;
  let states_at = sizes.states_offset + run * sizes.states_stride + t * batch * units + here;
  let projections_at =
    sizes.projections_offset + run * sizes.projections_stride + (row * sizes.steps + t) * columns + unit;
  let bias_at = sizes.bias_offset + run * sizes.bias_stride + unit;
  var x = vec4f();
  var p = vec4f();
  for (var gate = 0u; gate < GATES; gate++) {
    x[gate] = projections[projections_at + gate * units];
    p[gate] = saved[gates_at + gate * units];
    if (CELL == GRU) {
      x[gate] += bias[bias_at + gate * units];
      p[gate] += bias[bias_at + columns + gate * units];
    }
  }
  let h = states[states_at];
  var c = 0.0;
  if (CELL == LSTM) {
    c = saved[kept_at];
  }
  let after = cell_forward(x, p, h, c);
  for (var gate = 0u; gate < GATES; gate++) {
    saved[gates_at + gate * units] = after.gates[gate];
  }
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
    y[y_at + (row * sizes.steps + t) * units + unit] = next_h;
  }
  if (t + 1u < sizes.steps) {
    states[states_at + batch * units] = next_h;
    if (CELL == LSTM) {
      saved[kept_at + width] = next_c;
    }
    return;
  }
  if (!SEQUENCES) {
    y[y_at + here] = next_h;
  }
  last[sizes.final_offset + run * sizes.final_stride + here] = select(next_h, next_c, CELL == LSTM);
}
