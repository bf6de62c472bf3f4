/** An executor holds one plan's memory and replays its sequences. All three speak this interface. */
import type { Step } from "../ops/op.ts";
import type { SequenceName } from "./plan.ts";

export type ExecutorKind = "gpu" | "cpu" | "reference";

/** Work for one call of `run`: the sequence is replayed once for each step. */
export interface StepTable {
  readonly steps: readonly Step[];
  /** [steps, runs, 4] */
  readonly scalars: Float64Array;
}

export interface Executor {
  readonly kind: ExecutorKind;
  /** What runs it, for people: the adapter's or the processor's name. */
  readonly device: string;
  /** Fills part of a pinned buffer; `at` counts elements. */
  write(buffer: string, values: Float32Array | Float64Array | Uint8Array, at?: number): void;
  /** Copies out part of a buffer after everything enqueued before. */
  read(buffer: string, at: number, length: number): Promise<Float32Array>;
  /** [runs, columns]: takes effect for steps enqueued after. */
  writeTable(table: Float64Array): void;
  /**
   * Makes a sequence ready that is not run in every training, while others go on. Without it the first
   * `run` does so, and holds up what comes after.
   */
  prepare(sequence: SequenceName): Promise<void>;
  /** Enqueues work; the CPU does it at once. With `call`, only that call of the sequence, for timing it. */
  run(sequence: SequenceName, table: StepTable, call?: number): void;
  /** Resolves when everything enqueued so far is done; rejects when the device is lost. */
  settled(): Promise<void>;
  /** Resolves with a fault when the device is lost for a reason that is not `dispose`. */
  readonly lost: Promise<Error>;
  dispose(): void;
}
