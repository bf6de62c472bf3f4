// One step back through a recurrent layer's cell, before the product with the kernel. An invocation
// takes a unit of a row.
// uses: recurrent-cell

struct Sizes {
  batch: u32,
  steps: u32,
  units: u32,
  // Index of the step.
  t: u32,
  upstream_offset: u32,
  upstream_stride: u32,
  saved_offset: u32,
  saved_stride: u32,
  states_offset: u32,
  states_stride: u32,
  lengths_offset: u32,
  lengths_stride: u32,
  projected_offset: u32,
  projected_stride: u32,
  products_offset: u32,
  products_stride: u32,
  initial_offset: u32,
  initial_stride: u32,
}

override GATES: u32 = 4u;
override KEPT: u32 = 1u;
override MASKED: bool = false;
// Where the gradient enters: 0 every output, 1 the last, 2 the LSTM's last cell.
override PLACE: u32 = 0u;
// Whether any of the state's gradient does not pass through the kernel.
override PASSES: bool = true;

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> upstream: array<f32>;
@group(0) @binding(2) var<storage, read> saved: array<f32>;
@group(0) @binding(3) var<storage, read> states: array<f32>;
// Bound to the states where there are none.
@group(0) @binding(4) var<storage, read> lengths: array<f32>;
// [batch, time, gates * units]; until its step comes, a row holds the state's gradient that did not
// pass through the kernel, in its first columns.
@group(0) @binding(5) var<storage, read_write> projected: array<f32>;
@group(0) @binding(6) var<storage, read_write> products: array<f32>;
// [states, batch, units]: what passed through the kernel in the step after, and the cell's gradient.
@group(0) @binding(7) var<storage, read_write> initial: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let count = sizes.batch * sizes.units;
  for (var i = id.x; i < count; i += groups.x * 64u) {
    one_unit(id.z, i, i / sizes.units);
  }
}

// Written out: an index into a vector that is not constant would send it through memory.
fn four_gates(at: u32, units: u32) -> vec4f {
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

fn store_projected(at: u32, units: u32, slopes: vec4f) {
  projected[at] = slopes.x;
  if (GATES > 1u) {
    projected[at + units] = slopes.y;
    projected[at + 2u * units] = slopes.z;
  }
  if (GATES > 3u) {
    projected[at + 3u * units] = slopes.w;
  }
}

fn store_products(at: u32, units: u32, slopes: vec4f) {
  products[at] = slopes.x;
  if (GATES > 1u) {
    products[at + units] = slopes.y;
    products[at + 2u * units] = slopes.z;
  }
  if (GATES > 3u) {
    products[at + 3u * units] = slopes.w;
  }
}

fn one_unit(run: u32, here: u32, row: u32) {
  let units = sizes.units;
  let steps = sizes.steps;
  let t = sizes.t;
  let unit = here - row * units;
  let size = sizes.batch * units;
  let columns = GATES * units;
  let initial_at = sizes.initial_offset + run * sizes.initial_stride + here;
  let cell_at = initial_at + size;
  let projected_at = sizes.projected_offset + run * sizes.projected_stride
    + (row * steps + t) * columns + unit;
  let products_at = sizes.products_offset + run * sizes.products_stride
    + t * GATES * size + row * columns + unit;
  let upstream_at = sizes.upstream_offset + run * sizes.upstream_stride;
  let is_last = t + 1u == steps;
  var dh = 0.0;
  var dc = 0.0;
  if (!is_last) {
    dh = initial[initial_at];
    if (PASSES) {
      dh += projected[projected_at];
    }
    if (CELL == LSTM) {
      dc = initial[cell_at];
    }
  }
  if (PLACE == 0u) {
    dh += upstream[upstream_at + (row * steps + t) * units + unit];
  }
  if (is_last && PLACE == 1u) {
    dh = upstream[upstream_at + here];
  }
  if (is_last && PLACE == 2u) {
    dc = upstream[upstream_at + here];
  }
  var live = true;
  if (MASKED) {
    live = f32(t) < lengths[sizes.lengths_offset + run * sizes.lengths_stride + row];
  }
  var found = CellBackward(vec4f(), vec4f(), dh, dc);
  if (live) {
    let saved_at = sizes.saved_offset + run * sizes.saved_stride + t * (GATES + KEPT) * size;
    let gates = four_gates(saved_at + row * columns + unit, units);
    var kept = 0.0;
    if (KEPT == 1u) {
      kept = saved[saved_at + GATES * size + here];
    }
    var h = 0.0;
    if (CELL == GRU) {
      h = states[sizes.states_offset + run * sizes.states_stride + t * size + here];
    }
    found = cell_backward(gates, kept, h, dh, dc);
  }
  store_projected(projected_at, units, found.projected);
  store_products(products_at, units, found.products);
  if (CELL == LSTM) {
    initial[cell_at] = found.c;
  }
  if (t == 0u) {
    initial[initial_at] = found.h;
  } else if (PASSES) {
    projected[projected_at - columns] = found.h;
  }
}
