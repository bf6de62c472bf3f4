// Matrix product for CPUs that play GPU with subgroups of four: one subgroup makes 20 rows x 20
// columns of y without barriers. There a load of four different numbers costs as much as one of four
// equal ones, about thirty multiplications, so a number of a is loaded by one lane and broadcast.
// Everything indexed inside the loop has a constant index: a variable one would be a load as well.
enable subgroups;
// uses: matmul-operands

const ROWS = 20u;
const COLUMNS = 20u;
const LANES = 4u;

// A lane has every fourth column, five in all. [row][column of the lane]
const LANE_COLUMNS = 5u;
var<private> sums: array<f32, ROWS * LANE_COLUMNS>;
var<private> a_row_at: array<u32, ROWS>;

// Row i of the tile: the depths k..k+3 of a, one in each lane, times four depths of five columns.
fn add_row(i: u32, a_of_lane: f32, right: mat4x4f, fifth: vec4f) {
  let left = vec4f(
    subgroupBroadcast(a_of_lane, 0u),
    subgroupBroadcast(a_of_lane, 1u),
    subgroupBroadcast(a_of_lane, 2u),
    subgroupBroadcast(a_of_lane, 3u),
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
  return vec4f(b[at.x], b[at.y], b[at.z], b[at.w]);
}

@compute @workgroup_size(4)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let z = group.z;
  let row = group.y * ROWS;
  let column = group.x * COLUMNS + lane;
  let depth = sizes.depth;
  let a_depth = sizes.a_depth;
  let b_depth = sizes.b_depth;
  // Rows, columns and depths past the edge repeat the last one; they are not stored or count zero.
  let a_at = a_start(z);
  let b_at = b_start(z);
  for (var i = 0u; i < ROWS; i++) {
    a_row_at[i] = a_at + min(row + i, sizes.rows - 1u) * sizes.a_row;
  }
  let columns = min(
    vec4u(column, column + LANES, column + 2u * LANES, column + 3u * LANES),
    vec4u(sizes.columns - 1u),
  );
  let columns_at = b_at + columns * sizes.b_column;
  let fifth_at = b_at + min(column + 4u * LANES, sizes.columns - 1u) * sizes.b_column;
  var column_sums = vec4f();
  var fifth_column_sum = 0.0;
  for (var k = 0u; k < depth; k += 4u) {
    let depths = vec4u(k, k + 1u, k + 2u, k + 3u);
    let depths_at = min(depths, vec4u(depth - 1u)) * b_depth;
    let right = mat4x4f(
      four_depths(columns_at.x, depths_at),
      four_depths(columns_at.y, depths_at),
      four_depths(columns_at.z, depths_at),
      four_depths(columns_at.w, depths_at),
    );
    let fifth = four_depths(fifth_at, depths_at);
    let at = min(k + lane, depth - 1u) * a_depth;
    let live = k + lane < depth;
    add_row(0u, select(0.0, a[a_row_at[0] + at], live), right, fifth);
    add_row(1u, select(0.0, a[a_row_at[1] + at], live), right, fifth);
    add_row(2u, select(0.0, a[a_row_at[2] + at], live), right, fifth);
    add_row(3u, select(0.0, a[a_row_at[3] + at], live), right, fifth);
    add_row(4u, select(0.0, a[a_row_at[4] + at], live), right, fifth);
    add_row(5u, select(0.0, a[a_row_at[5] + at], live), right, fifth);
    add_row(6u, select(0.0, a[a_row_at[6] + at], live), right, fifth);
    add_row(7u, select(0.0, a[a_row_at[7] + at], live), right, fifth);
    add_row(8u, select(0.0, a[a_row_at[8] + at], live), right, fifth);
    add_row(9u, select(0.0, a[a_row_at[9] + at], live), right, fifth);
    add_row(10u, select(0.0, a[a_row_at[10] + at], live), right, fifth);
    add_row(11u, select(0.0, a[a_row_at[11] + at], live), right, fifth);
    add_row(12u, select(0.0, a[a_row_at[12] + at], live), right, fifth);
    add_row(13u, select(0.0, a[a_row_at[13] + at], live), right, fifth);
    add_row(14u, select(0.0, a[a_row_at[14] + at], live), right, fifth);
    add_row(15u, select(0.0, a[a_row_at[15] + at], live), right, fifth);
    add_row(16u, select(0.0, a[a_row_at[16] + at], live), right, fifth);
    add_row(17u, select(0.0, a[a_row_at[17] + at], live), right, fifth);
    add_row(18u, select(0.0, a[a_row_at[18] + at], live), right, fifth);
    add_row(19u, select(0.0, a[a_row_at[19] + at], live), right, fifth);
    if (SUM_COLUMNS) {
      let counted = select(vec4f(), vec4f(1.0), depths < vec4u(depth));
      column_sums += counted * right;
      fifth_column_sum += dot(counted, fifth);
    }
  }
  // Loops end where y does: a condition inside would be computed for naught, but not skipped.
  let goal = goal_of(z);
  let rows = min(ROWS, sizes.rows - row);
  let blocks = min(LANE_COLUMNS, (sizes.columns - group.x * COLUMNS + LANES - 1u) / LANES);
  for (var i = 0u; i < rows; i++) {
    for (var j = 0u; j < blocks; j++) {
      store_y(goal, row + i, column + j * LANES, sums[i * LANE_COLUMNS + j]);
    }
  }
  if (SUM_COLUMNS && row == 0u) {
    for (var j = 0u; j < 4u; j++) {
      store_sum(goal, column + j * LANES, column_sums[j]);
    }
    store_sum(goal, column + 4u * LANES, fifth_column_sum);
  }
}
