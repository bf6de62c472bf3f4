// The gradients of gamma and beta from the sums of the parts, in fixed order; an invocation takes a
// column.

struct Sizes {
  columns: u32,
  parts: u32,
  partials_offset: u32,
  partials_stride: u32,
  dgamma_offset: u32,
  dbeta_offset: u32,
  sums_stride: u32,
}

override WRITES_GAMMA: bool = true;
override WRITES_BETA: bool = true;

@group(0) @binding(0) var<uniform> sizes: Sizes;
// [parts, of dy h and of dy, columns]
@group(0) @binding(1) var<storage, read> partials: array<f32>;
@group(0) @binding(2) var<storage, read_write> sums: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var c = id.x; c < sizes.columns; c += groups.x * 64u) {
    one_column(id.z, c);
  }
}

fn one_column(run: u32, c: u32) {
  let start = sizes.partials_offset + run * sizes.partials_stride + c;
  let end = start + 2u * sizes.parts * sizes.columns;
  var sum = 0.0;
  var sum_of_h = 0.0;
  for (var at = start; at < end; at += 2u * sizes.columns) {
    sum_of_h += partials[at];
    sum += partials[at + sizes.columns];
  }
  let out = run * sizes.sums_stride + c;
  if (WRITES_GAMMA) {
    sums[sizes.dgamma_offset + out] = sum_of_h;
  }
  if (WRITES_BETA) {
    sums[sizes.dbeta_offset + out] = sum;
  }
}
