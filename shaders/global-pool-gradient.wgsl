// Of a maximum all of dy to the first place that holds it, of an average a share to each; an
// invocation makes an element of dx.
// uses: numbers

struct Sizes {
  // Elements of x of a run.
  count: u32,
  places: u32,
  channels: u32,
  dy_offset: u32,
  dy_stride: u32,
  x_offset: u32,
  x_stride: u32,
  y_offset: u32,
  y_stride: u32,
  lengths_offset: u32,
  lengths_stride: u32,
  dx_offset: u32,
  dx_stride: u32,
}

override MAX: bool = true;
override LENGTHS: bool = false;

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> dy: array<f32>;
// For a maximum only.
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> y: array<f32>;
@group(0) @binding(4) var<storage, read> lengths: array<f32>;
@group(0) @binding(5) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let dx_start = sizes.dx_offset + id.z * sizes.dx_stride;
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    dx[dx_start + i] = slope_of(i, id.z);
  }
}

fn slope_of(element: u32, run: u32) -> f32 {
  let channel = element % sizes.channels;
  let place = element / sizes.channels % sizes.places;
  let example = element / sizes.channels / sizes.places;
  var valid = sizes.places;
  if (LENGTHS) {
    let given = lengths[sizes.lengths_offset + run * sizes.lengths_stride + example];
    valid = u32(clamp(given, 1.0, f32(sizes.places)));
  }
  if (place >= valid) {
    return 0.0;
  }
  let output = example * sizes.channels + channel;
  let slope = dy[sizes.dy_offset + run * sizes.dy_stride + output];
  if (!MAX) {
    return slope / f32(valid);
  }
  let largest = y[sizes.y_offset + run * sizes.y_stride + output];
  let own = sizes.x_offset + run * sizes.x_stride + element;
  if (!same(x[own], largest)) {
    return 0.0;
  }
  for (var at = own - place * sizes.channels; at < own; at += sizes.channels) {
    if (same(x[at], largest)) {
      return 0.0;
    }
  }
  return slope;
}

fn same(a: f32, b: f32) -> bool {
  return a == b || (is_nan(a) && is_nan(b));
}
