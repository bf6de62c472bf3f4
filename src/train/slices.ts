/** Slices of steps in flight on a device: how many, how long, and what to do when one never ends. */
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
  private readonly flying: Flight[] = [];
  private lastDone = 0;

  constructor(depth: number, pace: Pace) {
    this.depth = depth;
    this.pace = pace;
  }

  get steps(): number {
    return this.pace.steps;
  }

  /** `enqueue` resolves when the steps that it enqueued are done. */
  enqueue(steps: number, enqueue: () => Promise<void>): void {
    const since = performance.now();
    this.flying.push({ since, done: enqueue(), end: (took) => this.pace.measured(steps, took) });
  }

  /** A step with work beside it; `end` hears how many milliseconds that work took, without the step. */
  enqueueStep(enqueue: () => Promise<void>, end: (took: number) => void): void {
    const { pace } = this;
    const since = performance.now();
    const beside = (took: number) => end(Math.max(0, pace.workOf(took) - pace.step));
    this.flying.push({ since, done: enqueue(), end: beside });
  }

  async makeRoom(): Promise<void> {
    while (this.flying.length >= this.depth) await this.finishOne();
  }

  async drain(): Promise<void> {
    while (this.flying.length > 0) await this.finishOne();
  }

  private async finishOne(): Promise<void> {
    const flight = this.flying.shift();
    if (!flight) return;
    await withinPatience(flight.done);
    const now = performance.now();
    flight.end(now - Math.max(flight.since, this.lastDone));
    this.lastDone = now;
  }
}

interface Flight {
  readonly since: number;
  readonly done: Promise<void>;
  /** Hears how many milliseconds it took. */
  readonly end: (took: number) => void;
}
