/** All cohorts of a training, told the same and heard together in the order of the members. */
import type { Executor } from "../engine/plan/executor.ts";
import { Cohort, type HeldEvaluation } from "./cohort.ts";
import { firstNonFinite, type NonFinite } from "./divergence.ts";
import { mergedEvaluations, mergedMetrics } from "./member-metrics.ts";
import { type CohortState, takeState } from "./state.ts";
import { firstSeeds, type Training } from "./training.ts";
import { plateauFactors, type WatchState } from "./watch.ts";

export class Cohorts {
  readonly list: readonly Cohort[];
  private training: Training;

  /** One executor a cohort. Writes everything that the first step needs but the state. */
  constructor(training: Training, executors: readonly Executor[]) {
    this.training = training;
    this.list = training.cohorts.map((cohort, index) => {
      const executor = executors[index];
      if (!executor) throw new Error(`session: expected an executor for cohort ${index}`);
      return new Cohort(cohort, executor);
    });
  }

  /** That of the first run; there is always one. */
  get first(): Cohort {
    const [first] = this.list;
    if (!first) throw new Error("session: expected a cohort");
    return first;
  }

  get isOnGpu(): boolean {
    return this.first.executor.kind === "gpu";
  }

  /** Resolves when the device of any cohort is lost. */
  get lost(): Promise<Error> {
    return Promise.race(this.list.map(({ executor }) => executor.lost));
  }

  /** Takes over a training with the same plans. */
  adjust(training: Training): void {
    this.training = training;
    for (const [index, cohort] of this.list.entries()) {
      const after = training.cohorts[index];
      if (after) cohort.adjust(after.program);
    }
  }

  restore(states: readonly CohortState[]): void {
    for (const [index, cohort] of this.list.entries()) {
      const state = states[index];
      if (!state) throw new Error(`session: expected a state for cohort ${index}`);
      cohort.restore(state);
    }
  }

  takeStates(): Promise<CohortState[]> {
    return Promise.all(this.list.map(({ program, executor }) => takeState(program, executor)));
  }

  /** The next steps of every cohort, one cohort after the other; resolves when they are done. */
  enqueue(first: number, count: number, watch: WatchState): Promise<void> {
    for (const cohort of this.list) {
      cohort.enqueue(first, count, plateauFactors(cohort.members, watch));
    }
    return this.settled();
  }

  evaluate(place: number): void {
    for (const cohort of this.list) cohort.evaluate(place);
  }

  /** Resolves when everything enqueued so far is done, on all executors. */
  async settled(): Promise<void> {
    await Promise.all(this.list.map(({ executor }) => executor.settled()));
  }

  /** Steps `first` to `end - 1` and the evaluations, of all members. */
  async read(first: number, end: number, held: readonly HeldEvaluation[]) {
    const parts = await Promise.all(
      this.list.map(async (cohort) => ({
        members: cohort.members,
        reading: await cohort.read(first, end, held),
      })),
    );
    return { metrics: mergedMetrics(parts, end - first), evaluations: mergedEvaluations(parts) };
  }

  /** The first tensor of a member that is not finite, in the order of computing. */
  firstBadTensor(states: readonly CohortState[], member: number, step: number): NonFinite {
    const place = this.placeOf(member);
    const state = place && states[this.list.indexOf(place.cohort)];
    const found = state && firstNonFinite(place.cohort.program, state, { step, run: place.run });
    return found ?? { tensor: "loss", value: "nan" };
  }

  /** The cohort of a member, and its place in it; undefined where there is no such member. */
  placeOf(member: number): { readonly cohort: Cohort; readonly run: number } | undefined {
    const cohort = this.list.find(({ members }) => members.includes(member));
    return cohort && { cohort, run: cohort.members.indexOf(member) };
  }

  /** One answer a run of the document, that of its first seed; `ask` gives one a run of the cohort. */
  async gather<T>(ask: (cohort: Cohort) => Promise<readonly T[]>): Promise<T[]> {
    const answers = await Promise.all(this.list.map(ask));
    const byMember: T[] = [];
    for (const [index, { members }] of this.list.entries()) {
      for (const [run, member] of members.entries()) {
        const answer = answers[index]?.[run];
        if (answer !== undefined) byMember[member] = answer;
      }
    }
    return firstSeeds(this.training.experiment, byMember);
  }

  dispose(): void {
    for (const { executor } of this.list) executor.dispose();
  }
}
