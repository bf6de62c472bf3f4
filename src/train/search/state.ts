/** How a search stands: plain data, for whoever looks at it. */
import type { Experiment, RunSpec, SearchSpec } from "../../spec/experiment.ts";
import type { FaultRecord } from "../../spec/fault.ts";
import type { Draw } from "./draw.ts";
import type { Outcome, Watched } from "./outcome.ts";

/**
 * `kept`: goes on in the next stage. `dropped`: others were better. `done`: through all stages.
 * `stopped`: the search ended in the middle of its stage.
 */
export type CandidateStatus =
  | "waiting"
  | "training"
  | "kept"
  | "dropped"
  | "diverged"
  | "done"
  | "stopped";

export interface CandidateState {
  /** In the order of drawing. */
  readonly index: number;
  readonly draw: Draw;
  readonly status: CandidateStatus;
  /** The stage, from 0, that it was drawn in, and the last one that it took part in. */
  readonly born: number;
  readonly reached: number;
  /** Updates made. */
  readonly steps: number;
  /** Of the latest evaluation; null before the first one. */
  readonly outcome: Outcome | null;
  /** Mean training loss of each `curveSteps` consecutive steps. */
  readonly curve: readonly number[];
}

export type SearchPhase = "training" | "done" | "stopped" | "failed";

export interface SearchState {
  readonly phase: SearchPhase;
  /** From 0. */
  readonly stage: number;
  readonly stages: number;
  readonly candidates: readonly CandidateState[];
  /** What was searched, around which run. */
  readonly search: SearchSpec;
  readonly base: RunSpec;
  /** The document that it began with. */
  readonly experiment: Experiment;
  /** Its accuracies are R^2. */
  readonly regression: boolean;
  /** What the best go by. */
  readonly watched: Watched;
  /** Outcomes are those on the held-out part; else of the last steps of training. */
  readonly heldOut: boolean;
  readonly stepsPerEpoch: number;
  readonly curveSteps: number;
  /** Share of the planned updates that is made, 0 to 1. */
  readonly progress: number;
  readonly seconds: number;
  /** Why it failed. */
  readonly fault: FaultRecord | null;
}
