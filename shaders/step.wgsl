// What differs from step to step and from run to run.

struct Step {
  step: u32,
  epoch: u32,
  offset: u32,
  count: u32,
  slot: u32,
  // Row of `scalars` that belongs to this step.
  row: u32,
}

@group(1) @binding(0) var<uniform> this_step: Step;
// [runs, columns]; numbers are floats by their bits, except the seed in column 0.
@group(1) @binding(1) var<storage, read> table: array<u32>;
// [steps, runs]
@group(1) @binding(2) var<storage, read> scalars: array<vec4f>;

fn table_number(run: u32, columns: u32, column: u32) -> f32 {
  return bitcast<f32>(table[run * columns + column]);
}

fn table_seed(run: u32, columns: u32) -> u32 {
  return table[run * columns];
}

fn step_scalars(run: u32, runs: u32) -> vec4f {
  return scalars[this_step.row * runs + run];
}
