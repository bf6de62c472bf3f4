// Gathering convolution for CPUs that play GPU with subgroups of four: one subgroup makes 20 rows x 20
// columns of y without barriers. There a load of four different numbers costs as much as one of four
// equal ones, about thirty multiplications, so a number of x is loaded by one lane and broadcast.
// Everything indexed inside the loop has a constant index: a variable one would be a load as well.
enable subgroups;
// All lanes of a subgroup have the same rows, and so the same live taps.
diagnostic(off, subgroup_uniformity);
// uses: convolution-operands

const ROWS = 20u;
const COLUMNS = 20u;
const LANES = 4u;

// A lane has every fourth column, five in all. [row][column of the lane]
const LANE_COLUMNS = 5u;
const FAR = -1073741824;
var<private> sums: array<f32, ROWS * LANE_COLUMNS>;
// Of each row: its cell in x and in y, and under the present tap, the place in x and within a row of x.
var<private> first_row: array<i32, ROWS>;
var<private> first_position: array<i32, ROWS>;
var<private> start: array<i32, ROWS>;
var<private> cell: array<u32, ROWS>;
var<private> place: array<u32, ROWS>;
var<private> position: array<i32, ROWS>;
var<private> row_length: u32;

// Row i of the tile: the depths k..k+3 of x, one in each lane, times four depths of five columns.
fn add_row(i: u32, k: u32, counted: bool, right: mat4x4f, fifth: vec4f) {
  var live = counted;
  if (PADDED) {
    live = live && u32(position[i]) + k < row_length;
  }
  let of_lane = select(0.0, x[place[i] + k], live);
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

fn four_depths(column_at: u32, depths_at: vec4u) -> vec4f {
  let at = vec4u(column_at) + depths_at;
  return vec4f(kernel[at.x], kernel[at.y], kernel[at.z], kernel[at.w]);
}

// Rows past the edge repeat the last one; they are not stored.
fn find_rows(z: u32, row: u32, rows: u32, high: Axis, wide: Axis) {
  let x_start = sizes.x_offset + run_of(z) * sizes.x_run;
  let image = sizes.source_high * sizes.row_length;
  let channels = i32(sizes.channels);
  let batch = sizes.batch;
  let here = min(row, rows - 1u);
  var example = here % batch;
  var at_high = i32(here / batch) / wide.outputs;
  var at_wide = i32(here / batch) % wide.outputs;
  for (var i = 0u; i < ROWS; i++) {
    first_row[i] = at_high * high.step + high.origin;
    first_position[i] = (at_wide * wide.step + wide.origin) * channels;
    start[i] = i32(x_start + example * image);
    cell[i] = y_at(high, wide, example, at_high, at_wide);
    if (row + i + 1u < rows) {
      example++;
      if (example == batch) {
        example = 0u;
        at_wide++;
        if (at_wide == wide.outputs) {
          at_wide = 0;
          at_high++;
        }
      }
    }
  }
}

// Places under a tap; whether there is anything under it in any row.
fn find_places(rows_on: i32, positions_on: i32) -> bool {
  let length = i32(row_length);
  let depth = i32(sizes.depth);
  let source_high = sizes.source_high;
  var any_live = !PADDED;
  for (var i = 0u; i < ROWS; i++) {
    let row = first_row[i] + rows_on;
    let at = first_position[i] + positions_on;
    place[i] = u32(start[i] + row * length + at);
    if (PADDED) {
      let inside = u32(row) < source_high;
      position[i] = select(FAR, at, inside);
      any_live = any_live || (inside && at < length && at + depth > 0);
    }
  }
  return any_live;
}

@compute @workgroup_size(4)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let z = group.z;
  let high = high_axis(z);
  let wide = wide_axis(z);
  let rows = rows_of(high, wide);
  let row = group.y * ROWS;
  if (row >= rows) {
    return;
  }
  row_length = sizes.row_length;
  find_rows(z, row, rows, high, wide);
  let last_column = sizes.columns - 1u;
  let column = group.x * COLUMNS + lane;
  let column_step = kernel_column();
  let depth_step = kernel_depth();
  // Columns and depths past the edge repeat the last one; they are not stored or count zero.
  let columns_at = column_step * min(
    vec4u(column, column + LANES, column + 2u * LANES, column + 3u * LANES),
    vec4u(last_column),
  );
  let fifth_on = column_step * min(column + 4u * LANES, last_column);
  let kernel_start = sizes.kernel_offset + run_of(z) * sizes.kernel_run;
  let depth = sizes.depth;
  let channels = i32(sizes.channels);
  for (var tap_high = 0; tap_high < high.taps; tap_high++) {
    for (var tap_wide = 0; tap_wide < wide.taps; tap_wide++) {
      if (!find_places(tap_high * high.reach, tap_wide * wide.reach * channels)) {
        continue;
      }
      let right_at = kernel_at(kernel_start, high, wide, tap_high, tap_wide);
      let four_at = right_at + columns_at;
      let fifth_at = right_at + fifth_on;
      for (var k = 0u; k < depth; k += 4u) {
        let depths = vec4u(k, k + 1u, k + 2u, k + 3u);
        let depths_at = min(depths, vec4u(depth - 1u)) * depth_step;
        let right = mat4x4f(
          four_depths(four_at.x, depths_at),
          four_depths(four_at.y, depths_at),
          four_depths(four_at.z, depths_at),
          four_depths(four_at.w, depths_at),
        );
        let fifth = four_depths(fifth_at, depths_at);
        let own = k + lane;
        let counted = own < depth;
        add_row(0u, own, counted, right, fifth);
        add_row(1u, own, counted, right, fifth);
        add_row(2u, own, counted, right, fifth);
        add_row(3u, own, counted, right, fifth);
        add_row(4u, own, counted, right, fifth);
        add_row(5u, own, counted, right, fifth);
        add_row(6u, own, counted, right, fifth);
        add_row(7u, own, counted, right, fifth);
        add_row(8u, own, counted, right, fifth);
        add_row(9u, own, counted, right, fifth);
        add_row(10u, own, counted, right, fifth);
        add_row(11u, own, counted, right, fifth);
        add_row(12u, own, counted, right, fifth);
        add_row(13u, own, counted, right, fifth);
        add_row(14u, own, counted, right, fifth);
        add_row(15u, own, counted, right, fifth);
        add_row(16u, own, counted, right, fifth);
        add_row(17u, own, counted, right, fifth);
        add_row(18u, own, counted, right, fifth);
        add_row(19u, own, counted, right, fifth);
      }
    }
  }
  // Loops end where y does: a condition inside would be computed for naught, but not skipped.
  let goal = goal_of(z);
  let rows_here = min(ROWS, rows - row);
  let blocks = min(LANE_COLUMNS, (sizes.columns - group.x * COLUMNS + LANES - 1u) / LANES);
  for (var i = 0u; i < rows_here; i++) {
    for (var j = 0u; j < blocks; j++) {
      store_y(goal, cell[i], column + j * LANES, sums[i * LANE_COLUMNS + j]);
    }
  }
}
