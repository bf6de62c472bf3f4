// What every optimizer shares: operands, the run's numbers, clipping, penalties and decay of the
// weights. An optimizer's file has the entry point and its formula; one without slots never names
// `slots`.
// uses: step, numbers

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

const L1_COLUMN = 1u;
const L2_COLUMN = 2u;
const CLIP_VALUE_COLUMN = 4u;
const WEIGHT_DECAY_COLUMN = 5u;
const OPTIMIZER_COLUMN = 8u;

override CLIP: bool = false;
// Whether some run clips by value, penalises or decays its weights.
override REGULARIZES: bool = true;
// Whether a layer has penalties of its own: rows 1 and 2 of `decays`.
override OWN: bool = false;

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
  clip_value: f32,
  l1: f32,
  l2: f32,
  // Learning rate times weight decay.
  decay: f32,
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
  run.scalars = step_scalars(index, sizes.runs);
  if (REGULARIZES) {
    run.clip_value = table_number(index, sizes.columns, CLIP_VALUE_COLUMN);
    run.l1 = table_number(index, sizes.columns, L1_COLUMN);
    run.l2 = table_number(index, sizes.columns, L2_COLUMN);
    run.decay = run.scalars.x * table_number(index, sizes.columns, WEIGHT_DECAY_COLUMN);
  }
  return run;
}

// A number of the optimizer that stays from step to step; `place` as in its `constants`.
fn constant_of(run: Run, place: u32) -> f32 {
  return table_number(run.index, sizes.columns, OPTIMIZER_COLUMN + place);
}

// What an optimizer's formula starts from.
struct Element {
  // Already decayed.
  weight: f32,
  // Already clipped, and with penalties.
  gradient: f32,
}

fn element_at(run: Run, i: u32) -> Element {
  let weight = weights[run.weights + i];
  let gradient = run.scale * gradients[run.gradients + i];
  if (REGULARIZES) {
    return regularized(run, i, weight, gradient);
  }
  return Element(weight, gradient);
}

// g = clip(g) + l1 * sign(w) + l2 * w, then w <- w - lr * decay * w
fn regularized(run: Run, i: u32, weight: f32, scaled: f32) -> Element {
  let mask = decays[run.decays + i];
  var gradient = scaled;
  // `clamp` may hide NaN.
  if (run.clip_value > 0.0 && !is_nan(gradient)) {
    gradient = clamp(gradient, -run.clip_value, run.clip_value);
  }
  var l1 = mask * run.l1;
  var l2 = mask * run.l2;
  if (OWN) {
    l1 += decays[run.decays + sizes.count + i];
    l2 += decays[run.decays + 2u * sizes.count + i];
  }
  gradient += l1 * sign(weight) + l2 * weight;
  return Element(weight - run.decay * mask * weight, gradient);
}

fn slot_place(run: Run, slot: u32, i: u32) -> u32 {
  return run.slots + slot * sizes.count + i;
}
