/**
 * Looks inside all cohorts at a step: forward and backward beside training, which goes on as if nobody
 * had looked.
 */
import type { Cohorts } from "./cohorts.ts";
import {
  enqueueComparison,
  enqueueInspection,
  type Inspection,
  prepareInspection,
  type RunInspection,
  readInspection,
} from "./inspection.ts";
import type { Slices } from "./slices.ts";
import type { WatchState } from "./watch.ts";

/** Milliseconds after which whoever asked for a look has gone. */
const attention = 2000;

interface Waiting {
  readonly resolve: (inspection: Inspection) => void;
  readonly reject: (error: unknown) => void;
}

export class Inspector {
  /** Milliseconds that the last look took from training; 0 before the first. */
  cost = 0;
  private readonly cohorts: Cohorts;
  private waiting: Waiting[] = [];
  private prepared: Promise<unknown> | null = null;
  private askedAt = Number.NEGATIVE_INFINITY;
  /** The last step that was looked at from both sides. */
  private compared: Inspection | null = null;

  constructor(cohorts: Cohorts) {
    this.cohorts = cohorts;
  }

  /** Makes kernels ready that training itself does not need; resolves at once from the second time on. */
  async prepare(): Promise<void> {
    this.askedAt = performance.now();
    this.prepared ??= Promise.all(
      this.cohorts.list.map(({ executor }) => prepareInspection(executor)),
    );
    await this.prepared;
  }

  /** Whether the next step is to be looked at, with `left` steps to go. */
  wants(left: number): boolean {
    return this.waiting.length > 0 || (this.isWatched && left === 1);
  }

  /** How many of the steps that are left may be trained before the next look. */
  stepsBefore(left: number): number {
    return this.isWatched && left > 1 ? left - 1 : left;
  }

  /** Weights that do not follow from the last step: what was compared says nothing about them. */
  forget(): void {
    this.compared = null;
  }

  /** At the next step of training. */
  next(): Promise<Inspection> {
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  /** Now, while nothing is trained. */
  async now(step: number): Promise<Inspection> {
    const start = performance.now();
    for (const { program, executor } of this.cohorts.list) {
      enqueueInspection(program, executor, step);
    }
    const inspection = await this.read(step, false);
    this.cost = performance.now() - start;
    const { compared } = this;
    return compared?.step === step - 1 ? withUpdates(inspection, compared) : inspection;
  }

  /** Enqueues a step between a look before and a look after it, for all who wait. */
  enqueueStep(slices: Slices, step: number, watch: WatchState): void {
    const { waiting } = this;
    this.waiting = [];
    const enqueue = async () => {
      for (const { program, executor } of this.cohorts.list) {
        enqueueInspection(program, executor, step);
      }
      const done = this.cohorts.enqueue(step, 1, watch);
      for (const { program, executor } of this.cohorts.list) enqueueComparison(program, executor);
      // The comparison takes time too.
      await Promise.all([done, this.cohorts.settled()]);
    };
    slices.enqueueStep(enqueue, (took) => {
      this.cost = took;
    });
    this.read(step, true).then(
      (inspection) => {
        this.compared = inspection;
        for (const { resolve } of waiting) resolve(inspection);
      },
      (error: unknown) => waiting.forEach(({ reject }) => reject(error)),
    );
  }

  /** Training ends before another step: whoever waits sees the state of now. */
  async serveRest(step: number): Promise<void> {
    const { waiting } = this;
    this.waiting = [];
    if (waiting.length === 0) return;
    await this.now(step).then(
      (inspection) => waiting.forEach(({ resolve }) => resolve(inspection)),
      (error: unknown) => waiting.forEach(({ reject }) => reject(error)),
    );
  }

  /** Training broke off: its next step does not come. */
  refuse(error: unknown): void {
    const { waiting } = this;
    this.waiting = [];
    for (const { reject } of waiting) reject(error);
  }

  /** Somebody looks again and again: the last step of a training is then worth a look too. */
  private get isWatched(): boolean {
    return performance.now() - this.askedAt < attention;
  }

  private async read(step: number, compared: boolean): Promise<Inspection> {
    const runs = await this.cohorts.gather<RunInspection>(({ program, executor }) =>
      readInspection(program, executor, { compared }),
    );
    const { examples } = this.cohorts.first.program.model.inspection;
    return { step, examples, runs };
  }
}

/** The weights of now with what the step before has added to them. */
function withUpdates(now: Inspection, before: Inspection): Inspection {
  const runs = now.runs.map((run, index) => {
    const updates = before.runs[index]?.parameters;
    const parameters = run.parameters.map((parameter, place) => {
      const { update = null, ratio = null } = updates?.[place] ?? {};
      return { ...parameter, update, ratio };
    });
    return { ...run, parameters };
  });
  return { ...now, runs };
}
