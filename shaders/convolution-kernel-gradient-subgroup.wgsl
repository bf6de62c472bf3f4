// Kernel gradient of a convolution for CPUs that play GPU with subgroups of four: one subgroup makes
// 20 rows x 20 columns of one slice without barriers. A number of x is loaded by one lane, for one
// example, and broadcast; see convolution-subgroup.
enable subgroups;
// uses: convolution-kernel-gradient-operands

const ROWS = 20u;
const COLUMNS = 20u;
const LANES = 4u;

// A lane has every fourth column, five in all. [row][column of the lane]
const LANE_COLUMNS = 5u;
var<private> sums: array<f32, ROWS * LANE_COLUMNS>;
var<private> reach_rows: array<i32, ROWS>;
var<private> reach_position: array<i32, ROWS>;
// Both together, as a distance in x.
var<private> reach: array<i32, ROWS>;

// Row i of the tile: four examples, one in each lane, times four examples of five columns.
fn add_row(i: u32, cell: Cell, right: mat4x4f, fifth: vec4f) {
  var live = cell.counted;
  if (PADDED) {
    live = live && is_inside(cell.row + reach_rows[i], cell.position + reach_position[i]);
  }
  let of_lane = select(0.0, x[u32(cell.window + reach[i])], live);
  let left = vec4f(
    subgroupBroadcast(of_lane, 0u),
    subgroupBroadcast(of_lane, 1u),
    subgroupBroadcast(of_lane, 2u),
    subgroupBroadcast(of_lane, 3u),
  );
  let products = left * right;
  sums[i * LANE_COLUMNS] += products.x;
  sums[i * LANE_COLUMNS + 1u] += products.y;
  sums[i * LANE_COLUMNS + 2u] += products.z;
  sums[i * LANE_COLUMNS + 3u] += products.w;
  sums[i * LANE_COLUMNS + 4u] += dot(left, fifth);
}

// The window of one example, of the lane's own.
struct Cell {
  window: i32,
  row: i32,
  position: i32,
  counted: bool,
}

fn four_examples(column: u32, at: vec4u) -> vec4f {
  let places = vec4u(column) + at;
  return vec4f(dy[places.x], dy[places.y], dy[places.z], dy[places.w]);
}

@compute @workgroup_size(4)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let z = group.z;
  let row = group.y * ROWS;
  let row_length = i32(sizes.row_length);
  // Rows, columns and examples past the edge repeat the last one; they are not stored or count zero.
  for (var i = 0u; i < ROWS; i++) {
    let own = reach_of(min(row + i, sizes.rows - 1u));
    reach_rows[i] = own.rows;
    reach_position[i] = own.position;
    reach[i] = own.rows * row_length + own.position;
  }
  let batch = sizes.batch;
  let column = group.x * COLUMNS + lane;
  let last_column = sizes.columns - 1u;
  let columns = min(
    vec4u(column, column + LANES, column + 2u * LANES, column + 3u * LANES),
    vec4u(last_column),
  );
  let fifth_column = min(column + 4u * LANES, last_column);
  let image = sizes.source_high * sizes.row_length;
  let cells = sizes.high * sizes.wide * sizes.columns;
  let x_start = sizes.x_offset + run_of(z) * sizes.x_run;
  let dy_start = sizes.dy_offset + run_of(z) * sizes.dy_run;
  var column_sums = vec4f();
  var fifth_column_sum = 0.0;
  let first = slice_of(z) * sizes.fours_of_slice;
  let end = min(first + sizes.fours_of_slice, sizes.fours);
  var four = four_at(first);
  for (var index = first; index < end; index++) {
    let examples = four.example + vec4u(0u, 1u, 2u, 3u);
    let held = min(examples, vec4u(batch - 1u));
    let dy_at = dy_start + held * cells
      + (four.at_high * sizes.wide + four.at_wide) * sizes.columns;
    let right = mat4x4f(
      four_examples(columns.x, dy_at),
      four_examples(columns.y, dy_at),
      four_examples(columns.z, dy_at),
      four_examples(columns.w, dy_at),
    );
    let fifth = four_examples(fifth_column, dy_at);
    let own = min(four.example + lane, batch - 1u);
    let row_of_x = first_row(four);
    let position = first_position(four);
    let window = i32(x_start + own * image) + row_of_x * row_length + position;
    let cell = Cell(window, row_of_x, position, four.example + lane < batch);
    add_row(0u, cell, right, fifth);
    add_row(1u, cell, right, fifth);
    add_row(2u, cell, right, fifth);
    add_row(3u, cell, right, fifth);
    add_row(4u, cell, right, fifth);
    add_row(5u, cell, right, fifth);
    add_row(6u, cell, right, fifth);
    add_row(7u, cell, right, fifth);
    add_row(8u, cell, right, fifth);
    add_row(9u, cell, right, fifth);
    add_row(10u, cell, right, fifth);
    add_row(11u, cell, right, fifth);
    add_row(12u, cell, right, fifth);
    add_row(13u, cell, right, fifth);
    add_row(14u, cell, right, fifth);
    add_row(15u, cell, right, fifth);
    add_row(16u, cell, right, fifth);
    add_row(17u, cell, right, fifth);
    add_row(18u, cell, right, fifth);
    add_row(19u, cell, right, fifth);
    if (SUM_COLUMNS) {
      let counted = select(vec4f(), vec4f(1.0), examples < vec4u(batch));
      column_sums += counted * right;
      fifth_column_sum += dot(counted, fifth);
    }
    four.example += 4u;
    if (four.example >= batch) {
      four.example = 0u;
      four.at_wide++;
      if (four.at_wide == sizes.wide) {
        four.at_wide = 0u;
        four.at_high++;
      }
    }
  }
  // Loops end where the result does: a condition inside would be computed for naught, but not skipped.
  let goal = goal_of(z);
  let rows = min(ROWS, sizes.rows - row);
  let blocks = min(LANE_COLUMNS, (sizes.columns - group.x * COLUMNS + LANES - 1u) / LANES);
  for (var i = 0u; i < rows; i++) {
    for (var j = 0u; j < blocks; j++) {
      store_sum(goal, row + i, column + j * LANES, sums[i * LANE_COLUMNS + j]);
    }
  }
  if (SUM_COLUMNS && row == 0u) {
    for (var j = 0u; j < 4u; j++) {
      store_column_sum(goal, column + j * LANES, column_sums[j]);
    }
    store_column_sum(goal, column + 4u * LANES, fifth_column_sum);
  }
}
