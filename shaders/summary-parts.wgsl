// The summaries of the values part, part + parts, ... of a run; an invocation takes a part.
// uses: summary-group, numbers

struct Sizes {
  count: u32,
  parts: u32,
  x_offset: u32,
  x_stride: u32,
  partials_offset: u32,
  partials_stride: u32,
}

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> x: array<f32>;
// [parts, 8] in the order of a summary
@group(0) @binding(2) var<storage, read_write> partials: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var part = id.x; part < sizes.parts; part += groups.x * 64u) {
    one_part(id.z, part);
  }
}

fn one_part(run: u32, part: u32) {
  let start = sizes.x_offset + run * sizes.x_stride;
  var group = group_of(x[start + part]);
  for (var i = part + sizes.parts; i < sizes.count; i += sizes.parts) {
    group = counted(group, group_of(x[start + i]));
  }
  let scale = scale_of(group);
  let inverse = 1.0 / scale;
  var moments = Moments(0.0, 0.0, 0.0);
  for (var i = part; i < sizes.count; i += sizes.parts) {
    moments = joined(moments, group_of(x[start + i]), inverse);
  }
  store(sizes.partials_offset + run * sizes.partials_stride + part * 8u, group, moments, scale);
}

fn store(at: u32, group: Group, moments: Moments, scale: f32) {
  let whole = with_moments(group, moments, scale);
  partials[at] = whole.count;
  partials[at + 1u] = whole.not_finite;
  partials[at + 2u] = whole.mean;
  partials[at + 3u] = whole.deviation;
  partials[at + 4u] = whole.low;
  partials[at + 5u] = whole.high;
  partials[at + 6u] = norm_of(moments, scale);
  partials[at + 7u] = whole.zeros;
}
