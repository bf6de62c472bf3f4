// What every matmul variant shares: operands, where their elements lie, and what happens to a number
// of y before it is stored.
// uses: activation

struct Sizes {
  rows: u32,
  columns: u32,
  depth: u32,
  batches: u32,
  a_offset: u32,
  a_run: u32,
  a_batch: u32,
  a_row: u32,
  a_depth: u32,
  b_offset: u32,
  b_run: u32,
  b_batch: u32,
  b_depth: u32,
  b_column: u32,
  extra_offset: u32,
  extra_run: u32,
  extra_batch: u32,
  extra_row: u32,
  y_offset: u32,
  y_run: u32,
  y_batch: u32,
  sums_offset: u32,
  sums_run: u32,
}

// 0: nothing, 1: `extra` is a bias, 2: `extra` is what the activation's slope is computed from.
override EXTRA: u32 = 0u;
override ACTIVATION: u32 = 0u;
override SUM_COLUMNS: bool = false;

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
// Bound to a when there is none.
@group(0) @binding(3) var<storage, read> extra: array<f32>;
// y, and the column sums behind it in the same buffer.
@group(0) @binding(4) var<storage, read_write> y: array<f32>;

fn run_of(z: u32) -> u32 {
  return z / sizes.batches;
}

fn batch_of(z: u32) -> u32 {
  return z % sizes.batches;
}

fn a_start(z: u32) -> u32 {
  return sizes.a_offset + run_of(z) * sizes.a_run + batch_of(z) * sizes.a_batch;
}

fn b_start(z: u32) -> u32 {
  return sizes.b_offset + run_of(z) * sizes.b_run + batch_of(z) * sizes.b_batch;
}

// Where y, `extra` and the column sums of a run and batch start, and what else every store needs:
// found once, as divisions are slow and a uniform may cost as much as a load.
struct Goal {
  y: u32,
  extra: u32,
  extra_row: u32,
  sums: u32,
  rows: u32,
  columns: u32,
}

fn goal_of(z: u32) -> Goal {
  let run = run_of(z);
  let batch = batch_of(z);
  return Goal(
    sizes.y_offset + run * sizes.y_run + batch * sizes.y_batch,
    sizes.extra_offset + run * sizes.extra_run + batch * sizes.extra_batch,
    sizes.extra_row,
    sizes.sums_offset + run * sizes.sums_run,
    sizes.rows,
    sizes.columns,
  );
}

// y = f(a b + bias), or (a b) * f'(saved)
fn store_y(goal: Goal, row: u32, column: u32, product: f32) {
  if (row >= goal.rows || column >= goal.columns) {
    return;
  }
  var value = product;
  let extra_at = goal.extra + row * goal.extra_row + column;
  if (EXTRA == 2u) {
    value *= activation_slope(ACTIVATION, extra[extra_at]);
  } else {
    if (EXTRA == 1u) {
      value += extra[extra_at];
    }
    value = activation(ACTIVATION, value);
  }
  y[goal.y + row * goal.columns + column] = value;
}

fn store_sum(goal: Goal, column: u32, sum: f32) {
  if (column < goal.columns) {
    y[goal.sums + column] = sum;
  }
}
