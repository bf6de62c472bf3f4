// A tile of 4 x 4 numbers of y in registers, over some of the depths; for invocations that work alone.
// uses: matmul-operands

struct Tile {
  // One vector of four columns for each row.
  rows: array<vec4f, 4>,
  // Sums of the columns of b.
  column_sums: vec4f,
}

fn four_of_a(at: vec4u) -> vec4f {
  return vec4f(a[at.x], a[at.y], a[at.z], a[at.w]);
}

fn four_of_b(at: vec4u) -> vec4f {
  return vec4f(b[at.x], b[at.y], b[at.z], b[at.w]);
}

// Over the depths first..first+3, and so on every `stride`.
fn tile_of(z: u32, row: u32, column: u32, first: u32, stride: u32) -> Tile {
  let depth = sizes.depth;
  let a_depth = sizes.a_depth;
  let b_depth = sizes.b_depth;
  // Rows, columns and depths past the edge repeat the last one; they are not stored or count zero.
  let ramp = vec4u(0u, 1u, 2u, 3u);
  let a_at = a_start(z) + min(row + ramp, vec4u(sizes.rows - 1u)) * sizes.a_row;
  let b_at = b_start(z) + min(column + ramp, vec4u(sizes.columns - 1u)) * sizes.b_column;
  var sums0 = vec4f();
  var sums1 = vec4f();
  var sums2 = vec4f();
  var sums3 = vec4f();
  var column_sums = vec4f();
  for (var k = first; k < depth; k += stride) {
    let depths = min(k + ramp, vec4u(depth - 1u));
    let counted = select(vec4f(), vec4f(1.0), k + ramp < vec4u(depth));
    let from_a = depths * a_depth;
    let from_b = depths * b_depth;
    let right = mat4x4f(
      four_of_b(b_at.x + from_b),
      four_of_b(b_at.y + from_b),
      four_of_b(b_at.z + from_b),
      four_of_b(b_at.w + from_b),
    );
    sums0 += counted * four_of_a(a_at.x + from_a) * right;
    sums1 += counted * four_of_a(a_at.y + from_a) * right;
    sums2 += counted * four_of_a(a_at.z + from_a) * right;
    sums3 += counted * four_of_a(a_at.w + from_a) * right;
    if (SUM_COLUMNS) {
      column_sums += counted * right;
    }
  }
  return Tile(array<vec4f, 4>(sums0, sums1, sums2, sums3), column_sums);
}
