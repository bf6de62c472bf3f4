// Kernel gradient of a convolution for CPUs that play GPU with subgroups of four: one subgroup makes
// 20 rows x 20 columns of one slice without barriers. A number of x is loaded by one lane, for one
// example, and broadcast; see convolution-subgroup.
enable subgroups;
// uses: convolution-kernel-gradient-operands

const ROWS = 20u;
const COLUMNS = 20u;
const LANES = 4u;

// A lane has every fourth column, five in all: what a row of the tile has in them.
struct Sums {
  four: vec4f,
  fifth: f32,
}

// They are kept by names until they are made: an array would live in memory all along.
const LANE_COLUMNS = 5u;
var<private> kept: array<f32, ROWS * LANE_COLUMNS>;

fn keep(i: u32, sums: Sums) {
  kept[i * LANE_COLUMNS] = sums.four.x;
  kept[i * LANE_COLUMNS + 1u] = sums.four.y;
  kept[i * LANE_COLUMNS + 2u] = sums.four.z;
  kept[i * LANE_COLUMNS + 3u] = sums.four.w;
  kept[i * LANE_COLUMNS + 4u] = sums.fifth;
}

// Four numbers of a row times four depths of five columns.
fn added(sums: Sums, left: vec4f, right: mat4x4f, fifth: vec4f) -> Sums {
  return Sums(sums.four + left * right, sums.fifth + dot(left, fifth));
}

// What the four lanes hold.
fn from_lanes(of_lane: f32) -> vec4f {
  return vec4f(
    subgroupBroadcast(of_lane, 0u),
    subgroupBroadcast(of_lane, 1u),
    subgroupBroadcast(of_lane, 2u),
    subgroupBroadcast(of_lane, 3u),
  );
}

// From a window's first number to that of each row: rows of x, numbers in a row, and both together.
var<private> reach_rows: array<i32, ROWS>;
var<private> reach_position: array<i32, ROWS>;
var<private> reach: array<i32, ROWS>;

// The window of one example, of the lane's own.
struct Cell {
  window: i32,
  row: i32,
  position: i32,
  counted: bool,
}

// What four examples have in row i of the tile.
fn row_of_x(i: u32, cell: Cell, source_high: u32, row_length: u32) -> vec4f {
  var live = cell.counted;
  if (PADDED) {
    live = live & (u32(cell.row + reach_rows[i]) < source_high)
      & (u32(cell.position + reach_position[i]) < row_length);
  }
  return from_lanes(select(0.0, x[u32(cell.window + reach[i])], live));
}

fn four_examples(column: u32, at: vec4u) -> vec4f {
  let places = vec4u(column) + at;
  return vec4f(dy[places.x], dy[places.y], dy[places.z], dy[places.w]);
}

