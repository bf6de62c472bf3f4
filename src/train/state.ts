/** The state of training: what must be kept to go on from here, and nothing else. */
import { elements } from "../engine/core/shape.ts";
import type { Executor } from "../engine/plan/executor.ts";
import { buffers, type ModelParameter } from "../nn/layout.ts";
import { isFrozen, layerNames } from "../nn/network.ts";
import type { LayerSpec } from "../spec/experiment.ts";
import type { Program } from "./program.ts";
import { initialState } from "./program.ts";
import type { Training } from "./training.ts";
import { initialWatch, type WatchState } from "./watch.ts";

export interface Snapshot {
  /** Updates made. */
  readonly step: number;
  /** In the order of the training's cohorts. */
  readonly cohorts: readonly CohortState[];
  readonly watch: WatchState;
}

export interface CohortState {
  /** [runs, P] */
  readonly parameters: Float32Array | Float64Array;
  /** [runs, M] */
  readonly moving: Float32Array | Float64Array;
  /** [runs, slots * P]; empty stands for zeros. */
  readonly slots: Float32Array;
  /** [runs] 1 where a run has diverged. */
  readonly halted: Float32Array;
}

function sizes({ plan, model }: Program) {
  const parameters = plan.runs * plan.parameterStride;
  const moving = plan.runs * plan.movingStride;
  return { parameters, moving, slots: parameters * model.slots, halted: plan.runs };
}

export function initialSnapshot({ cohorts }: Training): Snapshot {
  const states = cohorts.map(({ program }) => initialCohortState(program));
  return { step: 0, cohorts: states, watch: initialWatch() };
}

export function initialCohortState(program: Program): CohortState {
  return {
    ...initialState(program),
    slots: new Float32Array(0),
    halted: new Float32Array(program.plan.runs),
  };
}

/** Copies the state out of the device, after all steps enqueued so far. */
export async function takeState(program: Program, executor: Executor): Promise<CohortState> {
  const size = sizes(program);
  const [parameters, moving, slots, halted] = await Promise.all([
    executor.read(buffers.parameters, 0, size.parameters),
    size.moving > 0 ? executor.read(buffers.moving, 0, size.moving) : new Float32Array(0),
    executor.read(buffers.slots, 0, size.slots),
    executor.read(buffers.halted, 0, size.halted),
  ]);
  return { parameters, moving, slots, halted };
}

export function restoreState(program: Program, executor: Executor, state: CohortState): void {
  executor.write(buffers.parameters, state.parameters);
  if (program.plan.movingStride > 0) executor.write(buffers.moving, state.moving);
  executor.write(buffers.slots, thawedSlots(program, state));
  executor.write(buffers.halted, state.halted);
}

/** Slots of frozen layers are emptied: with a gradient of zero, what stands in them would still move the weights. */
function thawedSlots(program: Program, { slots }: CohortState): Float32Array {
  const { model, plan, experiment } = program;
  const size = sizes(program).slots;
  if (slots.length !== size) return new Float32Array(size);
  const frozen = frozenPlaces(experiment.network.layers, model.parameters);
  if (frozen.length === 0) return slots;
  const kept = slots.slice();
  for (let row = 0; row < plan.runs * model.slots; row++) {
    for (const { offset, shape } of frozen) {
      const start = row * plan.parameterStride + offset;
      kept.fill(0, start, start + elements(shape));
    }
  }
  return kept;
}

function frozenPlaces(
  layers: readonly LayerSpec[],
  parameters: readonly ModelParameter[],
): ModelParameter[] {
  const names = layerNames(layers);
  const frozen = new Set(names.filter((_, index) => layers[index] && isFrozen(layers[index])));
  return parameters.filter(
    ({ name, buffer }) => buffer === "parameters" && frozen.has(name.slice(0, name.indexOf("/"))),
  );
}
