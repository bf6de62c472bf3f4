// A row's gradient: the sum of dy over its positions, from the first on. An invocation that stands
// at a row's first position makes one number of it; before that, all rows are cleared.
// uses: embedding-row

struct Sizes {
  // Numbers to clear, or positions times the size of a row.
  count: u32,
  rows: u32,
  size: u32,
  positions: u32,
  dy_offset: u32,
  dy_stride: u32,
  indices_offset: u32,
  indices_stride: u32,
  links_offset: u32,
  links_stride: u32,
  table_offset: u32,
  table_stride: u32,
}

override CLEAR: bool = false;

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> dy: array<f32>;
@group(0) @binding(2) var<storage, read> indices: array<f32>;
// [2, positions]: where the same index stood last, and where it stands next.
@group(0) @binding(3) var<storage, read> links: array<f32>;
@group(0) @binding(4) var<storage, read_write> gradient: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    if (CLEAR) {
      gradient[sizes.table_offset + id.z * sizes.table_stride + i] = 0.0;
    } else {
      sum_from(i / sizes.size, i % sizes.size, id.z);
    }
  }
}

fn sum_from(position: u32, column: u32, run: u32) {
  let links_start = sizes.links_offset + run * sizes.links_stride;
  let index = indices[sizes.indices_offset + run * sizes.indices_stride + position];
  let row = row_of(index, sizes.rows);
  if (row == sizes.rows || links[links_start + position] >= 0.0) {
    return;
  }
  let dy_start = sizes.dy_offset + run * sizes.dy_stride + column;
  var sum = 0.0;
  var at = f32(position);
  while (at >= 0.0) {
    sum += dy[dy_start + u32(at) * sizes.size];
    at = links[links_start + sizes.positions + u32(at)];
  }
  gradient[sizes.table_offset + run * sizes.table_stride + row * sizes.size + column] = sum;
}
