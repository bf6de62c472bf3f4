// Kernel gradient of a convolution for GPUs: a workgroup of 8 x 8 invocations stages four fours of
// examples of its rows and columns in workgroup memory; an invocation makes 4 rows x 4 columns.
// uses: convolution-kernel-gradient-operands

const SIDE = 8u;
const INVOCATIONS = 64u;
const FOURS = 4u;
const DEPTHS = 16u;

// [depth][block of four rows], [depth][block of four columns]
var<workgroup> left_tile: array<vec4f, DEPTHS * SIDE>;
var<workgroup> right_tile: array<vec4f, DEPTHS * SIDE>;
// Of each block of four rows.
var<workgroup> reach_rows: array<vec4i, SIDE>;
var<workgroup> reach_position: array<vec4i, SIDE>;

// One example at one cell of y.
struct Depth {
  four: Four,
  example: u32,
  counted: bool,
}

fn depth_of(first: u32, end: u32, depth: u32) -> Depth {
  let index = first + depth / 4u;
  let four = four_at(min(index, end - 1u));
  let example = four.example + depth % 4u;
  return Depth(four, min(example, sizes.batch - 1u), index < end && example < sizes.batch);
}

fn four_of_x(start: u32, block: u32, depth: Depth, walk: Walk) -> vec4f {
  let row = reach_rows[block] + first_row(depth.four, walk);
  let position = reach_position[block] + first_position(depth.four, walk);
  let image = i32(start + depth.example * sizes.source_high * sizes.row_length);
  let at = vec4u(image + row * i32(sizes.row_length) + position);
  var live = vec4<bool>(depth.counted);
  if (PADDED) {
    let inside = vec4u(row) < vec4u(sizes.source_high);
    live = live & inside & (vec4u(position) < vec4u(sizes.row_length));
  }
  return select(vec4f(), vec4f(x[at.x], x[at.y], x[at.z], x[at.w]), live);
}

fn four_of_dy(start: u32, column: u32, depth: Depth) -> vec4f {
  let columns = min(column + vec4u(0u, 1u, 2u, 3u), vec4u(sizes.columns - 1u));
  let cell = (depth.example * sizes.high + depth.four.at_high) * sizes.wide + depth.four.at_wide;
  let at = start + cell * sizes.columns + columns;
  return select(vec4f(), vec4f(dy[at.x], dy[at.y], dy[at.z], dy[at.w]), depth.counted);
}

fn find_rows(block: u32, row: u32) {
  let last = sizes.rows - 1u;
  for (var i = 0u; i < 4u; i++) {
    let reach = reach_of(min(row + i, last));
    reach_rows[block][i] = reach.rows;
    reach_position[block][i] = reach.position;
  }
}

@compute @workgroup_size(8, 8)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) index: u32,
) {
  let z = group.z;
  let tiles_a_row = (sizes.columns + SIDE * 4u - 1u) / (SIDE * 4u);
  let tile = group.y * groups.x + group.x;
  let first_of_rows = tile / tiles_a_row * SIDE * 4u;
  let first_column = tile % tiles_a_row * SIDE * 4u;
  if (first_of_rows >= sizes.rows) {
    return;
  }
  if (index < SIDE) {
    find_rows(index, first_of_rows + index * 4u);
  }
  workgroupBarrier();
  let x_start = sizes.x_offset + run_of(z) * sizes.x_run;
  let dy_start = sizes.dy_offset + run_of(z) * sizes.dy_run;
  let first = slice_of(z) * sizes.fours_of_slice;
  let end = min(first + sizes.fours_of_slice, sizes.fours);
  let walk = walk_of();
  var sums: array<vec4f, 4>;
  var column_sums = vec4f();
  for (var four = first; four < end; four += FOURS) {
    // Neighbours read neighbouring rows and columns.
    for (var i = index; i < SIDE * DEPTHS; i += INVOCATIONS) {
      let block = i % SIDE;
      let depth = depth_of(four, end, i / SIDE);
      left_tile[i] = four_of_x(x_start, block, depth, walk);
      right_tile[i] = four_of_dy(dy_start, first_column + block * 4u, depth);
    }
    workgroupBarrier();
    for (var depth = 0u; depth < DEPTHS; depth++) {
      let right = right_tile[depth * SIDE + local.x];
      let left = left_tile[depth * SIDE + local.y];
      sums[0] += left.x * right;
      sums[1] += left.y * right;
      sums[2] += left.z * right;
      sums[3] += left.w * right;
      if (SUM_COLUMNS) {
        column_sums += right;
      }
    }
    workgroupBarrier();
  }
  let goal = goal_of(z);
  let row = first_of_rows + local.y * 4u;
  let column = first_column + local.x * 4u;
  for (var i = 0u; i < 4u; i++) {
    for (var j = 0u; j < 4u; j++) {
      store_sum(goal, row + i, column + j, sums[i][j]);
    }
  }
  if (SUM_COLUMNS && first_of_rows == 0u && local.y == 0u) {
    for (var j = 0u; j < 4u; j++) {
      store_column_sum(goal, column + j, column_sums[j]);
    }
  }
}
