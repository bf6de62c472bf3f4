// Where the same index stood last and where it stands next, or -1; an invocation takes a position.
// uses: numbers

struct Sizes {
  // Positions.
  count: u32,
  indices_offset: u32,
  indices_stride: u32,
  links_offset: u32,
  links_stride: u32,
}

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> indices: array<f32>;
@group(0) @binding(2) var<storage, read_write> links: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let start = sizes.indices_offset + id.z * sizes.indices_stride;
  let goal = sizes.links_offset + id.z * sizes.links_stride;
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    links[goal + i] = place_before(start, i);
    links[goal + sizes.count + i] = place_after(start, i);
  }
}

fn place_before(start: u32, position: u32) -> f32 {
  let index = indices[start + position];
  for (var at = position; at > 0u; at--) {
    if (alike(indices[start + at - 1u], index)) {
      return f32(at - 1u);
    }
  }
  return -1.0;
}

fn place_after(start: u32, position: u32) -> f32 {
  let index = indices[start + position];
  for (var at = position + 1u; at < sizes.count; at++) {
    if (alike(indices[start + at], index)) {
      return f32(at);
    }
  }
  return -1.0;
}

// NaN is equal to nothing.
fn alike(a: f32, b: f32) -> bool {
  return a == b && !is_nan(a);
}
