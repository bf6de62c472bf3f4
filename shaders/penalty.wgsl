// The penalty from its 1024 partial sums; a workgroup takes a run.
// uses: step

struct Sizes {
  partials_offset: u32,
  partials_stride: u32,
  ring_offset: u32,
  ring_stride: u32,
}

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> partials: array<f32>;
@group(0) @binding(2) var<storage, read_write> ring: array<f32>;

var<workgroup> sums: array<f32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let start = sizes.partials_offset + group.z * sizes.partials_stride;
  var sum = 0.0;
  for (var i = lane; i < 1024u; i += 64u) {
    sum += partials[start + i];
  }
  sums[lane] = sum;
  workgroupBarrier();
  if (lane == 0u) {
    store(group.z);
  }
}

fn store(run: u32) {
  var sum = 0.0;
  for (var i = 0u; i < 64u; i++) {
    sum += sums[i];
  }
  ring[sizes.ring_offset + run * sizes.ring_stride + this_step.slot * 4u + 3u] = sum;
}
