// The summary of a run's values, or of the parts they were cut into; a workgroup takes a run.
// uses: summary-group, numbers

struct Sizes {
  // Values or parts.
  count: u32,
  x_offset: u32,
  x_stride: u32,
  summary_offset: u32,
  summary_stride: u32,
}

// Whether x holds [parts, 8] summaries.
override OF_PARTS: bool = false;

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> x: array<f32>;
// Count, not finite, mean, standard deviation, least, largest, norm, zeros.
@group(0) @binding(2) var<storage, read_write> summary: array<f32>;

var<workgroup> groups: array<Group, 64>;

fn group_at(start: u32, i: u32) -> Group {
  if (!OF_PARTS) {
    return group_of(x[start + i]);
  }
  let at = start + 8u * i;
  return Group(x[at], x[at + 1u], x[at + 2u], x[at + 3u], x[at + 4u], x[at + 5u], x[at + 7u]);
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) lane: u32) {
  let start = sizes.x_offset + id.z * sizes.x_stride;
  var group = Group(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
  for (var i = lane; i < sizes.count; i += 64u) {
    group = counted(group, group_at(start, i));
  }
  let scale = scale_of(group);
  let inverse = 1.0 / scale;
  var moments = Moments(0.0, 0.0, 0.0);
  for (var i = lane; i < sizes.count; i += 64u) {
    moments = joined(moments, group_at(start, i), inverse);
  }
  groups[lane] = with_moments(group, moments, scale);
  workgroupBarrier();
  if (lane == 0u) {
    store(sizes.summary_offset + id.z * sizes.summary_stride);
  }
}

fn store(at: u32) {
  var group = groups[0];
  for (var i = 1u; i < 64u; i++) {
    group = counted(group, groups[i]);
  }
  let scale = scale_of(group);
  var moments = Moments(0.0, 0.0, 0.0);
  for (var i = 0u; i < 64u; i++) {
    moments = joined(moments, groups[i], 1.0 / scale);
  }
  let whole = with_moments(group, moments, scale);
  summary[at] = whole.count;
  summary[at + 1u] = whole.not_finite;
  summary[at + 2u] = whole.mean;
  summary[at + 3u] = whole.deviation;
  summary[at + 4u] = whole.low;
  summary[at + 5u] = whole.high;
  summary[at + 6u] = norm_of(moments, scale);
  summary[at + 7u] = whole.zeros;
}
