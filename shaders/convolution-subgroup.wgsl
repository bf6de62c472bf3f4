// Gathering convolution for CPUs that play GPU with subgroups of four: one subgroup makes 20 rows x 20
// columns of y without barriers. There a load of four different numbers costs as much as one of four
// equal ones, so a number of x is loaded by one lane and broadcast. Conditions are not short-circuited:
// a branch costs more than what it saves.
enable subgroups;
// All lanes of a subgroup have the same rows, and so the same live taps.
diagnostic(off, subgroup_uniformity);
// uses: convolution-operands

const ROWS = 20u;
const COLUMNS = 20u;
const LANES = 4u;
const FAR = -1073741824;

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

// Of each row: its cell in x and in y, and under the present tap, the place in x and within a row of x.
var<private> first_row: array<i32, ROWS>;
var<private> first_position: array<i32, ROWS>;
var<private> start: array<i32, ROWS>;
var<private> cell: array<u32, ROWS>;
var<private> place: array<u32, ROWS>;
var<private> position: array<i32, ROWS>;
var<private> row_length: u32;

// The depths k..k+3 of a row, of which each lane loads the one that is its own.
fn row_of_x(i: u32, own: u32, counted: bool) -> vec4f {
  var live = counted;
  if (PADDED) {
    live = live & (u32(position[i]) + own < row_length);
  }
  return from_lanes(select(0.0, x[place[i] + own], live));
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
  var example = row % batch;
  var at_high = i32(row / batch) / wide.outputs;
  var at_wide = i32(row / batch) % wide.outputs;
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
      any_live = any_live | (inside & (at < length) & (at + depth > 0));
    }
  }
  return any_live;
}

@compute @workgroup_size(4)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let z = group.z;
  let high = high_axis(z);
  let wide = wide_axis(z);
  let rows = rows_of(high, wide);
  let blocks = (sizes.columns + COLUMNS - 1u) / COLUMNS;
  let tile = group.y * groups.x + group.x;
  let row = tile / blocks * ROWS;
  if (row >= rows) {
    return;
  }
  row_length = sizes.row_length;
  find_rows(z, row, rows, high, wide);
  let last_column = sizes.columns - 1u;
  let first_column = tile % blocks * COLUMNS;
  let column = first_column + lane;
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
        sums0 = added(sums0, row_of_x(0u, own, counted), right, fifth);
        sums1 = added(sums1, row_of_x(1u, own, counted), right, fifth);
        sums2 = added(sums2, row_of_x(2u, own, counted), right, fifth);
        sums3 = added(sums3, row_of_x(3u, own, counted), right, fifth);
        sums4 = added(sums4, row_of_x(4u, own, counted), right, fifth);
        sums5 = added(sums5, row_of_x(5u, own, counted), right, fifth);
        sums6 = added(sums6, row_of_x(6u, own, counted), right, fifth);
        sums7 = added(sums7, row_of_x(7u, own, counted), right, fifth);
        sums8 = added(sums8, row_of_x(8u, own, counted), right, fifth);
        sums9 = added(sums9, row_of_x(9u, own, counted), right, fifth);
        sums10 = added(sums10, row_of_x(10u, own, counted), right, fifth);
        sums11 = added(sums11, row_of_x(11u, own, counted), right, fifth);
        sums12 = added(sums12, row_of_x(12u, own, counted), right, fifth);
        sums13 = added(sums13, row_of_x(13u, own, counted), right, fifth);
        sums14 = added(sums14, row_of_x(14u, own, counted), right, fifth);
        sums15 = added(sums15, row_of_x(15u, own, counted), right, fifth);
        sums16 = added(sums16, row_of_x(16u, own, counted), right, fifth);
        sums17 = added(sums17, row_of_x(17u, own, counted), right, fifth);
        sums18 = added(sums18, row_of_x(18u, own, counted), right, fifth);
        sums19 = added(sums19, row_of_x(19u, own, counted), right, fifth);
      }
    }
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
  // Loops end where y does: a condition inside would be computed for naught, but not skipped.
  let goal = goal_of(z);
  let rows_here = min(ROWS, rows - row);
  let lane_columns = min(LANE_COLUMNS, (sizes.columns - first_column + LANES - 1u) / LANES);
  for (var i = 0u; i < rows_here; i++) {
    for (var j = 0u; j < lane_columns; j++) {
      store_y(goal, cell[i], column + j * LANES, kept[i * LANE_COLUMNS + j]);
    }
  }
}
