// Loss and hits of a step into its row of the ring; a workgroup takes a run, sums in fixed order.
// uses: step, numbers

struct Sizes {
  batch: u32,
  losses_offset: u32,
  losses_stride: u32,
  hits_offset: u32,
  hits_stride: u32,
  ring_offset: u32,
  ring_stride: u32,
  halted_offset: u32,
  halted_stride: u32,
}

override MEAN: bool = true;
// Invocations of a workgroup: on a CPU that plays GPU, barriers cost more than a longer loop.
override LANES: u32 = 64u;

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> losses: array<f32>;
@group(0) @binding(2) var<storage, read> hits: array<f32>;
@group(0) @binding(3) var<storage, read_write> ring: array<f32>;
@group(0) @binding(4) var<storage, read_write> halted: array<f32>;

// Loss, hits, and how many losses are not finite, of every row that a lane takes.
var<workgroup> partial: array<vec3f, LANES>;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let run = group.z;
  let losses_start = sizes.losses_offset + run * sizes.losses_stride;
  let hits_start = sizes.hits_offset + run * sizes.hits_stride;
  let count = min(this_step.count, sizes.batch);
  var sum = vec3f();
  for (var row = lane; row < count; row += LANES) {
    let loss = losses[losses_start + row];
    sum += vec3f(loss, hits[hits_start + row], select(1.0, 0.0, is_finite(loss)));
  }
  partial[lane] = sum;
  workgroupBarrier();
  if (lane == 0u) {
    store(run, count);
  }
}

fn store(run: u32, count: u32) {
  var sum = vec3f();
  for (var i = 0u; i < LANES; i++) {
    sum += partial[i];
  }
  // A sum may overflow though every loss is finite.
  let bad = sum.z > 0.0 || !is_finite(sum.x);
  let divisor = select(1.0, f32(count), MEAN);
  let at = sizes.ring_offset + run * sizes.ring_stride + this_step.slot * 4u;
  ring[at] = select(sum.x / divisor, quiet_nan(), bad);
  ring[at + 1u] = sum.y / divisor;
  // Where nothing is penalised, no kernel writes the penalty.
  ring[at + 3u] = 0.0;
  if (MEAN && bad) {
    halted[sizes.halted_offset + run * sizes.halted_stride] = 1.0;
  }
}
