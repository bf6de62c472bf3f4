// Gathering convolution for any adapter: each invocation makes 4 rows x 4 columns of y alone, without
// workgroup memory or barriers. Tiles are numbered row by row, so that few columns leave nobody idle.
// uses: convolution-operands

// Invocations of a workgroup.
override LANES: u32 = 64u;

const RAMP = vec4u(0u, 1u, 2u, 3u);

fn four_of_x(at: vec4u, live: vec4<bool>) -> vec4f {
  return select(vec4f(), vec4f(x[at.x], x[at.y], x[at.z], x[at.w]), live);
}

fn four_of_kernel(at: vec4u) -> vec4f {
  return vec4f(kernel[at.x], kernel[at.y], kernel[at.z], kernel[at.w]);
}

// The depths of one row that count: those before the end, and inside the row of x.
fn live_of(inside: bool, position: i32, depths: vec4u, counted: vec4<bool>) -> vec4<bool> {
  if (!PADDED) {
    return counted;
  }
  let within = vec4u(u32(position)) + depths < vec4u(sizes.row_length);
  return counted & within & vec4<bool>(inside);
}

@compute @workgroup_size(LANES)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let z = id.z;
  let high = high_axis(z);
  let wide = wide_axis(z);
  let rows = rows_of(high, wide);
  let columns = sizes.columns;
  let tiles_a_row = (columns + 3u) / 4u;
  let tile = id.y * groups.x * LANES + id.x;
  let row = (tile / tiles_a_row) * 4u;
  let column = (tile % tiles_a_row) * 4u;
  if (row >= rows) {
    return;
  }
  // Rows, columns and depths past the edge repeat the last one; they are not stored or count zero.
  let cells = cells_of(min(row + RAMP, vec4u(rows - 1u)), wide);
  let column_step = kernel_column();
  let depth_step = kernel_depth();
  let columns_at = min(column + RAMP, vec4u(columns - 1u)) * column_step;
  let kernel_start = sizes.kernel_offset + run_of(z) * sizes.kernel_run;
  let depth = sizes.depth;
  let row_length = i32(sizes.row_length);
  let channels = i32(sizes.channels);
  let start = vec4i(
    sizes.x_offset + run_of(z) * sizes.x_run
      + cells.example * (sizes.source_high * sizes.row_length),
  );
  let first_row = cells.high * high.step + high.origin;
  let first_position = (cells.wide * wide.step + wide.origin) * channels;
  var sums0 = vec4f();
  var sums1 = vec4f();
  var sums2 = vec4f();
  var sums3 = vec4f();
  for (var tap_high = 0; tap_high < high.taps; tap_high++) {
    let row_of_x = first_row + tap_high * high.reach;
    let inside = vec4u(row_of_x) < vec4u(sizes.source_high);
    for (var tap_wide = 0; tap_wide < wide.taps; tap_wide++) {
      let position = first_position + tap_wide * wide.reach * channels;
      let at = vec4u(start + row_of_x * row_length + position);
      let right_at = kernel_at(kernel_start, high, wide, tap_high, tap_wide) + columns_at;
      for (var k = 0u; k < depth; k += 4u) {
        let depths = k + RAMP;
        let counted = depths < vec4u(depth);
        let from_kernel = min(depths, vec4u(depth - 1u)) * depth_step;
        let right = mat4x4f(
          four_of_kernel(right_at.x + from_kernel),
          four_of_kernel(right_at.y + from_kernel),
          four_of_kernel(right_at.z + from_kernel),
          four_of_kernel(right_at.w + from_kernel),
        );
        let live0 = live_of(inside.x, position.x, depths, counted);
        sums0 += four_of_x(at.x + depths, live0) * right;
        let live1 = live_of(inside.y, position.y, depths, counted);
        sums1 += four_of_x(at.y + depths, live1) * right;
        let live2 = live_of(inside.z, position.z, depths, counted);
        sums2 += four_of_x(at.z + depths, live2) * right;
        let live3 = live_of(inside.w, position.w, depths, counted);
        sums3 += four_of_x(at.w + depths, live3) * right;
      }
    }
  }
  let goal = goal_of(z);
  store_four(goal, high, wide, cells, 0u, column, sums0);
  if (row + 1u < rows) {
    store_four(goal, high, wide, cells, 1u, column, sums1);
  }
  if (row + 2u < rows) {
    store_four(goal, high, wide, cells, 2u, column, sums2);
  }
  if (row + 3u < rows) {
    store_four(goal, high, wide, cells, 3u, column, sums3);
  }
}

// Written out: an index that is not constant would send the numbers through memory.
fn store_four(
  goal: Goal, high: Axis, wide: Axis, cells: Cells, i: u32, column: u32, sums: vec4f,
) {
  let cell = y_at(high, wide, cells.example[i], cells.high[i], cells.wide[i]);
  store_y(goal, cell, column, sums.x);
  store_y(goal, cell, column + 1u, sums.y);
  store_y(goal, cell, column + 2u, sums.z);
  store_y(goal, cell, column + 3u, sums.w);
}
