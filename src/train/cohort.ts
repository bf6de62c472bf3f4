/**
 * Runs that share a graph, on an executor: their state, what they are told to do, and the numbers
 * they leave in their ring.
 */
import type { Executor } from "../engine/plan/executor.ts";
import { buffers } from "../nn/layout.ts";
import { evaluationSteps, runsTable, trainingSteps } from "./hyper-parameters.ts";
import { evaluationMetrics, type StepMetrics, stepMetrics, targetVariance } from "./metrics.ts";
import { type Program, ringRows, writeData, writeDecays } from "./program.ts";
import { type CohortState, restoreState } from "./state.ts";
import type { CohortProgram } from "./training.ts";

/** An evaluation whose sums stand in the ring. */
export interface HeldEvaluation {
  readonly step: number;
  /** Which of the places for evaluations it took. */
  readonly place: number;
}

export interface CohortEvaluation {
  readonly step: number;
  /** One number a run of the cohort. */
  readonly loss: readonly number[];
  readonly accuracy: readonly number[];
}

export interface CohortReading {
  /** [steps, runs of the cohort] */
  readonly metrics: StepMetrics;
  readonly evaluations: readonly CohortEvaluation[];
}

export class Cohort {
  program: Program;
  readonly executor: Executor;
  /** Places of its runs among all members. */
  readonly members: readonly number[];
  private readonly variance: number;
  /** [ringRows, runs] */
  private readonly rates: Float32Array;

  /** Writes everything that the first step needs but the state. */
  constructor({ program, members }: CohortProgram, executor: Executor) {
    this.program = program;
    this.executor = executor;
    this.members = members;
    this.variance = targetVariance(program);
    this.rates = new Float32Array(ringRows * members.length);
    writeData(program, executor);
    this.writeHyperParameters();
  }

  /** Takes over a program with the same plan: rates, decay and limits hold from the next step on. */
  adjust(program: Program): void {
    this.program = program;
    this.writeHyperParameters();
  }

  restore(state: CohortState): void {
    restoreState(this.program, this.executor, state);
  }

  /** `factors` is what plateaus have made of the rates, one a run of the cohort. */
  enqueue(first: number, count: number, factors: readonly number[]): void {
    const table = trainingSteps(this.program, first, count, factors);
    const runs = this.members.length;
    for (let index = 0; index < count; index++) {
      const row = table.rates.subarray(index * runs, (index + 1) * runs);
      this.rates.set(row, ((first + index) % ringRows) * runs);
    }
    this.executor.run("train", table);
  }

  /** Enqueues an evaluation on the held-out part. */
  evaluate(place: number): void {
    this.executor.run("evaluate", evaluationSteps(this.program, this.slotOf(place)));
  }

  /** Steps `first` to `end - 1` and the evaluations, as they stand in the ring. */
  async read(
    first: number,
    end: number,
    evaluations: readonly HeldEvaluation[],
  ): Promise<CohortReading> {
    const { program, variance } = this;
    const runs = this.members.length;
    const rows = program.model.ringRows;
    const ring = await this.executor.read(buffers.ring, 0, runs * rows * 4);
    const reader = { runs, rows, ring, rates: this.rates };
    return {
      metrics: stepMetrics(program, reader, variance, first, end),
      evaluations: evaluations.map(({ step, place }) => ({
        step,
        ...evaluationMetrics(program, reader, variance, this.slotOf(place)),
      })),
    };
  }

  private slotOf(place: number): number {
    return ringRows + place * this.program.model.evaluationBatches;
  }

  private writeHyperParameters(): void {
    const { program, executor } = this;
    writeDecays(program, executor);
    executor.writeTable(runsTable(program.experiment, program.model.tableColumns));
  }
}
