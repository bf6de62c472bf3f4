// Both products of a small dense layer's gradient in one dispatch: dx = (dz W^T) * f'(saved) and
// dW = x^T dz with db, the sums of dz's columns. Each invocation makes a tile of 4 x 4 numbers alone,
// as `matmul` does: first come the tiles of dx, then those of dW.
// uses: activation

struct Sizes {
  rows: u32,
  inputs: u32,
  outputs: u32,
  dz_offset: u32,
  dz_stride: u32,
  weights_offset: u32,
  weights_stride: u32,
  x_offset: u32,
  x_stride: u32,
  saved_offset: u32,
  saved_stride: u32,
  dx_offset: u32,
  dx_stride: u32,
  dw_offset: u32,
  dw_stride: u32,
  sums_offset: u32,
  sums_stride: u32,
}

override ACTIVATION: u32 = 0u;
override SUM_COLUMNS: bool = false;
// Invocations of a workgroup.
override LANES: u32 = 64u;

@group(0) @binding(0) var<uniform> sizes: Sizes;
// [rows, outputs]
@group(0) @binding(1) var<storage, read> dz: array<f32>;
// [inputs, outputs]
@group(0) @binding(2) var<storage, read> weights: array<f32>;
// [rows, inputs]
@group(0) @binding(3) var<storage, read> x: array<f32>;
// As x, and bound to it where there is no slope.
@group(0) @binding(4) var<storage, read> saved: array<f32>;
@group(0) @binding(5) var<storage, read_write> dx: array<f32>;
// dW, and the column sums in the same buffer.
@group(0) @binding(6) var<storage, read_write> gradients: array<f32>;

const RAMP = vec4u(0u, 1u, 2u, 3u);

fn four_of_dz(at: vec4u) -> vec4f {
  return vec4f(dz[at.x], dz[at.y], dz[at.z], dz[at.w]);
}

fn four_of_weights(at: vec4u) -> vec4f {
  return vec4f(weights[at.x], weights[at.y], weights[at.z], weights[at.w]);
}

fn four_of_x(at: vec4u) -> vec4f {
  return vec4f(x[at.x], x[at.y], x[at.z], x[at.w]);
}

// Rows, columns and depths past the edge repeat the last one; they are not stored or count zero.
fn counted_of(k: u32, depth: u32) -> vec4f {
  return select(vec4f(), vec4f(1.0), k + RAMP < vec4u(depth));
}

fn make_dx(run: u32, row: u32, column: u32) {
  let depth = sizes.outputs;
  let dz_at = sizes.dz_offset + run * sizes.dz_stride
    + min(row + RAMP, vec4u(sizes.rows - 1u)) * depth;
  let weights_at = sizes.weights_offset + run * sizes.weights_stride
    + min(column + RAMP, vec4u(sizes.inputs - 1u)) * depth;
  var sums0 = vec4f();
  var sums1 = vec4f();
  var sums2 = vec4f();
  var sums3 = vec4f();
  for (var k = 0u; k < depth; k += 4u) {
    let depths = min(k + RAMP, vec4u(depth - 1u));
    let counted = counted_of(k, depth);
    let right = mat4x4f(
      four_of_weights(weights_at.x + depths),
      four_of_weights(weights_at.y + depths),
      four_of_weights(weights_at.z + depths),
      four_of_weights(weights_at.w + depths),
    );
    sums0 += counted * four_of_dz(dz_at.x + depths) * right;
    sums1 += counted * four_of_dz(dz_at.y + depths) * right;
    sums2 += counted * four_of_dz(dz_at.z + depths) * right;
    sums3 += counted * four_of_dz(dz_at.w + depths) * right;
  }
  let goal = DxGoal(
    sizes.saved_offset + run * sizes.saved_stride,
    sizes.dx_offset + run * sizes.dx_stride,
    sizes.rows,
    sizes.inputs,
  );
  store_dx_row(goal, row, column, sums0);
  store_dx_row(goal, row + 1u, column, sums1);
  store_dx_row(goal, row + 2u, column, sums2);
  store_dx_row(goal, row + 3u, column, sums3);
}

// What every store of dx needs, found once: a uniform may cost as much as a load.
struct DxGoal {
  saved: u32,
  dx: u32,
  rows: u32,
  columns: u32,
}

