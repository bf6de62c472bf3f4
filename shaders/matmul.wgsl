// Matrix product for any adapter: each invocation makes its 4 x 4 numbers of y alone, without
// workgroup memory or barriers. Tiles are numbered row by row, so that few columns leave nobody idle.
// uses: matmul-tile

// Invocations of a workgroup.
override LANES: u32 = 64u;

@compute @workgroup_size(LANES)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let tiles_a_row = (sizes.columns + 3u) / 4u;
  let tile_index = id.y * groups.x * LANES + id.x;
  let row = (tile_index / tiles_a_row) * 4u;
  let column = (tile_index % tiles_a_row) * 4u;
  if (row >= sizes.rows) {
    return;
  }
  let tile = tile_of(id.z, row, column, 0u, 4u);
  let goal = goal_of(id.z);
  store_four(goal, row, column, tile.rows[0]);
  store_four(goal, row + 1u, column, tile.rows[1]);
  store_four(goal, row + 2u, column, tile.rows[2]);
  store_four(goal, row + 3u, column, tile.rows[3]);
  if (SUM_COLUMNS && row == 0u) {
    store_sum(goal, column, tile.column_sums.x);
    store_sum(goal, column + 1u, tile.column_sums.y);
    store_sum(goal, column + 2u, tile.column_sums.z);
    store_sum(goal, column + 3u, tile.column_sums.w);
  }
}

// Written out: an index that is not constant would send the numbers through memory.
fn store_four(goal: Goal, row: u32, column: u32, products: vec4f) {
  store_y(goal, row, column, products.x);
  store_y(goal, row, column + 1u, products.y);
  store_y(goal, row, column + 2u, products.z);
  store_y(goal, row, column + 3u, products.w);
}
