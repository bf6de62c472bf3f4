// What the variants of a convolution's kernel gradient share: dKernel[row, column] = sum over all
// cells of y of x under the cell's window * dy. Rows are the numbers of a window, tap by tap. Cells are
// taken four examples at a time, place after place, and the whole is cut into slices.

struct Sizes {
  batch: u32,
  // Of x: rows, numbers in a row, numbers of a cell.
  source_high: u32,
  row_length: u32,
  channels: u32,
  // Of dy.
  high: u32,
  wide: u32,
  columns: u32,
  // Numbers of a window, and taps in a row of it.
  rows: u32,
  taps_wide: u32,
  stride_high: u32,
  stride_wide: u32,
  dilation_high: u32,
  dilation_wide: u32,
  before_high: u32,
  before_wide: u32,
  slices: u32,
  fours: u32,
  fours_of_slice: u32,
  x_offset: u32,
  x_run: u32,
  dy_offset: u32,
  dy_run: u32,
  // Distance between the slices of the result, 0 where there is one only.
  result_offset: u32,
  result_run: u32,
  result_slice: u32,
  sums_offset: u32,
}

// Whether a window may reach beyond x.
override PADDED: bool = true;
override SUM_COLUMNS: bool = false;

@group(0) @binding(0) var<uniform> sizes: Sizes;
// [batch, source_high, ..., channels]
@group(0) @binding(1) var<storage, read> x: array<f32>;
// [batch, high, wide, columns]
@group(0) @binding(2) var<storage, read> dy: array<f32>;
// [slices, rows and sums, columns]
@group(0) @binding(3) var<storage, read_write> result: array<f32>;

fn run_of(z: u32) -> u32 {
  return z / sizes.slices;
}

fn slice_of(z: u32) -> u32 {
  return z % sizes.slices;
}

// Four examples at one cell of y: where they lie in x and dy, and how many of them there are.
struct Four {
  example: u32,
  at_high: u32,
  at_wide: u32,
}

fn four_at(index: u32) -> Four {
  let fours_of_place = (sizes.batch + 3u) / 4u;
  let place = index / fours_of_place;
  return Four(index % fours_of_place * 4u, place / sizes.wide, place % sizes.wide);
}

// The four after it.
fn next_four(four: Four, batch: u32, wide: u32) -> Four {
  let example = four.example + 4u;
  let is_last = example >= batch;
  let at_wide = four.at_wide + select(0u, 1u, is_last);
  let wraps = at_wide == wide;
  return Four(
    select(example, 0u, is_last),
    four.at_high + select(0u, 1u, wraps),
    select(at_wide, 0u, wraps),
  );
}

// Distances within x from a window's first number to another, and the parts that padding asks for.
struct Reach {
  rows: i32,
  position: i32,
}

fn reach_of(row: u32) -> Reach {
  let tap = row / sizes.channels;
  return Reach(
    i32(tap / sizes.taps_wide * sizes.dilation_high),
    i32(tap % sizes.taps_wide * sizes.dilation_wide * sizes.channels + row % sizes.channels),
  );
}

// How a window's first number moves with the cell.
struct Walk {
  stride_high: i32,
  stride_wide: i32,
  before_high: i32,
  before_wide: i32,
}

fn walk_of() -> Walk {
  let channels = i32(sizes.channels);
  return Walk(
    i32(sizes.stride_high),
    i32(sizes.stride_wide) * channels,
    i32(sizes.before_high),
    i32(sizes.before_wide) * channels,
  );
}

// The row of x, and the place within it, of a window's first number; either may be negative.
fn first_row(four: Four, walk: Walk) -> i32 {
  return i32(four.at_high) * walk.stride_high - walk.before_high;
}

fn first_position(four: Four, walk: Walk) -> i32 {
  return i32(four.at_wide) * walk.stride_wide - walk.before_wide;
}

// Results of a run and slice, and what else every store needs.
struct Goal {
  result: u32,
  sums: u32,
  rows: u32,
  columns: u32,
}

fn goal_of(z: u32) -> Goal {
  let on = run_of(z) * sizes.result_run + slice_of(z) * sizes.result_slice;
  return Goal(sizes.result_offset + on, sizes.sums_offset + on, sizes.rows, sizes.columns);
}

fn store_sum(goal: Goal, row: u32, column: u32, sum: f32) {
  if (row < goal.rows && column < goal.columns) {
    result[goal.result + row * goal.columns + column] = sum;
  }
}

fn store_column_sum(goal: Goal, column: u32, sum: f32) {
  if (column < goal.columns) {
    result[goal.sums + column] = sum;
  }
}
