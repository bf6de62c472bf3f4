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
  let row_length = i32(sizes.row_length);
  let image = sizes.source_high * sizes.row_length;
  let cells = sizes.high * sizes.wide * columns;
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
  for (var index = first; index < end; index++) {
    let four = four_at(index);
    let examples = four.example + RAMP;
    let counted = examples < vec4u(sizes.batch);
    let held = min(examples, vec4u(sizes.batch - 1u));
    let cell = (four.at_high * sizes.wide + four.at_wide) * columns;
    let dy_at = dy_start + held * cells + cell;
    // [column][example]
    let right = transpose(mat4x4f(
      four_of_dy(dy_at.x + columns_at),
      four_of_dy(dy_at.y + columns_at),
      four_of_dy(dy_at.z + columns_at),
      four_of_dy(dy_at.w + columns_at),
    ));
    let row_of_x = first_row(four);
    let position = first_position(four);
    let origin = vec4i(x_start + held * image) + row_of_x * row_length + position;
    sums0 += under(origin, row_of_x, position, reach0, counted) * right;
    sums1 += under(origin, row_of_x, position, reach1, counted) * right;
    sums2 += under(origin, row_of_x, position, reach2, counted) * right;
    sums3 += under(origin, row_of_x, position, reach3, counted) * right;
    if (SUM_COLUMNS) {
      column_sums += select(vec4f(), vec4f(1.0), counted) * right;
    }
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

// One number of the windows of four examples.
fn under(
  origin: vec4i, row_of_x: i32, position: i32, reach: Reach, counted: vec4<bool>,
) -> vec4f {
  var live = counted;
  if (PADDED) {
    live = counted & vec4<bool>(is_inside(row_of_x + reach.rows, position + reach.position));
  }
  return four_of_x(vec4u(origin + reach.rows * i32(sizes.row_length) + reach.position), live);
}

// Written out: an index that is not constant would send the numbers through memory.
fn store_four(goal: Goal, row: u32, column: u32, sums: vec4f) {
  store_sum(goal, row, column, sums.x);
  store_sum(goal, row, column + 1u, sums.y);
  store_sum(goal, row, column + 2u, sums.z);
  store_sum(goal, row, column + 3u, sums.w);
}
