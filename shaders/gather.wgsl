// The batch of a step from the whole data set; `lanes` invocations share a row.
// uses: step, random

struct Sizes {
  rows: u32,
  features: u32,
  lanes: u32,
  count: u32,
  seed: u32,
  width: u32,
  x_offset: u32,
  y_offset: u32,
  shift_offset: u32,
  scale_offset: u32,
  batch_offset: u32,
  targets_offset: u32,
}

override BYTES: bool = false;
override SHUFFLE: bool = true;
override ONE_HOT: bool = false;
// Every example starts at a whole word of four bytes.
override WORDS: bool = false;
// Every feature has its own shift and scale; otherwise one pair serves all.
override EACH_NORMALIZED: bool = false;

@group(0) @binding(0) var<uniform> sizes: Sizes;
// Four bytes to a word, or the bits of a float.
@group(0) @binding(1) var<storage, read> x: array<u32>;
@group(0) @binding(2) var<storage, read> y: array<f32>;
@group(0) @binding(3) var<storage, read> shift: array<f32>;
@group(0) @binding(4) var<storage, read> scale: array<f32>;
@group(0) @binding(5) var<storage, read_write> batch: array<f32>;
@group(0) @binding(6) var<storage, read_write> targets: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var i = id.x; i < sizes.rows * sizes.lanes; i += groups.x * 64u) {
    let row = i / sizes.lanes;
    let lane = i % sizes.lanes;
    let example = example_at(row);
    copy_features(row, lane, example);
    if (lane == 0u) {
      copy_target(row, example);
    }
  }
}

fn example_at(row: u32) -> u32 {
  let position = this_step.offset + row;
  let index = position % sizes.count;
  if (!SHUFFLE) {
    return index;
  }
  return permuted(index, sizes.count, sizes.seed, this_step.epoch + position / sizes.count);
}

fn raw_feature(at: u32) -> f32 {
  if (BYTES) {
    return f32((x[at >> 2u] >> ((at & 3u) * 8u)) & 255u);
  }
  return bitcast<f32>(x[at]);
}

fn copy_features(row: u32, lane: u32, example: u32) {
  let source = sizes.x_offset + example * sizes.features;
  let goal = sizes.batch_offset + row * sizes.features;
  let shared_pair = vec2f(shift[sizes.shift_offset], scale[sizes.scale_offset]);
  if (WORDS) {
    for (var f = lane * 4u; f < sizes.features; f += sizes.lanes * 4u) {
      let bytes = unpack4xU8(x[(source + f) >> 2u]);
      batch[goal + f] = normalized(f32(bytes.x), f, shared_pair);
      batch[goal + f + 1u] = normalized(f32(bytes.y), f + 1u, shared_pair);
      batch[goal + f + 2u] = normalized(f32(bytes.z), f + 2u, shared_pair);
      batch[goal + f + 3u] = normalized(f32(bytes.w), f + 3u, shared_pair);
    }
  } else {
    for (var f = lane; f < sizes.features; f += sizes.lanes) {
      batch[goal + f] = normalized(raw_feature(source + f), f, shared_pair);
    }
  }
}

// (x - shift) * scale
fn normalized(raw: f32, f: u32, shared_pair: vec2f) -> f32 {
  if (EACH_NORMALIZED) {
    return (raw - shift[sizes.shift_offset + f]) * scale[sizes.scale_offset + f];
  }
  return (raw - shared_pair.x) * shared_pair.y;
}

fn copy_target(row: u32, example: u32) {
  let goal = sizes.targets_offset + row * sizes.width;
  for (var c = 0u; c < sizes.width; c++) {
    if (ONE_HOT) {
      targets[goal + c] = select(0.0, 1.0, u32(y[sizes.y_offset + example]) == c);
    } else {
      targets[goal + c] = y[sizes.y_offset + example * sizes.width + c];
    }
  }
}
