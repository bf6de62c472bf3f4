/** Hyper-parameters as the engine reads them: a table of what is fixed in a run, and four numbers a step. */
import { type Step, tableColumns } from "../engine/ops/op.ts";
import type { StepTable } from "../engine/plan/executor.ts";
import { tableValuesOf } from "../nn/layers/columns.ts";
import type { Experiment, RunSpec } from "../spec/experiment.ts";
import { optimizerConstants, optimizerDecay, stepScalars } from "./optimizers/index.ts";
import { type Program, ringRows } from "./program.ts";
import { runRate } from "./schedules/index.ts";

/** [runs, columns]; columns as in `tableColumns`, then those of the layers. */
export function runsTable(experiment: Experiment, columns: number): Float64Array {
  const table = new Float64Array(experiment.runs.length * columns);
  for (const [run, spec] of experiment.runs.entries()) {
    const row = table.subarray(run * columns, (run + 1) * columns);
    row[tableColumns.seed] = spec.seed;
    row[tableColumns.l1] = spec.l1;
    row[tableColumns.l2] = spec.l2;
    row[tableColumns.clipNorm] = spec.clipNorm;
    row[tableColumns.clipValue] = spec.clipValue;
    row[tableColumns.weightDecay] = spec.weightDecay + optimizerDecay(spec.optimizer);
    row.set(optimizerConstants(spec.optimizer), tableColumns.optimizer);
    row.set(layerValues(experiment, spec), tableColumns.layers);
  }
  return table;
}

function layerValues({ network }: Experiment, run: RunSpec): number[] {
  return network.layers.flatMap((spec) => tableValuesOf(spec, run));
}

export interface TrainingSteps extends StepTable {
  /** [steps, runs] Learning rates. */
  readonly rates: Float32Array;
}

/**
 * Steps `first` to `first + count - 1` of training. `factors` is what plateaus have made of each
 * run's learning rate, 1 where none is given.
 */
export function trainingSteps(
  program: Program,
  first: number,
  count: number,
  factors: readonly number[] = [],
): TrainingSteps {
  const { runs } = program.experiment;
  const examples = program.dataset.training.count;
  const steps = Array.from({ length: count }, (_, index): Step => {
    const step = first + index;
    const position = step * program.batch;
    return {
      step,
      epoch: Math.floor(position / examples),
      offset: position % examples,
      count: program.batch,
      slot: step % ringRows,
    };
  });
  const scalars = new Float64Array(count * runs.length * 4);
  const rates = new Float32Array(count * runs.length);
  for (let index = 0; index < count; index++) {
    for (const [run, spec] of runs.entries()) {
      const rate = runRate(spec, first + index, program.stepLimit, factors[run]);
      // t counts updates from 1, as in the papers.
      const values = stepScalars(spec.optimizer, first + index + 1, rate);
      const at = index * runs.length + run;
      scalars.set(values, at * 4);
      rates[at] = rate.learningRate;
    }
  }
  return { steps, scalars, rates };
}

/** The batches of one evaluation, whose sums stand in ring rows from `firstSlot`. */
export function evaluationSteps(program: Program, firstSlot: number): StepTable {
  const examples = program.dataset.validation.count;
  const { evaluationBatch } = program;
  const steps = Array.from({ length: program.model.evaluationBatches }, (_, index): Step => {
    const offset = index * evaluationBatch;
    const count = Math.min(evaluationBatch, examples - offset);
    return { step: 0, epoch: 0, offset, count, slot: firstSlot + index };
  });
  return { steps, scalars: emptyScalars(steps.length, program) };
}

/** One replay of a sequence that reads no scalars. */
export function singleStep(program: Program): StepTable {
  const steps: Step[] = [{ step: 0, epoch: 0, offset: 0, count: 0, slot: 0 }];
  return { steps, scalars: emptyScalars(1, program) };
}

function emptyScalars(steps: number, program: Program): Float64Array {
  return new Float64Array(steps * program.experiment.runs.length * 4);
}
