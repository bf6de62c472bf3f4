// The gradient of a recurrent layer, backward over all its steps: a workgroup takes a row of the
// batch. One invocation a unit passes the state's gradient through the cell; after a barrier
// invocations multiply shares of the gates' gradients by rows of the kernel.
// uses: recurrent-cell

struct Sizes {
  batch: u32,
  steps: u32,
  upstream_offset: u32,
  upstream_stride: u32,
  saved_offset: u32,
  saved_stride: u32,
  states_offset: u32,
  states_stride: u32,
  kernel_offset: u32,
  kernel_stride: u32,
  lengths_offset: u32,
  lengths_stride: u32,
  projected_offset: u32,
  projected_stride: u32,
  products_offset: u32,
  products_stride: u32,
  initial_offset: u32,
  initial_stride: u32,
}

override UNITS: u32 = 16u;
override GATES: u32 = 4u;
override KEPT: u32 = 1u;
// Shares of the columns.
override SHARES: u32 = 1u;
override THREADS: u32 = 64u;
override MASKED: bool = false;
// Where the gradient enters: 0 every output, 1 the last, 2 the LSTM's last cell.
override PLACE: u32 = 0u;

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> upstream: array<f32>;
@group(0) @binding(2) var<storage, read> saved: array<f32>;
@group(0) @binding(3) var<storage, read> states: array<f32>;
@group(0) @binding(4) var<storage, read> kernel: array<f32>;
// Bound to the kernel where there are none.
@group(0) @binding(5) var<storage, read> lengths: array<f32>;
// [batch, time, gates * units]
@group(0) @binding(6) var<storage, read_write> projected: array<f32>;
// [time, batch, gates * units]; of r * state behind it
@group(0) @binding(7) var<storage, read_write> products: array<f32>;
// [states, batch, units]: the state's gradient on its way, and in the end that of the first state.
@group(0) @binding(8) var<storage, read_write> initial: array<f32>;

var<workgroup> slopes: array<f32, GATES * UNITS>;
// [share][unit]
var<workgroup> shares: array<f32, SHARES * UNITS>;

struct Places {
  row: u32,
  upstream: u32,
  saved: u32,
  states: u32,
  kernel: u32,
  projected: u32,
  products: u32,
  initial: u32,
  batch: u32,
  steps: u32,
  live_steps: f32,
}

// Shares of the sums over `count` columns from `first` of slope * kernel, for each row of the kernel.
fn multiply(thread: u32, kernel_at: u32, first: u32, count: u32) {
  let width = (count + SHARES - 1u) / SHARES;
  for (var pair = thread; pair < SHARES * UNITS; pair += THREADS) {
    let unit = pair % UNITS;
    let share = pair / UNITS;
    let end = min((share + 1u) * width, count);
    let row = kernel_at + unit * GATES * UNITS + first;
    var sum = 0.0;
    for (var column = share * width; column < end; column++) {
      sum += slopes[first + column] * kernel[row + column];
    }
    shares[pair] = sum;
  }
}

fn sum_of(unit: u32) -> f32 {
  var sum = 0.0;
  for (var share = 0u; share < SHARES; share++) {
    sum += shares[share * UNITS + unit];
  }
  return sum;
}

fn kept_at(at: Places, t: u32, unit: u32) -> u32 {
  return at.saved + (t * (GATES + KEPT) + GATES) * at.batch * UNITS + at.row * UNITS + unit;
}

fn gate_of(at: Places, t: u32, unit: u32, gate: u32) -> f32 {
  let step = t * (GATES + KEPT) * at.batch * UNITS;
  return saved[at.saved + step + (at.row * GATES + gate) * UNITS + unit];
}

fn state_before(at: Places, t: u32, unit: u32) -> f32 {
  return states[at.states + t * at.batch * UNITS + unit];
}

fn cell_slope_at(at: Places, unit: u32) -> u32 {
  return at.initial + at.batch * UNITS + unit;
}

fn is_live(at: Places, t: u32) -> bool {
  return !MASKED || f32(t) < at.live_steps;
}

fn start(at: Places, unit: u32) {
  var h = 0.0;
  if (PLACE == 1u) {
    h = upstream[at.upstream + unit];
  }
  initial[at.initial + unit] = h;
  if (CELL == LSTM) {
    var c = 0.0;
    if (PLACE == 2u) {
      c = upstream[at.upstream + unit];
    }
    initial[cell_slope_at(at, unit)] = c;
  }
}

// The gradient of the state after step t.
fn state_slope(at: Places, t: u32, unit: u32) -> f32 {
  let slope = initial[at.initial + unit];
  if (PLACE == 0u) {
    return slope + upstream[at.upstream + t * UNITS + unit];
  }
  return slope;
}

