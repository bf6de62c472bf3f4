/** The state of training: what must be kept to go on from here, and nothing else. */
import type { Executor } from "../engine/plan/executor.ts";
import { buffers } from "../nn/model.ts";
import type { Program } from "./program.ts";
import { initialParameters } from "./program.ts";

export interface Snapshot {
  /** Updates made. */
  readonly step: number;
  /** [runs, P] */
  readonly parameters: Float32Array | Float64Array;
  /** [runs, slots * P]; empty stands for zeros. */
  readonly slots: Float32Array;
  /** [runs] 1 where a run has diverged. */
  readonly halted: Float32Array;
}

function sizes({ plan, model }: Program) {
  const parameters = plan.runs * plan.parameterStride;
  return { parameters, slots: parameters * model.slots, halted: plan.runs };
}

export function initialSnapshot(program: Program): Snapshot {
  return {
    step: 0,
    parameters: initialParameters(program),
    slots: new Float32Array(0),
    halted: new Float32Array(program.plan.runs),
  };
}

/** Copies the state out, after all steps enqueued so far. */
export async function takeSnapshot(
  program: Program,
  executor: Executor,
  step: number,
): Promise<Snapshot> {
  const size = sizes(program);
  const [parameters, slots, halted] = await Promise.all([
    executor.read(buffers.parameters, 0, size.parameters),
    executor.read(buffers.slots, 0, size.slots),
    executor.read(buffers.halted, 0, size.halted),
  ]);
  return { step, parameters, slots, halted };
}

export function restoreSnapshot(program: Program, executor: Executor, snapshot: Snapshot): void {
  const zeros = snapshot.slots.length === 0;
  executor.write(buffers.parameters, snapshot.parameters);
  executor.write(buffers.slots, zeros ? new Float32Array(sizes(program).slots) : snapshot.slots);
  executor.write(buffers.halted, snapshot.halted);
}
