// Matrix product for any adapter: an invocation makes 4 x 4 numbers of y in registers, without
// workgroup memory or barriers.
// uses: matmul-operands

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let z = id.z;
  let column = id.x * 4u;
  let row = id.y * 4u;
  if (row >= sizes.rows || column >= sizes.columns) {
    return;
  }
  // Rows and columns past the edge repeat the last one and are not stored.
  let rows = min(vec4u(row, row + 1u, row + 2u, row + 3u), vec4u(sizes.rows - 1u));
  let columns = min(
    vec4u(column, column + 1u, column + 2u, column + 3u),
    vec4u(sizes.columns - 1u),
  );
  var a_at = a_start(z) + rows * sizes.a_row;
  var b_at = b_start(z) + columns * sizes.b_column;
  var sum0 = vec4f();
  var sum1 = vec4f();
  var sum2 = vec4f();
  var sum3 = vec4f();
  var column_sums = vec4f();
  for (var k = 0u; k < sizes.depth; k++) {
    let right = vec4f(b[b_at.x], b[b_at.y], b[b_at.z], b[b_at.w]);
    sum0 += a[a_at.x] * right;
    sum1 += a[a_at.y] * right;
    sum2 += a[a_at.z] * right;
    sum3 += a[a_at.w] * right;
    if (SUM_COLUMNS) {
      column_sums += right;
    }
    a_at += vec4u(sizes.a_depth);
    b_at += vec4u(sizes.b_depth);
  }
  var tile = array<vec4f, 4>(sum0, sum1, sum2, sum3);
  for (var i = 0u; i < 4u; i++) {
    for (var j = 0u; j < 4u; j++) {
      store_y(z, row + i, column + j, tile[i][j]);
    }
  }
  if (SUM_COLUMNS && row == 0u) {
    for (var j = 0u; j < 4u; j++) {
      store_sum(z, column + j, column_sums[j]);
    }
  }
}
