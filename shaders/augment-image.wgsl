// Images [rows, height, width, channels] moved, turned, zoomed and mirrored, each by one affine map
// about its middle, and made lighter or darker; `lanes` invocations share a row.
// uses: step, augment

struct Sizes {
  rows: u32,
  lanes: u32,
  height: u32,
  width: u32,
  channels: u32,
  seed: u32,
  // Bits of floats: shares of the sides, turns, share of the size, raw units.
  shift_share: u32,
  rotate: u32,
  zoom: u32,
  brightness: u32,
  x_offset: u32,
  x_stride: u32,
  shift_offset: u32,
  scale_offset: u32,
  y_offset: u32,
  y_stride: u32,
}

// Every feature has its own shift and scale; otherwise one pair serves all.
override EACH_NORMALIZED: bool = false;
override FLIP_HORIZONTAL: bool = false;
override FLIP_VERTICAL: bool = false;

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> shift: array<f32>;
@group(0) @binding(3) var<storage, read> scale: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;

// Where the pixels of a result come from: `linear` times the place from `origin`, plus the middle.
struct Change {
  linear: mat2x2f,
  origin: vec2f,
  brightness: f32,
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let features = sizes.height * sizes.width * sizes.channels;
  for (var i = id.x; i < sizes.rows * sizes.lanes; i += groups.x * 64u) {
    let row = i / sizes.lanes;
    let change = change_of(row);
    let source = sizes.x_offset + id.z * sizes.x_stride + row * features;
    let goal = sizes.y_offset + id.z * sizes.y_stride + row * features;
    for (var f = i % sizes.lanes; f < features; f += sizes.lanes) {
      y[goal + f] = changed(change, source, f);
    }
  }
}

fn middle() -> vec2f {
  return 0.5 * vec2f(f32(sizes.width) - 1.0, f32(sizes.height) - 1.0);
}

fn change_of(row: u32) -> Change {
  let first = pcg4d(vec4u(sizes.seed, STREAM_AUGMENTATION, this_step.step, row * 2u));
  let second = pcg4d(vec4u(sizes.seed, STREAM_AUGMENTATION, this_step.step, row * 2u + 1u));
  let sides = vec2f(f32(sizes.width), f32(sizes.height));
  let moved = bitcast<f32>(sizes.shift_share) * sides * vec2f(signed_of(first.x), signed_of(first.y));
  let turned = direction_of(bitcast<f32>(sizes.rotate) * signed_of(first.z));
  let shrunk = 1.0 / (1.0 + bitcast<f32>(sizes.zoom) * signed_of(first.w));
  let mirrored = vec2f(
    select(1.0, -1.0, FLIP_HORIZONTAL && (second.y >> 31u) == 1u),
    select(1.0, -1.0, FLIP_VERTICAL && (second.z >> 31u) == 1u),
  );
  let linear = mat2x2f(
    shrunk * mirrored * vec2f(turned.x, -turned.y),
    shrunk * mirrored * vec2f(turned.y, turned.x),
  );
  let light = bitcast<f32>(sizes.brightness) * signed_of(second.x);
  return Change(linear, middle() + moved, light);
}

fn changed(change: Change, source: u32, f: u32) -> f32 {
  let channel = f % sizes.channels;
  let pixel = f / sizes.channels;
  let place = vec2f(f32(pixel % sizes.width), f32(pixel / sizes.width));
  let at = change.linear * (place - change.origin) + middle();
  let corner = floor(at);
  let part = at - corner;
  let near = vec2i(corner);
  // Between four pixels by their distances.
  let upper = mix(
    pixel_at(source, near, channel),
    pixel_at(source, near + vec2i(1, 0), channel),
    part.x,
  );
  let lower = mix(
    pixel_at(source, near + vec2i(0, 1), channel),
    pixel_at(source, near + vec2i(1, 1), channel),
    part.x,
  );
  let value = mix(upper, lower, part.y) + change.brightness;
  let own = select(0u, f, EACH_NORMALIZED);
  return (value - shift[sizes.shift_offset + own]) * scale[sizes.scale_offset + own];
}

// The raw value; beyond the edges it is 0.
fn pixel_at(source: u32, at: vec2i, channel: u32) -> f32 {
  if (at.x < 0 || at.y < 0 || at.x >= i32(sizes.width) || at.y >= i32(sizes.height)) {
    return 0.0;
  }
  let f = (u32(at.y) * sizes.width + u32(at.x)) * sizes.channels + channel;
  let own = select(0u, f, EACH_NORMALIZED);
  return raw_of(x[source + f], shift[sizes.shift_offset + own], scale[sizes.scale_offset + own]);
}