fn store_gate(at: Places, t: u32, unit: u32, gate: u32, projection: f32, product: f32) {
  let column = gate * UNITS + unit;
  slopes[column] = product;
  projected[at.projected + t * GATES * UNITS + column] = projection;
  products[at.products + t * at.batch * GATES * UNITS + column] = product;
}

fn step_unit(at: Places, t: u32, unit: u32) {
  let dh = state_slope(at, t, unit);
  if (!is_live(at, t)) {
    for (var gate = 0u; gate < GATES; gate++) {
      store_gate(at, t, unit, gate, 0.0, 0.0);
    }
    initial[at.initial + unit] = dh;
    return;
  }
  var gates = vec4f();
  for (var gate = 0u; gate < GATES; gate++) {
    gates[gate] = gate_of(at, t, unit, gate);
  }
  var kept = 0.0;
  if (KEPT == 1u) {
    kept = saved[kept_at(at, t, unit)];
  }
  var dc = 0.0;
  if (CELL == LSTM) {
    dc = initial[cell_slope_at(at, unit)];
  }
  let found = cell_backward(gates, kept, state_before(at, t, unit), dh, dc);
  for (var gate = 0u; gate < GATES; gate++) {
    store_gate(at, t, unit, gate, found.projected[gate], found.products[gate]);
  }
  initial[at.initial + unit] = found.h;
  if (CELL == LSTM) {
    initial[cell_slope_at(at, unit)] = found.c;
  }
}

// The candidate of a reset before the product; its products stand behind those of the state.
fn candidate_unit(at: Places, t: u32, unit: u32) {
  let dh = state_slope(at, t, unit);
  initial[at.initial + unit] = dh;
  var slope = 0.0;
  if (is_live(at, t)) {
    let n = gate_of(at, t, unit, 2u);
    slope = dh * (1.0 - gate_of(at, t, unit, 0u)) * (1.0 - n * n);
  }
  let width = at.batch * GATES * UNITS;
  let behind = at.products + (at.steps + t) * width + unit;
  store_gate(at, t, unit, 2u, slope, slope);
  products[at.products + t * width + 2u * UNITS + unit] = 0.0;
  products[behind] = 0.0;
  products[behind + UNITS] = 0.0;
  products[behind + 2u * UNITS] = slope;
}

// Update and reset, once the gradient of r * state is known.
fn reset_unit(at: Places, t: u32, unit: u32) {
  let reached = sum_of(unit);
  var dz = 0.0;
  var dr = 0.0;
  if (is_live(at, t)) {
    let z = gate_of(at, t, unit, 0u);
    let r = gate_of(at, t, unit, 1u);
    let h = state_before(at, t, unit);
    let dh = initial[at.initial + unit];
    dz = dh * (h - gate_of(at, t, unit, 2u)) * z * (1.0 - z);
    dr = reached * h * r * (1.0 - r);
    initial[at.initial + unit] = dh * z + reached * r;
  }
  store_gate(at, t, unit, 0u, dz, dz);
  store_gate(at, t, unit, 1u, dr, dr);
}

fn places_of(row: u32, run: u32) -> Places {
  var live_steps = 0.0;
  if (MASKED) {
    live_steps = lengths[sizes.lengths_offset + run * sizes.lengths_stride + row];
  }
  let steps = sizes.steps;
  return Places(
    row,
    sizes.upstream_offset + run * sizes.upstream_stride + row * UNITS * select(1u, steps, PLACE == 0u),
    sizes.saved_offset + run * sizes.saved_stride,
    sizes.states_offset + run * sizes.states_stride + row * UNITS,
    sizes.kernel_offset + run * sizes.kernel_stride,
    sizes.projected_offset + run * sizes.projected_stride + row * steps * GATES * UNITS,
    sizes.products_offset + run * sizes.products_stride + row * GATES * UNITS,
    sizes.initial_offset + run * sizes.initial_stride + row * UNITS,
    sizes.batch,
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
  for (var left = sizes.steps; left > 0u; left--) {
    let t = left - 1u;
    if (CELL == RESET_BEFORE) {
      for (var unit = thread; unit < UNITS; unit += THREADS) {
        candidate_unit(at, t, unit);
      }
      workgroupBarrier();
      multiply(thread, at.kernel, 2u * UNITS, UNITS);
      workgroupBarrier();
      for (var unit = thread; unit < UNITS; unit += THREADS) {
        reset_unit(at, t, unit);
      }
      workgroupBarrier();
      multiply(thread, at.kernel, 0u, 2u * UNITS);
    } else {
      for (var unit = thread; unit < UNITS; unit += THREADS) {
        step_unit(at, t, unit);
      }
      workgroupBarrier();
      multiply(thread, at.kernel, 0u, GATES * UNITS);
    }
    workgroupBarrier();
    for (var unit = thread; unit < UNITS; unit += THREADS) {
      initial[at.initial + unit] += sum_of(unit);
    }
  }
}
