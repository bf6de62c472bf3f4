// The states before the first step: those given, or zero. An invocation takes a unit of a row.

struct Sizes {
  count: u32,
  // Elements of the gates of a step, behind which the first cell lies.
  gates: u32,
  initial_offset: u32,
  initial_stride: u32,
  saved_offset: u32,
  saved_stride: u32,
  states_offset: u32,
  states_stride: u32,
}

override INITIAL: bool = false;
// Whether there is a cell besides the state.
override CELLS: bool = false;

@group(0) @binding(0) var<uniform> sizes: Sizes;
// [states, batch, units], or bound to anything.
@group(0) @binding(1) var<storage, read> initial: array<f32>;
@group(0) @binding(2) var<storage, read_write> saved: array<f32>;
@group(0) @binding(3) var<storage, read_write> states: array<f32>;

fn first(at: u32) -> f32 {
  if (INITIAL) {
    return initial[at];
  }
  return 0.0;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let run = id.z;
  let first_at = sizes.initial_offset + run * sizes.initial_stride;
  for (var i = id.x; i < sizes.count; i += groups.x * 64u) {
    states[sizes.states_offset + run * sizes.states_stride + i] = first(first_at + i);
    if (CELLS) {
      let into = sizes.saved_offset + run * sizes.saved_stride + sizes.gates + i;
      saved[into] = first(first_at + sizes.count + i);
    }
  }
}
