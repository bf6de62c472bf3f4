// Kernel gradient of a convolution for any adapter: each invocation makes 4 rows x 4 columns of one
// slice alone, without workgroup memory or barriers.
// uses: convolution-kernel-gradient-operands

// Invocations of a workgroup.
override LANES: u32 = 64u;

const RAMP = vec4u(0u, 1u, 2u, 3u);

fn four_of_x(at: vec4u, live: vec4<bool>) -> vec4f {
  return select(vec4f(), vec4f(x[at.x], x[at.y], x[at.z], x[at.w]), live);
}

fn four_of_dy(at: vec4u) -> vec4f {
  return vec4f(dy[at.x], dy[at.y], dy[at.z], dy[at.w]);
}

@compute @workgroup_size(LANES)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let z = id.z;
  let columns = sizes.columns;
  let tiles_a_row = (columns + 3u) / 4u;
  let tile = id.y * groups.x * LANES + id.x;
  let row = (tile / tiles_a_row) * 4u;
  let column = (tile % tiles_a_row) * 4u;
  if (row >= sizes.rows) {
    return;
  }
  // Rows, columns and examples past the edge repeat the last one; they are not stored or count zero.
  let last_row = sizes.rows - 1u;
  let reach0 = reach_of(row);
  let reach1 = reach_of(min(row + 1u, last_row));
  let reach2 = reach_of(min(row + 2u, last_row));
  let reach3 = reach_of(min(row + 3u, last_row));
  // A uniform may cost as much as a load, so all are read before the loop.
  let batch = sizes.batch;
  let source_high = sizes.source_high;
  let row_length = sizes.row_length;
  let high = sizes.high;
  let wide = sizes.wide;
  let walk = walk_of();
  let x_start = sizes.x_offset + run_of(z) * sizes.x_run;
  let dy_start = sizes.dy_offset + run_of(z) * sizes.dy_run;
  let columns_at = min(column + RAMP, vec4u(columns - 1u));
  var sums0 = vec4f();
  var sums1 = vec4f();
  var sums2 = vec4f();
  var sums3 = vec4f();
  var column_sums = vec4f();
  let first = slice_of(z) * sizes.fours_of_slice;
  let end = min(first + sizes.fours_of_slice, sizes.fours);
  var four = four_at(first);
  for (var index = first; index < end; index++) {
    let examples = four.example + RAMP;
    let counted = examples < vec4u(batch);
    let held = min(examples, vec4u(batch - 1u));
    let dy_at = dy_start + ((held * high + four.at_high) * wide + four.at_wide) * columns;
    // [column][example]
    let right = transpose(mat4x4f(
      four_of_dy(dy_at.x + columns_at),
      four_of_dy(dy_at.y + columns_at),
      four_of_dy(dy_at.z + columns_at),
      four_of_dy(dy_at.w + columns_at),
    ));
    let row_of_window = first_row(four, walk);
    let position = first_position(four, walk);
    let image_rows = held * source_high + u32(row_of_window);
    let windows = Windows(
      vec4i(x_start + image_rows * row_length) + position,
      row_of_window,
      position,
      counted,
    );
    sums0 += under(windows, reach0, source_high, row_length) * right;
    sums1 += under(windows, reach1, source_high, row_length) * right;
    sums2 += under(windows, reach2, source_high, row_length) * right;
    sums3 += under(windows, reach3, source_high, row_length) * right;
    if (SUM_COLUMNS) {
      column_sums += select(vec4f(), vec4f(1.0), counted) * right;
    }
    four = next_four(four, batch, wide);
  }
  let goal = goal_of(z);
  store_four(goal, row, column, sums0);
  store_four(goal, row + 1u, column, sums1);
  store_four(goal, row + 2u, column, sums2);
  store_four(goal, row + 3u, column, sums3);
  if (SUM_COLUMNS && row == 0u) {
    store_column_sum(goal, column, column_sums.x);
    store_column_sum(goal, column + 1u, column_sums.y);
    store_column_sum(goal, column + 2u, column_sums.z);
    store_column_sum(goal, column + 3u, column_sums.w);
  }
}

// The windows of four examples at one cell.
struct Windows {
  at: vec4i,
  row: i32,
  position: i32,
  counted: vec4<bool>,
}

// One number of each of them.
fn under(windows: Windows, reach: Reach, source_high: u32, row_length: u32) -> vec4f {
  var live = windows.counted;
  if (PADDED) {
    let inside = (u32(windows.row + reach.rows) < source_high)
      & (u32(windows.position + reach.position) < row_length);
    live = live & vec4<bool>(inside);
  }
  return four_of_x(vec4u(windows.at + reach.rows * i32(row_length) + reach.position), live);
}

// Written out: an index that is not constant would send the numbers through memory.
fn store_four(goal: Goal, row: u32, column: u32, sums: vec4f) {
  store_sum(goal, row, column, sums.x);
  store_sum(goal, row, column + 1u, sums.y);
  store_sum(goal, row, column + 2u, sums.z);
  store_sum(goal, row, column + 3u, sums.w);
}
