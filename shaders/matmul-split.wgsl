// Matrix product for GPUs where y is small and the depth long, so that rows and columns alone would
// leave most of the device idle: a workgroup makes 16 x 16 numbers of y in eight slices of the depth,
// which are added up in a fixed order.
// uses: matmul-tile

const SIDE = 4u;
const SLICES = 8u;
const TILES = 16u;

// [slice][tile][row]
var<workgroup> partial: array<vec4f, SLICES * TILES * 4u>;
// [slice][column block]
var<workgroup> partial_sums: array<vec4f, SLICES * SIDE>;

@compute @workgroup_size(4, 4, 8)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) index: u32,
) {
  let z = group.z;
  let first_row = group.y * SIDE * 4u;
  let first_column = group.x * SIDE * 4u;
  var tile = tile_of(
    z, first_row + local.y * 4u, first_column + local.x * 4u, local.z * 4u, SLICES * 4u,
  );
  for (var i = 0u; i < 4u; i++) {
    partial[index * 4u + i] = tile.rows[i];
  }
  if (SUM_COLUMNS && local.y == 0u) {
    partial_sums[local.z * SIDE + local.x] = tile.column_sums;
  }
  workgroupBarrier();
  let goal = goal_of(z);
  // 64 vectors of four columns for 128 invocations: the rest has nothing to add up.
  if (index < TILES * 4u) {
    var sum = vec4f();
    for (var slice = 0u; slice < SLICES; slice++) {
      sum += partial[slice * TILES * 4u + index];
    }
    let block = index / 4u;
    let row = first_row + (block / SIDE) * 4u + index % 4u;
    for (var j = 0u; j < 4u; j++) {
      store_y(goal, row, first_column + (block % SIDE) * 4u + j, sum[j]);
    }
  }
  if (SUM_COLUMNS && group.y == 0u && index < SIDE) {
    var sum = vec4f();
    for (var slice = 0u; slice < SLICES; slice++) {
      sum += partial_sums[slice * SIDE + index];
    }
    for (var j = 0u; j < 4u; j++) {
      store_sum(goal, first_column + index * 4u + j, sum[j]);
    }
  }
}
