/** Keeps in mind what evaluations mean for stopping, learning rates and the best weights. */
import type { CohortEvaluation } from "./cohort.ts";
import type { Training } from "./training.ts";
import { initialWatch, observe, type StopReason, type WatchState } from "./watch.ts";

/** An evaluation at which some members were better than ever. */
export interface Improvement {
  readonly evaluation: CohortEvaluation;
  readonly members: readonly number[];
}

export class Judge {
  watch: WatchState = initialWatch();
  /** Why training is to stop by itself before its limit. */
  stopped: StopReason | null = null;
  private improved: Improvement | null = null;

  restore(watch: WatchState): void {
    this.watch = watch;
    this.stopped = null;
    this.improved = null;
  }

  /** Only what is found at a regular step counts, so that pausing changes nothing. */
  take(training: Training, evaluation: CohortEvaluation): void {
    if (!training.attentive || evaluation.step % training.evaluateEvery !== 0) return;
    const { watch, improved, stop } = observe(training, this.watch, evaluation);
    this.watch = watch;
    this.stopped ??= stop;
    if (improved.length > 0) this.improved = { evaluation, members: improved };
  }

  /** The last improvement that nobody has taken yet. */
  takeImprovement(): Improvement | null {
    const { improved } = this;
    this.improved = null;
    return improved;
  }
}
