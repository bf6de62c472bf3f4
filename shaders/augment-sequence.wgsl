// Sequences [rows, time, channels] shifted in time, turned about a random axis, scaled and jittered;
// `lanes` invocations share a row. Steps behind an example's length stay as they are.
// uses: step, augment

struct Sizes {
  rows: u32,
  lanes: u32,
  time: u32,
  channels: u32,
  seed: u32,
  // Bits of floats: normalised units, a factor, share of the length, turns.
  jitter: u32,
  spread: u32,
  time_shift: u32,
  axis_rotation: u32,
  x_offset: u32,
  x_stride: u32,
  shift_offset: u32,
  scale_offset: u32,
  lengths_offset: u32,
  y_offset: u32,
  y_stride: u32,
}

override EACH_NORMALIZED: bool = false;
override HAS_LENGTHS: bool = false;
override ROTATES: bool = false;

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> shift: array<f32>;
@group(0) @binding(3) var<storage, read> scale: array<f32>;
@group(0) @binding(4) var<storage, read> lengths: array<f32>;
@group(0) @binding(5) var<storage, read_write> y: array<f32>;

struct Change {
  // Steps that count.
  length: u32,
  delay: f32,
  factor: f32,
  axis: vec3f,
  // Cosine and sine of the angle about the axis.
  turned: vec2f,
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let features = sizes.time * sizes.channels;
  for (var i = id.x; i < sizes.rows * sizes.lanes; i += groups.x * 64u) {
    let row = i / sizes.lanes;
    let change = change_of(row);
    let source = sizes.x_offset + id.z * sizes.x_stride + row * features;
    let goal = sizes.y_offset + id.z * sizes.y_stride + row * features;
    for (var f = i % sizes.lanes; f < features; f += sizes.lanes) {
      if (f / sizes.channels < change.length) {
        let noise = random_normal(sizes.seed, STREAM_JITTER, this_step.step, row * features + f);
        y[goal + f] = changed(change, source, f) + bitcast<f32>(sizes.jitter) * noise;
      } else {
        y[goal + f] = x[source + f];
      }
    }
  }
}

fn change_of(row: u32) -> Change {
  let first = pcg4d(vec4u(sizes.seed, STREAM_AUGMENTATION, this_step.step, row * 2u));
  let drawn = random_normal(sizes.seed, STREAM_AUGMENTATION, this_step.step, row * 2u + 1u);
  var length = sizes.time;
  if (HAS_LENGTHS) {
    length = clamp(u32(lengths[sizes.lengths_offset + row]), 1u, sizes.time);
  }
  let delay = bitcast<f32>(sizes.time_shift) * f32(length) * signed_of(first.x);
  // Uniform on the sphere: the height is uniform (Archimedes).
  let height = signed_of(first.y);
  let around = sqrt(max(0.0, 1.0 - height * height)) * direction_of(unit_of(first.z));
  let turned = direction_of(bitcast<f32>(sizes.axis_rotation) * signed_of(first.w));
  let factor = 1.0 + bitcast<f32>(sizes.spread) * drawn;
  return Change(length, delay, factor, vec3f(around, height), turned);
}

fn changed(change: Change, source: u32, f: u32) -> f32 {
  let channel = f % sizes.channels;
  let last = change.length - 1u;
  // What came earlier is held at the first step, what comes later at the last.
  let at = clamp(f32(f / sizes.channels) - change.delay, 0.0, f32(last));
  let before = min(u32(at), last);
  let part = at - f32(before);
  var value = 0.0;
  if (ROTATES) {
    let v = vec3f(
      between(source, before, last, part, 0u),
      between(source, before, last, part, 1u),
      between(source, before, last, part, 2u),
    );
    // Rodrigues: v cos + (k x v) sin + k (k . v) (1 - cos)
    let k = change.axis;
    let turned = v * change.turned.x + cross(k, v) * change.turned.y;
    value = (turned + k * dot(k, v) * (1.0 - change.turned.x))[channel];
  } else {
    value = between(source, before, last, part, channel);
  }
  let own = select(0u, f, EACH_NORMALIZED);
  let restored = change.factor * value - shift[sizes.shift_offset + own];
  return restored * scale[sizes.scale_offset + own];
}

fn between(source: u32, before: u32, last: u32, part: f32, channel: u32) -> f32 {
  let after = min(before + 1u, last);
  return mix(raw_at(source, before, channel), raw_at(source, after, channel), part);
}

fn raw_at(source: u32, time: u32, channel: u32) -> f32 {
  let f = time * sizes.channels + channel;
  let own = select(0u, f, EACH_NORMALIZED);
  return raw_of(x[source + f], shift[sizes.shift_offset + own], scale[sizes.scale_offset + own]);
}
