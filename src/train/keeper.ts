/** Keeps a state of training to go back to when the device is lost. */
import type { Cohorts } from "./cohorts.ts";
import type { Snapshot } from "./state.ts";
import type { WatchState } from "./watch.ts";

/** Milliseconds. */
const interval = 10_000;
/** Small states cost nothing to copy, so less is lost with the device. */
const smallInterval = 1_000;
const smallStateNumbers = 1 << 18;

export class Keeper {
  private readonly cohorts: Cohorts;
  private latest: Snapshot;
  private alive: Snapshot;
  private keptAt = 0;

  constructor(cohorts: Cohorts, snapshot: Snapshot) {
    this.cohorts = cohorts;
    this.latest = snapshot;
    this.alive = snapshot;
  }

  get snapshot(): Snapshot {
    return this.latest;
  }

  set snapshot(snapshot: Snapshot) {
    this.latest = snapshot;
    const halted = snapshot.cohorts.some((state) => state.halted.some((value) => value !== 0));
    if (!halted) this.alive = snapshot;
  }

  /** The last state in which no run had diverged, known or not yet known: where to go back to. */
  get healthy(): Snapshot {
    return this.alive;
  }

  /** Training begins: the first state is kept an interval from now. */
  begin(): void {
    this.keptAt = performance.now();
  }

  /** Keeps the state of now. */
  async remember(step: number, watch: WatchState): Promise<void> {
    this.keptAt = performance.now();
    this.snapshot = { step, cohorts: await this.cohorts.takeStates(), watch };
  }

  get isDue(): boolean {
    const numbers = this.cohorts.list.reduce(
      (sum, { program: { plan, model } }) =>
        sum + plan.runs * plan.parameterStride * (1 + model.slots),
      0,
    );
    const wanted = numbers <= smallStateNumbers ? smallInterval : interval;
    return performance.now() - this.keptAt >= wanted;
  }
}
