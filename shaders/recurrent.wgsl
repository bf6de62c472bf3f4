// A recurrent layer over all its steps: a workgroup takes a row of the batch and keeps its state in
// workgroup memory. An invocation makes the products of one unit's gates over a share of the depth;
// after a barrier one invocation a unit adds the shares and takes the step.
// uses: recurrent-cell

struct Sizes {
  batch: u32,
  steps: u32,
  projections_offset: u32,
  projections_stride: u32,
  kernel_offset: u32,
  kernel_stride: u32,
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

override UNITS: u32 = 16u;
override GATES: u32 = 4u;
// Numbers of a unit that are kept besides its gates.
override KEPT: u32 = 1u;
// Gates whose products are made together.
override TOGETHER: u32 = 4u;
// Shares of the depth.
override SHARES: u32 = 1u;
override THREADS: u32 = 64u;
override SEQUENCES: bool = true;
override MASKED: bool = false;
// The first states are there already.
override INITIAL: bool = false;

@group(0) @binding(0) var<uniform> sizes: Sizes;
// [batch, time, gates * units]
@group(0) @binding(1) var<storage, read> projections: array<f32>;
// [units, gates * units]
@group(0) @binding(2) var<storage, read> kernel: array<f32>;
// [2, gates * units] of a GRU that resets after the product; else bound to the kernel, as are lengths.
@group(0) @binding(3) var<storage, read> bias: array<f32>;
@group(0) @binding(4) var<storage, read> lengths: array<f32>;
@group(0) @binding(5) var<storage, read_write> y: array<f32>;
// [time, (gates + kept) * batch * units]
@group(0) @binding(6) var<storage, read_write> saved: array<f32>;
// [time, batch, units]; r * state behind it
@group(0) @binding(7) var<storage, read_write> states: array<f32>;
@group(0) @binding(8) var<storage, read_write> last: array<f32>;

// The state, and r * state behind it.
var<workgroup> factors: array<f32, 2u * UNITS>;
// [share][gate][unit]
var<workgroup> products: array<f32, SHARES * TOGETHER * UNITS>;

// Where this row's numbers start.
struct Places {
  row: u32,
  projections: u32,
  kernel: u32,
  bias: u32,
  y: u32,
  saved: u32,
  states: u32,
  last: u32,
  steps: u32,
  live_steps: f32,
}

// Shares of the products of `count` gates from `first` with the factors from `base` on.
fn multiply(thread: u32, kernel_at: u32, base: u32, first: u32, count: u32) {
  let columns = GATES * UNITS;
  let depth = (UNITS + SHARES - 1u) / SHARES;
  for (var pair = thread; pair < SHARES * UNITS; pair += THREADS) {
    let unit = pair % UNITS;
    let share = pair / UNITS;
    let end = min((share + 1u) * depth, UNITS);
    var sums = vec4f();
    var at = kernel_at + share * depth * columns + first * UNITS + unit;
    for (var k = share * depth; k < end; k++) {
      let factor = factors[base + k];
      sums.x += factor * kernel[at];
      if (count > 1u) {
        sums.y += factor * kernel[at + UNITS];
      }
      if (count > 2u) {
        sums.z += factor * kernel[at + 2u * UNITS];
      }
      if (count > 3u) {
        sums.w += factor * kernel[at + 3u * UNITS];
      }
      at += columns;
    }
    let into = share * TOGETHER * UNITS + unit;
    for (var gate = 0u; gate < count; gate++) {
      products[into + gate * UNITS] = sums[gate];
    }
  }
}

fn product_of(unit: u32, gate: u32) -> f32 {
  var sum = 0.0;
  for (var share = 0u; share < SHARES; share++) {
    sum += products[(share * TOGETHER + gate) * UNITS + unit];
  }
  return sum;
}

// The gate's projection, with row 0 of the bias where there is one.
fn projection_of(at: Places, t: u32, unit: u32, gate: u32) -> f32 {
  let column = gate * UNITS + unit;
  let x = projections[at.projections + t * GATES * UNITS + column];
  if (CELL == GRU) {
    return x + bias[at.bias + column];
  }
  return x;
}

// The gate's product, with row 1 of the bias where there is one.
fn biased_product_of(at: Places, unit: u32, gate: u32) -> f32 {
  if (CELL == GRU) {
    return product_of(unit, gate) + bias[at.bias + (GATES + gate) * UNITS + unit];
  }
  return product_of(unit, gate);
}

fn kept_at(at: Places, t: u32, unit: u32) -> u32 {
  return at.saved + (t * (GATES + KEPT) + GATES) * sizes.batch * UNITS + at.row * UNITS + unit;
}

fn gate_at(at: Places, t: u32, unit: u32, gate: u32) -> u32 {
  let step = t * (GATES + KEPT) * sizes.batch * UNITS;
  return at.saved + step + (at.row * GATES + gate) * UNITS + unit;
}

fn is_live(at: Places, t: u32) -> bool {
  return !MASKED || f32(t) < at.live_steps;
}

// The state after step t, and what stands where the next step begins.
fn store(at: Places, t: u32, unit: u32, h: f32) {
  factors[unit] = h;
  if (t + 1u < at.steps) {
    states[at.states + (t + 1u) * sizes.batch * UNITS + unit] = h;
  } else if (CELL != LSTM) {
    last[at.last + unit] = h;
  }
  if (SEQUENCES) {
    y[at.y + t * UNITS + unit] = h;
  } else if (t + 1u == at.steps) {
    y[at.y + unit] = h;
  }
}

fn store_cell(at: Places, t: u32, unit: u32, c: f32) {
  if (t + 1u < at.steps) {
    saved[kept_at(at, t + 1u, unit)] = c;
  } else {
    last[at.last + unit] = c;
  }
}

fn start(at: Places, unit: u32) {
  if (INITIAL) {
    factors[unit] = states[at.states + unit];
    return;
  }
  factors[unit] = 0.0;
  states[at.states + unit] = 0.0;
  if (CELL == LSTM) {
    saved[kept_at(at, 0u, unit)] = 0.0;
  }
}

fn step_unit(at: Places, t: u32, unit: u32) {
  var x = vec4f();
  var p = vec4f();
  for (var gate = 0u; gate < GATES; gate++) {
    x[gate] = projection_of(at, t, unit, gate);
    p[gate] = biased_product_of(at, unit, gate);
  }
  let h = factors[unit];
  var c = 0.0;
  if (CELL == LSTM) {
    c = saved[kept_at(at, t, unit)];
  }
  let after = cell_forward(x, p, h, c);
  for (var gate = 0u; gate < GATES; gate++) {
    saved[gate_at(at, t, unit, gate)] = after.gates[gate];
  }
  let live = is_live(at, t);
  if (CELL == GRU) {
    saved[kept_at(at, t, unit)] = after.inner;
  }
  if (CELL == LSTM) {
    store_cell(at, t, unit, select(c, after.c, live));
  }
  store(at, t, unit, select(h, after.h, live));
}

// Update and reset, which a candidate that sees r * state waits for.
fn reset_unit(at: Places, t: u32, unit: u32) {
  let z = activation(SIGMOID, projection_of(at, t, unit, 0u) + product_of(unit, 0u));
  let r = activation(SIGMOID, projection_of(at, t, unit, 1u) + product_of(unit, 1u));
  saved[gate_at(at, t, unit, 0u)] = z;
  saved[gate_at(at, t, unit, 1u)] = r;
  let factor = r * factors[unit];
  factors[UNITS + unit] = factor;
  states[at.states + (at.steps + t) * sizes.batch * UNITS + unit] = factor;
}

fn candidate_unit(at: Places, t: u32, unit: u32) {
  let n = activation(TANH, projection_of(at, t, unit, 2u) + product_of(unit, 0u));
  saved[gate_at(at, t, unit, 2u)] = n;
  let z = saved[gate_at(at, t, unit, 0u)];
  let h = factors[unit];
  store(at, t, unit, select(h, z * h + (1.0 - z) * n, is_live(at, t)));
}

fn places_of(row: u32, run: u32) -> Places {
  var live_steps = 0.0;
  if (MASKED) {
    live_steps = lengths[sizes.lengths_offset + run * sizes.lengths_stride + row];
  }
  let steps = sizes.steps;
  return Places(
    row,
    sizes.projections_offset + run * sizes.projections_stride + row * steps * GATES * UNITS,
    sizes.kernel_offset + run * sizes.kernel_stride,
    sizes.bias_offset + run * sizes.bias_stride,
    sizes.y_offset + run * sizes.y_stride + row * UNITS * select(1u, steps, SEQUENCES),
    sizes.saved_offset + run * sizes.saved_stride,
    sizes.states_offset + run * sizes.states_stride + row * UNITS,
    sizes.final_offset + run * sizes.final_stride + row * UNITS,
    steps,
    live_steps,
  );
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let at = places_of(group.x, group.z);
  for (var unit = thread; unit < UNITS; unit += THREADS) {
    start(at, unit);
  }
  workgroupBarrier();
  let steps = sizes.steps;
  for (var t = 0u; t < steps; t++) {
    multiply(thread, at.kernel, 0u, 0u, TOGETHER);
    workgroupBarrier();
    if (CELL == RESET_BEFORE) {
      for (var unit = thread; unit < UNITS; unit += THREADS) {
        reset_unit(at, t, unit);
      }
      workgroupBarrier();
      multiply(thread, at.kernel, UNITS, 2u, 1u);
      workgroupBarrier();
      for (var unit = thread; unit < UNITS; unit += THREADS) {
        candidate_unit(at, t, unit);
      }
    } else {
      for (var unit = thread; unit < UNITS; unit += THREADS) {
        step_unit(at, t, unit);
      }
    }
    workgroupBarrier();
  }
}
