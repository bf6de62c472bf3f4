// Gathering convolution for GPUs: a workgroup of 8 x 8 invocations stages 16 depths, counted through
// all taps, of its rows and columns in workgroup memory; an invocation makes 4 columns of 4 rows, or
// of 8 where TALL.
// uses: convolution-operands

override TALL: bool = false;

const SIDE = 8u;
const INVOCATIONS = 64u;
const DEPTHS = 16u;
const COLUMN_BLOCKS = 8u;
const MOST_ROW_BLOCKS = 16u;

// [depth][block of four rows], [depth][block of four columns]
var<workgroup> left_tile: array<vec4f, DEPTHS * MOST_ROW_BLOCKS>;
var<workgroup> right_tile: array<vec4f, DEPTHS * COLUMN_BLOCKS>;
// Of each block of four rows: the place of their images in x, the row in it, the place in the row.
var<workgroup> images: array<vec4i, MOST_ROW_BLOCKS>;
var<workgroup> first_rows: array<vec4i, MOST_ROW_BLOCKS>;
var<workgroup> first_positions: array<vec4i, MOST_ROW_BLOCKS>;

// Which tap a depth lies under, and how deep.
struct Depth {
  tap_high: i32,
  tap_wide: i32,
  k: u32,
  counted: bool,
}

fn depth_of(index: u32, wide: Axis, all: u32) -> Depth {
  let here = min(index, all - 1u);
  let tap = here / sizes.depth;
  let taps_wide = u32(wide.taps);
  return Depth(i32(tap / taps_wide), i32(tap % taps_wide), here % sizes.depth, index < all);
}

// Four rows of x at one depth. Past the edge a row repeats the last one and is not stored; a depth past
// the end and what lies beyond x count zero.
fn four_of_x(block: u32, depth: Depth, high: Axis, wide: Axis) -> vec4f {
  let row = first_rows[block] + depth.tap_high * high.reach;
  let channels = i32(sizes.channels);
  let position = first_positions[block] + depth.tap_wide * wide.reach * channels + i32(depth.k);
  let at = vec4u(images[block] + row * i32(sizes.row_length) + position);
  var live = vec4<bool>(depth.counted);
  if (PADDED) {
    let inside = vec4u(row) < vec4u(sizes.source_high);
    live = live & inside & (vec4u(position) < vec4u(sizes.row_length));
  }
  return select(vec4f(), vec4f(x[at.x], x[at.y], x[at.z], x[at.w]), live);
}

fn four_of_kernel(start: u32, column: u32, depth: Depth, high: Axis, wide: Axis) -> vec4f {
  let columns = min(column + vec4u(0u, 1u, 2u, 3u), vec4u(sizes.columns - 1u));
  let tap_at = kernel_at(start, high, wide, depth.tap_high, depth.tap_wide);
  let at = tap_at + columns * kernel_column() + depth.k * kernel_depth();
  return vec4f(kernel[at.x], kernel[at.y], kernel[at.z], kernel[at.w]);
}

// Which depth and block the i-th item of a tile is, so that neighbours read neighbouring memory.
fn item_of(i: u32, blocks: u32, along_depth: bool) -> vec2u {
  return select(vec2u(i / blocks, i % blocks), vec2u(i % DEPTHS, i / DEPTHS), along_depth);
}

fn find_rows(z: u32, block: u32, row: u32, rows: u32, high: Axis, wide: Axis) {
  let cells = cells_of(min(row + vec4u(0u, 1u, 2u, 3u), vec4u(rows - 1u)), wide);
  let start = sizes.x_offset + run_of(z) * sizes.x_run;
  images[block] = vec4i(start + cells.example * (sizes.source_high * sizes.row_length));
  first_rows[block] = cells.high * high.step + high.origin;
  first_positions[block] = (cells.wide * wide.step + wide.origin) * i32(sizes.channels);
}

@compute @workgroup_size(8, 8)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) index: u32,
) {
  let z = group.z;
  let high = high_axis(z);
  let wide = wide_axis(z);
  let rows = rows_of(high, wide);
  let row_blocks = select(SIDE, 2u * SIDE, TALL);
  let tiles_a_row = (sizes.columns + COLUMN_BLOCKS * 4u - 1u) / (COLUMN_BLOCKS * 4u);
  let tile = group.y * groups.x + group.x;
  let first_row = tile / tiles_a_row * row_blocks * 4u;
  let first_column = tile % tiles_a_row * COLUMN_BLOCKS * 4u;
  if (first_row >= rows) {
    return;
  }
  if (index < row_blocks) {
    find_rows(z, index, first_row + index * 4u, rows, high, wide);
  }
  workgroupBarrier();
  let kernel_start = sizes.kernel_offset + run_of(z) * sizes.kernel_run;
  let all = u32(high.taps * wide.taps) * sizes.depth;
  var sums: array<vec4f, 8>;
  for (var k = 0u; k < all; k += DEPTHS) {
    for (var i = index; i < row_blocks * DEPTHS; i += INVOCATIONS) {
      let item = item_of(i, row_blocks, true);
      left_tile[item.x * MOST_ROW_BLOCKS + item.y] =
        four_of_x(item.y, depth_of(k + item.x, wide, all), high, wide);
    }
    for (var i = index; i < COLUMN_BLOCKS * DEPTHS; i += INVOCATIONS) {
      let item = item_of(i, COLUMN_BLOCKS, INPUT_GRADIENT);
      let depth = depth_of(k + item.x, wide, all);
      right_tile[item.x * COLUMN_BLOCKS + item.y] =
        four_of_kernel(kernel_start, first_column + item.y * 4u, depth, high, wide);
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
    }
    workgroupBarrier();
  }
  let goal = goal_of(z);
  let column = first_column + local.x * 4u;
  for (var i = 0u; i < select(1u, 2u, TALL); i++) {
    let row = first_row + (i * SIDE + local.y) * 4u;
    let cells = cells_of(min(row + vec4u(0u, 1u, 2u, 3u), vec4u(rows - 1u)), wide);
    for (var j = 0u; j < 4u; j++) {
      if (row + j < rows) {
        let cell = y_at(high, wide, cells.example[j], cells.high[j], cells.wide[j]);
        let four = sums[i * 4u + j];
        store_y(goal, cell, column, four.x);
        store_y(goal, cell, column + 1u, four.y);
        store_y(goal, cell, column + 2u, four.z);
        store_y(goal, cell, column + 3u, four.w);
      }
    }
  }
}
