/** A program beside the training: its own few examples, its own executor, gone when the check ends. */
import type { DataSet } from "../../engine/core/dataset.ts";
import type { Executor } from "../../engine/plan/executor.ts";
import type { Experiment } from "../../spec/experiment.ts";
import { Cohort } from "../cohort.ts";
import { compileExperiment, type Program, type StartWeights } from "../program.ts";
import { type CohortState, initialCohortState } from "../state.ts";

/** Makes an executor of the kind that trains. */
export type OpenExecutor = (program: Program) => Promise<Executor>;

/** What a check is made on. */
export interface Subject {
  readonly experiment: Experiment;
  readonly dataset: DataSet;
  /** Which run of the document. */
  readonly run: number;
  /** Weights that are not drawn, by name. */
  readonly start: StartWeights;
  readonly open: OpenExecutor;
}

/** A document of one run on an executor, at the given state or at its first weights. */
export async function openTrial(
  subject: Pick<Subject, "open" | "start">,
  experiment: Experiment,
  dataset: DataSet,
  state: CohortState | null = null,
): Promise<Cohort> {
  const program = compileExperiment(experiment, dataset, subject.start);
  const cohort = new Cohort({ program, members: [0] }, await subject.open(program));
  cohort.restore(state ?? initialCohortState(program));
  return cohort;
}

/** Trains steps `first` to `first + count - 1` and reads what they left. */
export async function trainTrial(trial: Cohort, first: number, count: number) {
  trial.enqueue(first, count, []);
  const { metrics } = await trial.read(first, first + count, []);
  return metrics;
}
