/**
 * One step of training replayed on the host beside the training, call by call: what every tensor of it
 * holds, and how long each call takes on the engine that trains.
 */
import { elements } from "../engine/core/shape.ts";
import { createCpuExecutor } from "../engine/cpu/executor.ts";
import type { NumberArray } from "../engine/ops/op.ts";
import { runsTable, trainingSteps } from "./hyper-parameters.ts";
import { allOps, type Program, writeData, writeDecays } from "./program.ts";
import { type CohortState, restoreState } from "./state.ts";
import { type TensorFigures, tensorFigures } from "./tensor-figures.ts";

/** Tensors of at most so many elements are told number by number. */
const fewElements = 64;

export interface TracedTensor extends TensorFigures {
  /** Every number, where there are few; else null. */
  readonly values: readonly number[] | null;
}

export interface StepTrace {
  /** Updates made before the step that was replayed. */
  readonly step: number;
  /** Outputs of each operation, for one run. */
  readonly tensors: readonly (readonly TracedTensor[])[];
  /** The weights of the run before the step, by their names. */
  readonly weights: Readonly<Record<string, TracedTensor>>;
}

/** The step after `at.step` updates as one run of the cohort has it. */
export function traceStep(
  program: Program,
  state: CohortState,
  at: { readonly step: number; readonly run: number },
): StepTrace {
  const tensors = tracedOutputs(program, state, at);
  return { step: at.step, tensors, weights: tracedWeights(program, state, at.run) };
}

/** For each call of `train` its outputs. */
function tracedOutputs(
  program: Program,
  state: CohortState,
  at: { readonly step: number; readonly run: number },
): TracedTensor[][] {
  const executor = createCpuExecutor(program.plan, allOps, "trace");
  writeData(program, executor);
  writeDecays(program, executor);
  executor.writeTable(runsTable(program.experiment, program.model.tableColumns));
  restoreState(program, executor, state);
  const traced = new Map<unknown, TracedTensor[]>();
  executor.inspect("train", trainingSteps(program, at.step, 1), (call, run, outputs) => {
    const shared = call.outputs.every(({ runStride }) => runStride === 0);
    if (run === at.run || (shared && !traced.has(call)))
      traced.set(call, outputs.map(tracedTensor));
    return false;
  });
  executor.dispose();
  return program.plan.sequences.train.map((call) => traced.get(call) ?? []);
}

function tracedWeights(
  { plan }: Program,
  state: CohortState,
  run: number,
): Record<string, TracedTensor> {
  const strides = { parameters: plan.parameterStride, moving: plan.movingStride };
  const entries = plan.parameters.map(({ name, buffer, offset, shape }) => {
    const start = run * strides[buffer] + offset;
    const values = state[buffer].subarray(start, start + elements(shape));
    return [name, tracedTensor(values)] as const;
  });
  return Object.fromEntries(entries);
}

function tracedTensor(values: NumberArray): TracedTensor {
  return {
    ...tensorFigures(values),
    values: values.length <= fewElements ? Array.from(values) : null,
  };
}