@compute @workgroup_size(4)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let z = group.z;
  let columns = sizes.columns;
  let blocks = (columns + COLUMNS - 1u) / COLUMNS;
  let tile = group.y * groups.x + group.x;
  let row = tile / blocks * ROWS;
  if (row >= sizes.rows) {
    return;
  }
  // A uniform may cost as much as a load, so all are read before the loop.
  let source_high = sizes.source_high;
  let row_length = sizes.row_length;
  let high = sizes.high;
  let wide = sizes.wide;
  let batch = sizes.batch;
  // Rows, columns and examples past the edge repeat the last one; they are not stored or count zero.
  for (var i = 0u; i < ROWS; i++) {
    let own = reach_of(min(row + i, sizes.rows - 1u));
    reach_rows[i] = own.rows;
    reach_position[i] = own.position;
    reach[i] = own.rows * i32(row_length) + own.position;
  }
  let first_column = tile % blocks * COLUMNS;
  let column = first_column + lane;
  let own_columns = min(
    vec4u(column, column + LANES, column + 2u * LANES, column + 3u * LANES),
    vec4u(columns - 1u),
  );
  let fifth_column = min(column + 4u * LANES, columns - 1u);
  let x_start = sizes.x_offset + run_of(z) * sizes.x_run;
  let dy_start = sizes.dy_offset + run_of(z) * sizes.dy_run;
  let walk = walk_of();
  var column_sums = vec4f();
  var fifth_column_sum = 0.0;
  var sums0 = Sums();
  var sums1 = Sums();
  var sums2 = Sums();
  var sums3 = Sums();
  var sums4 = Sums();
  var sums5 = Sums();
  var sums6 = Sums();
  var sums7 = Sums();
  var sums8 = Sums();
  var sums9 = Sums();
  var sums10 = Sums();
  var sums11 = Sums();
  var sums12 = Sums();
  var sums13 = Sums();
  var sums14 = Sums();
  var sums15 = Sums();
  var sums16 = Sums();
  var sums17 = Sums();
  var sums18 = Sums();
  var sums19 = Sums();
  let first = slice_of(z) * sizes.fours_of_slice;
  let end = min(first + sizes.fours_of_slice, sizes.fours);
  var four = four_at(first);
  for (var index = first; index < end; index++) {
    let examples = four.example + vec4u(0u, 1u, 2u, 3u);
    let held = min(examples, vec4u(batch - 1u));
    let dy_at = dy_start + ((held * high + four.at_high) * wide + four.at_wide) * columns;
    let right = mat4x4f(
      four_examples(own_columns.x, dy_at),
      four_examples(own_columns.y, dy_at),
      four_examples(own_columns.z, dy_at),
      four_examples(own_columns.w, dy_at),
    );
    let fifth = four_examples(fifth_column, dy_at);
    let own = four.example + lane;
    let row_of_window = first_row(four, walk);
    let position = first_position(four, walk);
    let image_row = min(own, batch - 1u) * source_high + u32(row_of_window);
    let window = i32(x_start + image_row * row_length) + position;
    let cell = Cell(window, row_of_window, position, own < batch);
    sums0 = added(sums0, row_of_x(0u, cell, source_high, row_length), right, fifth);
    sums1 = added(sums1, row_of_x(1u, cell, source_high, row_length), right, fifth);
    sums2 = added(sums2, row_of_x(2u, cell, source_high, row_length), right, fifth);
    sums3 = added(sums3, row_of_x(3u, cell, source_high, row_length), right, fifth);
    sums4 = added(sums4, row_of_x(4u, cell, source_high, row_length), right, fifth);
    sums5 = added(sums5, row_of_x(5u, cell, source_high, row_length), right, fifth);
    sums6 = added(sums6, row_of_x(6u, cell, source_high, row_length), right, fifth);
    sums7 = added(sums7, row_of_x(7u, cell, source_high, row_length), right, fifth);
    sums8 = added(sums8, row_of_x(8u, cell, source_high, row_length), right, fifth);
    sums9 = added(sums9, row_of_x(9u, cell, source_high, row_length), right, fifth);
    sums10 = added(sums10, row_of_x(10u, cell, source_high, row_length), right, fifth);
    sums11 = added(sums11, row_of_x(11u, cell, source_high, row_length), right, fifth);
    sums12 = added(sums12, row_of_x(12u, cell, source_high, row_length), right, fifth);
    sums13 = added(sums13, row_of_x(13u, cell, source_high, row_length), right, fifth);
    sums14 = added(sums14, row_of_x(14u, cell, source_high, row_length), right, fifth);
    sums15 = added(sums15, row_of_x(15u, cell, source_high, row_length), right, fifth);
    sums16 = added(sums16, row_of_x(16u, cell, source_high, row_length), right, fifth);
    sums17 = added(sums17, row_of_x(17u, cell, source_high, row_length), right, fifth);
    sums18 = added(sums18, row_of_x(18u, cell, source_high, row_length), right, fifth);
    sums19 = added(sums19, row_of_x(19u, cell, source_high, row_length), right, fifth);
    if (SUM_COLUMNS) {
      let counted = select(vec4f(), vec4f(1.0), examples < vec4u(batch));
      column_sums += counted * right;
      fifth_column_sum += dot(counted, fifth);
    }
    four = next_four(four, batch, wide);
  }
  keep(0u, sums0);
  keep(1u, sums1);
  keep(2u, sums2);
  keep(3u, sums3);
  keep(4u, sums4);
  keep(5u, sums5);
  keep(6u, sums6);
  keep(7u, sums7);
  keep(8u, sums8);
  keep(9u, sums9);
  keep(10u, sums10);
  keep(11u, sums11);
  keep(12u, sums12);
  keep(13u, sums13);
  keep(14u, sums14);
  keep(15u, sums15);
  keep(16u, sums16);
  keep(17u, sums17);
  keep(18u, sums18);
  keep(19u, sums19);
  // Loops end where the result does: a condition inside would be computed for naught, but not skipped.
  let goal = goal_of(z);
  let rows = min(ROWS, sizes.rows - row);
  let lane_columns = min(LANE_COLUMNS, (columns - first_column + LANES - 1u) / LANES);
  for (var i = 0u; i < rows; i++) {
    for (var j = 0u; j < lane_columns; j++) {
      store_sum(goal, row + i, column + j * LANES, kept[i * LANE_COLUMNS + j]);
    }
  }
  if (SUM_COLUMNS && row == 0u) {
    for (var j = 0u; j < 4u; j++) {
      store_column_sum(goal, column + j * LANES, column_sums[j]);
    }
    store_column_sum(goal, column + 4u * LANES, fifth_column_sum);
  }
}
