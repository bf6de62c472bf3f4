// Matrix product for any adapter: each invocation makes its 4 x 4 numbers of y alone, without
// workgroup memory or barriers.
// uses: matmul-tile

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let z = id.z;
  let column = id.x * 4u;
  let row = id.y * 4u;
  if (row >= sizes.rows || column >= sizes.columns) {
    return;
  }
  var tile = tile_of(z, row, column, 0u, 4u);
  let goal = goal_of(z);
  for (var i = 0u; i < min(4u, sizes.rows - row); i++) {
    for (var j = 0u; j < min(4u, sizes.columns - column); j++) {
      store_y(goal, row + i, column + j, tile.rows[i][j]);
    }
  }
  if (SUM_COLUMNS && row == 0u) {
    for (var j = 0u; j < 4u; j++) {
      store_sum(goal, column + j, tile.column_sums[j]);
    }
  }
}
