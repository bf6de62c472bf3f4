// What every optimizer shares: operands, the run's numbers, clipping and decay of the gradient. An
// optimizer's file has the entry point and its formula; one without slots never names `slots`.
// uses: step

struct Sizes {
  count: u32,
  first_run: u32,
  runs: u32,
  columns: u32,
  weights_offset: u32,
  weights_stride: u32,
  gradients_offset: u32,
  gradients_stride: u32,
  decays_offset: u32,
  decays_stride: u32,
  scale_offset: u32,
  scale_stride: u32,
  halted_offset: u32,
  halted_stride: u32,
  slots_offset: u32,
  slots_stride: u32,
}

const L2_COLUMN = 2u;
const OPTIMIZER_COLUMN = 8u;

override CLIP: bool = false;

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read_write> weights: array<f32>;
@group(0) @binding(2) var<storage, read> gradients: array<f32>;
@group(0) @binding(3) var<storage, read> decays: array<f32>;
@group(0) @binding(4) var<storage, read> scale: array<f32>;
@group(0) @binding(5) var<storage, read> halted: array<f32>;
@group(0) @binding(6) var<storage, read_write> slots: array<f32>;

// Where a run's operands start, and its numbers for this step.
struct Run {
  index: u32,
  weights: u32,
  gradients: u32,
  decays: u32,
  slots: u32,
  halted: bool,
  scale: f32,
  l2: f32,
  scalars: vec4f,
}

fn run_at(z: u32) -> Run {
  let index = sizes.first_run + z;
  var run: Run;
  run.index = index;
  run.weights = sizes.weights_offset + index * sizes.weights_stride;
  run.gradients = sizes.gradients_offset + index * sizes.gradients_stride;
  run.decays = sizes.decays_offset + index * sizes.decays_stride;
  run.slots = sizes.slots_offset + index * sizes.slots_stride;
  run.halted = halted[sizes.halted_offset + index * sizes.halted_stride] != 0.0;
  run.scale = 1.0;
  if (CLIP) {
    run.scale = scale[sizes.scale_offset + index * sizes.scale_stride];
  }
  run.l2 = table_number(index, sizes.columns, L2_COLUMN);
  run.scalars = step_scalars(index, sizes.runs);
  return run;
}

// Hyper-parameter `place` of the optimizer's row, counted after the learning rate.
fn hyper_parameter(run: Run, place: u32) -> f32 {
  return table_number(run.index, sizes.columns, OPTIMIZER_COLUMN + place);
}

// g = scale * g + l2 * w
fn gradient_at(run: Run, i: u32, weight: f32) -> f32 {
  let decay = run.l2 * decays[run.decays + i];
  return run.scale * gradients[run.gradients + i] + decay * weight;
}

fn slot_place(run: Run, slot: u32, i: u32) -> u32 {
  return run.slots + slot * sizes.count + i;
}
