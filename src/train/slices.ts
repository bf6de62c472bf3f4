/** Slices of steps in flight on a device: how many, how long, and what to do when one never ends. */
import type { Executor, StepTable } from "../engine/plan/executor.ts";
import { Fault } from "../spec/fault.ts";
import type { Pace } from "./pace.ts";

const patienceSeconds = 20;

/** A device may hang without saying that it is lost; then waiting would have no end. */
async function withinPatience(work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hung = new Promise<never>((_, reject) => {
    const fault = new Fault("engine.hung", { seconds: patienceSeconds });
    timer = setTimeout(() => reject(fault), patienceSeconds * 1000);
  });
  try {
    await Promise.race([work, hung]);
  } finally {
    clearTimeout(timer);
  }
}

/** Slices in flight: never more than `depth`, each measured from one completion to the next. */
export class Slices {
  private readonly depth: number;
  private readonly pace: Pace;
  private readonly executor: Executor;
  private readonly flying: { steps: number; since: number; done: Promise<void> }[] = [];
  private lastDone = 0;

  constructor(depth: number, pace: Pace, executor: Executor) {
    this.depth = depth;
    this.pace = pace;
    this.executor = executor;
  }

  get steps(): number {
    return this.pace.steps;
  }

  enqueue(table: StepTable): void {
    const since = performance.now();
    this.executor.run("train", table);
    this.flying.push({ steps: table.steps.length, since, done: this.executor.settled() });
  }

  async makeRoom(): Promise<void> {
    while (this.flying.length >= this.depth) await this.finishOne();
  }

  async drain(): Promise<void> {
    while (this.flying.length > 0) await this.finishOne();
  }

  private async finishOne(): Promise<void> {
    const slice = this.flying.shift();
    if (!slice) return;
    await withinPatience(slice.done);
    const now = performance.now();
    this.pace.measured(slice.steps, now - Math.max(slice.since, this.lastDone));
    this.lastDone = now;
  }
}
