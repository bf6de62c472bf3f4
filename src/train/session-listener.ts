/** What a session tells whoever listens. */
import type { CohortEvaluation } from "./cohort.ts";
import type { NonFinite } from "./divergence.ts";
import type { Snapshot } from "./state.ts";

/** One number a member. */
export type SessionEvaluation = CohortEvaluation;

export interface SessionMetrics {
  readonly firstStep: number;
  /** [steps, members] Of the data alone. */
  readonly loss: Float32Array;
  readonly accuracy: Float32Array;
  /** [steps, members] What L1 and L2 add to the loss; empty where no run has any. */
  readonly penalty: Float32Array;
  /** [steps, members] */
  readonly learningRate: Float32Array;
  /** Seconds of training behind the last step. */
  readonly seconds: number;
  readonly evaluations: readonly SessionEvaluation[];
}

/** The state of training at a moment that is worth keeping. */
export interface SessionCheckpoint {
  readonly kind: "best" | "regular";
  readonly snapshot: Snapshot;
  /** Members that are at their best in it; all of them in a regular one. */
  readonly members: readonly number[];
  readonly evaluation: SessionEvaluation | null;
}

export interface SessionDivergence extends NonFinite {
  readonly member: number;
  readonly step: number;
}

export interface SessionListener {
  metrics(metrics: SessionMetrics): void;
  diverged(divergence: SessionDivergence): void;
  checkpoint(checkpoint: SessionCheckpoint): void;
  /** Something moved: step, rate. */
  progressed(): void;
}
