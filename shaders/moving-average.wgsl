// moving <- decay moving + (1 - decay) batch for mean and variance, unless the run has halted.

struct Sizes {
  count: u32,
  mean_offset: u32,
  mean_stride: u32,
  variance_offset: u32,
  variance_stride: u32,
  halted_offset: u32,
  halted_stride: u32,
  moving_mean_offset: u32,
  moving_variance_offset: u32,
  moving_stride: u32,
}

override DECAY: f32 = 0.99;
// 1 - decay, which has more digits than the difference.
override RATE: f32 = 0.01;
// n / (n - 1) where the variance that is averaged is the unbiased one.
override VARIANCE_FACTOR: f32 = 1.0;
override WRITES_MEAN: bool = true;
override WRITES_VARIANCE: bool = true;

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> means: array<f32>;
@group(0) @binding(2) var<storage, read> variances: array<f32>;
@group(0) @binding(3) var<storage, read> halted: array<f32>;
@group(0) @binding(4) var<storage, read_write> moving: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let run = id.z;
  if (halted[sizes.halted_offset + run * sizes.halted_stride] != 0.0) {
    return;
  }
  for (var c = id.x; c < sizes.count; c += groups.x * 64u) {
    if (WRITES_MEAN) {
      let at = sizes.moving_mean_offset + run * sizes.moving_stride + c;
      moving[at] = DECAY * moving[at] + RATE * means[sizes.mean_offset + run * sizes.mean_stride + c];
    }
    if (WRITES_VARIANCE) {
      let at = sizes.moving_variance_offset + run * sizes.moving_stride + c;
      let variance = variances[sizes.variance_offset + run * sizes.variance_stride + c];
      moving[at] = DECAY * moving[at] + RATE * (VARIANCE_FACTOR * variance);
    }
  }
}