// Written out: an index that is not constant would send the numbers through memory.
fn store_dx_row(goal: DxGoal, row: u32, column: u32, products: vec4f) {
  store_dx(goal, row, column, products.x);
  store_dx(goal, row, column + 1u, products.y);
  store_dx(goal, row, column + 2u, products.z);
  store_dx(goal, row, column + 3u, products.w);
}

fn store_dx(goal: DxGoal, row: u32, column: u32, product: f32) {
  if (row < goal.rows && column < goal.columns) {
    let at = row * goal.columns + column;
    dx[goal.dx + at] = product * activation_slope(ACTIVATION, saved[goal.saved + at]);
  }
}

fn make_dw(run: u32, row: u32, column: u32) {
  let depth = sizes.rows;
  let x_at = sizes.x_offset + run * sizes.x_stride + min(row + RAMP, vec4u(sizes.inputs - 1u));
  let dz_at = sizes.dz_offset + run * sizes.dz_stride
    + min(column + RAMP, vec4u(sizes.outputs - 1u));
  var sums0 = vec4f();
  var sums1 = vec4f();
  var sums2 = vec4f();
  var sums3 = vec4f();
  var column_sums = vec4f();
  for (var k = 0u; k < depth; k += 4u) {
    let depths = min(k + RAMP, vec4u(depth - 1u));
    let counted = counted_of(k, depth);
    let from_x = depths * sizes.inputs;
    let from_dz = depths * sizes.outputs;
    let right = mat4x4f(
      four_of_dz(dz_at.x + from_dz),
      four_of_dz(dz_at.y + from_dz),
      four_of_dz(dz_at.z + from_dz),
      four_of_dz(dz_at.w + from_dz),
    );
    sums0 += counted * four_of_x(x_at.x + from_x) * right;
    sums1 += counted * four_of_x(x_at.y + from_x) * right;
    sums2 += counted * four_of_x(x_at.z + from_x) * right;
    sums3 += counted * four_of_x(x_at.w + from_x) * right;
    if (SUM_COLUMNS) {
      column_sums += counted * right;
    }
  }
  let goal = DwGoal(
    sizes.dw_offset + run * sizes.dw_stride,
    sizes.sums_offset + run * sizes.sums_stride,
    sizes.inputs,
    sizes.outputs,
  );
  store_dw_row(goal, row, column, sums0);
  store_dw_row(goal, row + 1u, column, sums1);
  store_dw_row(goal, row + 2u, column, sums2);
  store_dw_row(goal, row + 3u, column, sums3);
  if (SUM_COLUMNS && row == 0u) {
    store_sum(goal, column, column_sums.x);
    store_sum(goal, column + 1u, column_sums.y);
    store_sum(goal, column + 2u, column_sums.z);
    store_sum(goal, column + 3u, column_sums.w);
  }
}

struct DwGoal {
  dw: u32,
  sums: u32,
  rows: u32,
  columns: u32,
}

fn store_dw_row(goal: DwGoal, row: u32, column: u32, products: vec4f) {
  store_dw(goal, row, column, products.x);
  store_dw(goal, row, column + 1u, products.y);
  store_dw(goal, row, column + 2u, products.z);
  store_dw(goal, row, column + 3u, products.w);
}

fn store_dw(goal: DwGoal, row: u32, column: u32, product: f32) {
  if (row < goal.rows && column < goal.columns) {
    gradients[goal.dw + row * goal.columns + column] = product;
  }
}

fn store_sum(goal: DwGoal, column: u32, sum: f32) {
  if (column < goal.columns) {
    gradients[goal.sums + column] = sum;
  }
}

@compute @workgroup_size(LANES)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let wide = (sizes.inputs + 3u) / 4u;
  let first_of_dw = wide * ((sizes.rows + 3u) / 4u);
  if (id.x < first_of_dw) {
    make_dx(id.z, (id.x / wide) * 4u, (id.x % wide) * 4u);
    return;
  }
  let tile = id.x - first_of_dw;
  let tiles_a_row = (sizes.outputs + 3u) / 4u;
  let row = (tile / tiles_a_row) * 4u;
  if (row < sizes.inputs) {
    make_dw(id.z, row, (tile % tiles_a_row) * 4u);
  }
}
