// What the variants of a gathering convolution share: y[row, column] = sum over the taps of a window
// and `depth` numbers under each of x * kernel. Forward, x is the input; for the gradient of the
// input, x is the upstream, a window's taps run backwards, and with strides the outputs fall into
// phases, each of which is reached by some of the taps only. Rows count examples fastest, so that rows
// near each other lie under the same taps.
// uses: activation

struct Sizes {
  batch: u32,
  // Of x: rows, numbers in a row, numbers of a cell.
  source_high: u32,
  row_length: u32,
  channels: u32,
  // Of y.
  high: u32,
  wide: u32,
  columns: u32,
  // Numbers that lie side by side in x under one tap, or under a whole row of taps.
  depth: u32,
  taps_high: u32,
  taps_wide: u32,
  stride_high: u32,
  stride_wide: u32,
  dilation_high: u32,
  dilation_wide: u32,
  before_high: u32,
  before_wide: u32,
  // Taps between two that reach the same phase.
  period_high: u32,
  period_wide: u32,
  phases: u32,
  phases_wide: u32,
  x_offset: u32,
  x_run: u32,
  kernel_offset: u32,
  kernel_run: u32,
  extra_offset: u32,
  extra_run: u32,
  y_offset: u32,
  y_run: u32,
}

override INPUT_GRADIENT: bool = false;
// Whether a window may reach beyond x.
override PADDED: bool = true;
// 0: nothing, 1: `extra` is a bias, 2: `extra` is what the activation's slope is computed from.
override EXTRA: u32 = 0u;
override ACTIVATION: u32 = 0u;

@group(0) @binding(0) var<uniform> sizes: Sizes;
// [batch, source_high, ..., channels]
@group(0) @binding(1) var<storage, read> x: array<f32>;
// [taps, depth, columns], or [taps, columns, depth] for the gradient of the input.
@group(0) @binding(2) var<storage, read> kernel: array<f32>;
// Bound to x when there is none.
@group(0) @binding(3) var<storage, read> extra: array<f32>;
// [batch, high, wide, columns]
@group(0) @binding(4) var<storage, read_write> y: array<f32>;

// Output first + t * apart has under its u-th tap, which is the kernel's tap first_tap + u * tap_step,
// the source t * step + u * reach + origin.
struct Axis {
  outputs: i32,
  first: i32,
  apart: i32,
  taps: i32,
  first_tap: i32,
  tap_step: i32,
  step: i32,
  reach: i32,
  origin: i32,
}

struct Window {
  outputs: u32,
  taps: u32,
  stride: u32,
  dilation: u32,
  before: u32,
  period: u32,
}

fn axis_of(phase: u32, window: Window) -> Axis {
  let outputs = i32(window.outputs);
  let taps = i32(window.taps);
  let stride = i32(window.stride);
  let dilation = i32(window.dilation);
  let before = i32(window.before);
  if (!INPUT_GRADIENT) {
    return Axis(outputs, 0, 1, taps, 0, 1, stride, dilation, -before);
  }
  // Source s reaches output o with tap j where s * stride = o + before - j * dilation.
  let lead = i32(phase) + before;
  let period = i32(window.period);
  var tap = 0;
  while (tap < period && (lead - tap * dilation) % stride != 0) {
    tap++;
  }
  let count = select((taps - tap + period - 1) / period, 0, tap == period || tap >= taps);
  let last = tap + (count - 1) * period;
  return Axis(
    max(0, (outputs - i32(phase) + stride - 1) / stride),
    i32(phase),
    stride,
    count,
    last,
    -period,
    1,
    period * dilation / stride,
    (lead - last * dilation) / stride,
  );
}

fn run_of(z: u32) -> u32 {
  return z / sizes.phases;
}

fn high_axis(z: u32) -> Axis {
  return axis_of(z % sizes.phases / sizes.phases_wide, Window(
    sizes.high, sizes.taps_high, sizes.stride_high, sizes.dilation_high, sizes.before_high,
    sizes.period_high,
  ));
}

fn wide_axis(z: u32) -> Axis {
  return axis_of(z % sizes.phases % sizes.phases_wide, Window(
    sizes.wide, sizes.taps_wide, sizes.stride_wide, sizes.dilation_wide, sizes.before_wide,
    sizes.period_wide,
  ));
}

// Number of rows of y in a phase.
fn rows_of(high: Axis, wide: Axis) -> u32 {
  return sizes.batch * u32(high.outputs * wide.outputs);
}

// Where a row has its cell: example, and place along the two axes of its phase.
struct Cells {
  example: vec4u,
  high: vec4i,
  wide: vec4i,
}

fn cells_of(rows: vec4u, wide: Axis) -> Cells {
  let batch = vec4u(sizes.batch);
  let across = vec4u(u32(wide.outputs));
  let place = rows / batch;
  return Cells(rows % batch, vec4i(place / across), vec4i(place % across));
}

// The first number of a tap's part of the kernel.
fn kernel_at(start: u32, high: Axis, wide: Axis, tap_high: i32, tap_wide: i32) -> u32 {
  let row = high.first_tap + tap_high * high.tap_step;
  let tap = row * i32(sizes.taps_wide) + wide.first_tap + tap_wide * wide.tap_step;
  return start + u32(tap) * sizes.depth * sizes.columns;
}

// Distances in the kernel.
fn kernel_depth() -> u32 {
  return select(sizes.columns, 1u, INPUT_GRADIENT);
}

fn kernel_column() -> u32 {
  return select(1u, sizes.depth, INPUT_GRADIENT);
}

// What every store needs, found once: a uniform may cost as much as a load.
struct Goal {
  y: u32,
  extra: u32,
  columns: u32,
}

fn goal_of(z: u32) -> Goal {
  let run = run_of(z);
  return Goal(
    sizes.y_offset + run * sizes.y_run,
    sizes.extra_offset + run * sizes.extra_run,
    sizes.columns,
  );
}

// The first number of a cell of y.
fn y_at(high: Axis, wide: Axis, example: u32, at_high: i32, at_wide: i32) -> u32 {
  let row = u32(high.first + at_high * high.apart);
  let column = u32(wide.first + at_wide * wide.apart);
  return ((example * sizes.high + row) * sizes.wide + column) * sizes.columns;
}

// y = f(sum + bias), or sum * f'(saved); `cell` is what `y_at` gave.
fn store_y(goal: Goal, cell: u32, column: u32, sum: f32) {
  if (column >= goal.columns) {
    return;
  }
  var value = sum;
  if (EXTRA == 2u) {
    value *= activation_slope(ACTIVATION, extra[goal.extra + cell + column]);
  } else {
    if (EXTRA == 1u) {
      value += extra[goal.extra + column];
    }
    value = activation(ACTIVATION, value);
  }
  y[goal.y + cell + column] = value;
}
