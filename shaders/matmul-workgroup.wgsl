// Matrix product for GPUs: a workgroup of 8 x 8 invocations stages 16 depths of its rows and columns
// in workgroup memory; an invocation makes 4 columns of 4 rows, or of 8 where TALL.
// uses: matmul-operands

override TALL: bool = false;

const SIDE = 8u;
const INVOCATIONS = 64u;
const DEPTHS = 16u;
const COLUMN_BLOCKS = 8u;
const MOST_ROW_BLOCKS = 16u;

// [depth][block of four rows], [depth][block of four columns]
var<workgroup> left_tile: array<vec4f, DEPTHS * MOST_ROW_BLOCKS>;
var<workgroup> right_tile: array<vec4f, DEPTHS * COLUMN_BLOCKS>;

// Four rows of a at one depth. Past the edge a row repeats the last one and is not stored; a depth
// past the end counts zero.
fn four_of_a(start: u32, row: u32, k: u32) -> vec4f {
  let rows = min(row + vec4u(0u, 1u, 2u, 3u), vec4u(sizes.rows - 1u));
  let at = start + rows * sizes.a_row + min(k, sizes.depth - 1u) * sizes.a_depth;
  return select(vec4f(), vec4f(a[at.x], a[at.y], a[at.z], a[at.w]), k < sizes.depth);
}

fn four_of_b(start: u32, column: u32, k: u32) -> vec4f {
  let columns = min(column + vec4u(0u, 1u, 2u, 3u), vec4u(sizes.columns - 1u));
  let at = start + columns * sizes.b_column + min(k, sizes.depth - 1u) * sizes.b_depth;
  return select(vec4f(), vec4f(b[at.x], b[at.y], b[at.z], b[at.w]), k < sizes.depth);
}

// Which depth and block the i-th item of a tile is, so that neighbours read neighbouring memory.
fn item_of(i: u32, blocks: u32, along_depth: bool) -> vec2u {
  return select(vec2u(i / blocks, i % blocks), vec2u(i % DEPTHS, i / DEPTHS), along_depth);
}

@compute @workgroup_size(8, 8)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) index: u32,
) {
  let z = group.z;
  let row_blocks = select(SIDE, 2u * SIDE, TALL);
  let first_row = group.y * row_blocks * 4u;
  let first_column = group.x * COLUMN_BLOCKS * 4u;
  let a_at = a_start(z);
  let b_at = b_start(z);
  var sums: array<vec4f, 8>;
  var column_sums = vec4f();
  for (var k = 0u; k < sizes.depth; k += DEPTHS) {
    for (var i = index; i < row_blocks * DEPTHS; i += INVOCATIONS) {
      let item = item_of(i, row_blocks, sizes.a_depth == 1u);
      left_tile[item.x * MOST_ROW_BLOCKS + item.y] =
        four_of_a(a_at, first_row + item.y * 4u, k + item.x);
    }
    for (var i = index; i < COLUMN_BLOCKS * DEPTHS; i += INVOCATIONS) {
      let item = item_of(i, COLUMN_BLOCKS, sizes.b_depth == 1u);
      right_tile[item.x * COLUMN_BLOCKS + item.y] =
        four_of_b(b_at, first_column + item.y * 4u, k + item.x);
    }
    workgroupBarrier();
    for (var depth = 0u; depth < DEPTHS; depth++) {
      let right = right_tile[depth * COLUMN_BLOCKS + local.x];
      let left = left_tile[depth * MOST_ROW_BLOCKS + local.y];
      sums[0] += left.x * right;
      sums[1] += left.y * right;
      sums[2] += left.z * right;
      sums[3] += left.w * right;
      if (TALL) {
        let lower = left_tile[depth * MOST_ROW_BLOCKS + SIDE + local.y];
        sums[4] += lower.x * right;
        sums[5] += lower.y * right;
        sums[6] += lower.z * right;
        sums[7] += lower.w * right;
      }
      if (SUM_COLUMNS) {
        column_sums += right;
      }
    }
    workgroupBarrier();
  }
  let goal = goal_of(z);
  let column = first_column + local.x * 4u;
  for (var i = 0u; i < select(4u, 8u, TALL); i++) {
    let row = first_row + (i / 4u) * SIDE * 4u + local.y * 4u + i % 4u;
    for (var j = 0u; j < 4u; j++) {
      store_y(goal, row, column + j, sums[i][j]);
    }
  }
  if (SUM_COLUMNS && group.y == 0u && local.y == 0u) {
    for (var j = 0u; j < 4u; j++) {
      store_sum(goal, column + j, column_sums[j]);
    }
  }
}
