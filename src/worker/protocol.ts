/**
 * What crosses between page and engine: commands with their results, and events. The worker and the
 * in-process client speak it alike; every value is plain data that structured clone can carry.
 */

import type { ArraysInput } from "../data/arrays.ts";
import type { DatasetInfo } from "../data/info.ts";
import type { ExecutorKind } from "../engine/plan/executor.ts";
import type { Preprocessing } from "../spec/data-catalogue.ts";
import type {
  DataSpec,
  Experiment,
  FileSourceSpec,
  SourceSpec,
  TableSpec,
} from "../spec/experiment.ts";
import type { FaultRecord } from "../spec/fault.ts";
import type { CheckpointAbout } from "../train/checkpoint.ts";
import type { LayerSignal } from "../train/first-weights/signal.ts";
import type { SignalSpec } from "../train/first-weights/signal-spec.ts";
import type { Inspection } from "../train/inspection.ts";
import type { LossPlaneAnswer, LossPlaneRequest } from "../train/loss-plane/loss-plane.ts";
import type { OperationsReport } from "../train/operations.ts";
import type { SearchState } from "../train/search/state.ts";
import type { StepTrace } from "../train/trace.ts";
import type { StopReason } from "../train/watch.ts";
import type { CheckProgress, CheckRequest, CheckResult } from "./checks.ts";
import type { EnsembleResult } from "./ensemble.ts";
import type { ExamineCommands } from "./examine.ts";
import type { Kernel, WatchedKernel } from "./kernel.ts";

export type { ArrayPart, ArraysInput } from "../data/arrays.ts";
export type { DatasetInfo, Preview } from "../data/info.ts";
export type { Examination } from "./examine.ts";

export type EngineChoice = "auto" | ExecutorKind;

/** A finished import: the source to put into the document, and what was found. */
export interface ImportResult {
  readonly source: SourceSpec;
  /** What suits data of this kind, to go into the document with the source. */
  readonly preprocessing: Preprocessing;
  /** How to hold examples out: whole subjects where several are known. */
  readonly split: DataSpec["split"];
  readonly info: DatasetInfo;
}

export interface ImportOptions {
  /** null: guess header, label column and task from the table itself. */
  readonly table: TableSpec | null;
  readonly seed: number;
  readonly validationShare: number;
  /** The files that the document names: others are refused. null: any will do. */
  readonly expected: FileSourceSpec | null;
}

export interface EngineInfo {
  readonly choice: EngineChoice;
  readonly kind: ExecutorKind;
  /** Adapter or processor, for people. */
  readonly device: string;
  readonly software: boolean;
  /** Why this engine: asked for, measured faster, no WebGPU, or the GPU was lost twice. */
  readonly reason: "asked" | "faster" | "noWebGpu" | "lost";
  /** Steps per second measured on the actual network; null where not measured. */
  readonly measured: { readonly gpu: number | null; readonly cpu: number | null };
  /** Why there is no WebGPU, where there is none. */
  readonly fault: FaultRecord | null;
}

export interface BuiltLayer {
  readonly id: string;
  /** As in Keras: `dense_1`. */
  readonly name: string;
  readonly kind: string;
  readonly outputShape: readonly number[];
  readonly parameters: number;
}

export interface BuildReport {
  readonly layers: readonly BuiltLayer[];
  readonly parameters: number;
  /** Bytes on the device, data included. */
  readonly bytes: number;
  readonly dispatchesPerStep: number;
  readonly runs: number;
  readonly engine: EngineInfo;
  /** Steps until the limit of the document. */
  readonly stepLimit: number;
  readonly stepsPerEpoch: number;
}

export type Phase =
  | "idle"
  | "loading"
  | "building"
  | "ready"
  | "training"
  | "paused"
  | "finished"
  | "diverged"
  | "failed";

export interface Status {
  readonly phase: Phase;
  readonly step: number;
  readonly epoch: number;
  readonly stepLimit: number;
  readonly stepsPerSecond: number;
  readonly examplesPerSecond: number;
  /** Seconds to the limit at the present rate; null until it is known. */
  readonly remainingSeconds: number | null;
  /** Wall time spent training. */
  readonly seconds: number;
  /** Why training stopped by itself before its limit. */
  readonly stopped: StopReason | null;
}

/** A checkpoint without its numbers. */
export interface CheckpointInfo extends CheckpointAbout {
  /** SHA-256 in hex of its file. */
  readonly id: string;
  readonly bytes: number;
  readonly experiment: Experiment;
}

/** Consecutive steps of training, and the evaluations made meanwhile. */
export interface MetricsBatch {
  /** Members: run r with its k-th seed is column r * seeds + k. */
  readonly runs: number;
  readonly firstStep: number;
  /** [steps, runs]: loss of each batch before its update; not a number after a run has diverged. */
  readonly loss: Float32Array;
  /** [steps, runs]: accuracy, or R^2 for regression. */
  readonly accuracy: Float32Array;
  /** [steps, runs]: what L1 and L2 add to the loss; empty where no run has any. */
  readonly penalty: Float32Array;
  /** [steps, runs]: after schedule, warm-up and plateaus. */
  readonly learningRate: Float32Array;
  /** Seconds of training behind its last step. */
  readonly seconds: number;
  readonly evaluations: readonly Evaluation[];
}

export interface Evaluation {
  /** Updates made before it. */
  readonly step: number;
  /** One number a member. */
  readonly loss: readonly number[];
  readonly accuracy: readonly number[];
}

/** Predictions on a grid over 2-D (or 1-D) inputs, for the decision boundary. */
export interface Surface {
  readonly step: number;
  /** Cells a side; 1-D inputs have one row. */
  readonly columns: number;
  readonly rows: number;
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  readonly outputs: number;
  /** One a run: [rows, columns, outputs], row 0 at the top (largest y); probabilities for classes. */
  readonly values: readonly Float32Array[];
}

/** A few examples whose answers somebody watches. */
export interface WatchedExamples {
  /** Comes back with the answers, so that they are not taken for those to other examples. */
  readonly request: number;
  readonly count: number;
  /** [count, ...inputShape], raw. */
  readonly x: Float32Array | Uint8Array;
  /** Valid time steps of each; null: all are as long as the shape says. */
  readonly lengths: Uint16Array | null;
  readonly hertz: number;
}

/** What the networks answer to the watched examples. */
export interface Answers {
  readonly request: number;
  readonly step: number;
  readonly outputs: number;
  /** One a run: [count, outputs]; probabilities for classes. */
  readonly values: readonly Float32Array[];
}

export interface Divergence {
  readonly run: number;
  /** Which of the run's seeds, from 0. */
  readonly seed: number;
  readonly step: number;
  /** First tensor, in the order of computing, that is not finite: `dense_2/kernel`. */
  readonly tensor: string;
  readonly value: "nan" | "infinity";
}

export interface RunSummary {
  readonly run: number;
  /** Which of the run's seeds, from 0. */
  readonly seed: number;
  readonly step: number;
  readonly loss: number;
  readonly accuracy: number | null;
  readonly validationLoss: number | null;
  readonly validationAccuracy: number | null;
}

export interface TrainSummary {
  readonly steps: number;
  readonly seconds: number;
  readonly runs: readonly RunSummary[];
  readonly diverged: readonly Divergence[];
  readonly stopped: StopReason | null;
}

export interface Weight {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Every command with what it takes and what it answers. */
export interface Commands extends ExamineCommands {
  /** Makes data and plan anew and forgets the training so far. */
  load: { params: { experiment: Experiment }; result: BuildReport };
  /** Takes over what may change while training: rates, decay, clipping, dropout, limits. */
  adjust: { params: { experiment: Experiment }; result: null };
  /** Resolves when paused, finished or diverged. null: to the document's limit. */
  train: { params: { steps: number | null }; result: TrainSummary };
  pause: { params: null; result: null };
  /** Weights as at the start, step 0. */
  reset: { params: null; result: null };
  /** null: nothing is built yet, the choice holds for the next build. */
  setEngine: { params: { choice: EngineChoice }; result: EngineInfo | null };
  importFiles: { params: { files: File[]; options: ImportOptions }; result: ImportResult };
  /** `address` is that of the catalogue, `datasets.json`. */
  fetchRemote: {
    params: { id: string; address: string; seed: number; validationShare: number };
    result: ImportResult;
  };
  /** Stops an import or a fetch under way; it rejects with `data.cancelled`. */
  cancelImport: { params: null; result: null };
  addArrays: { params: { arrays: ArraysInput }; result: null };
  weights: { params: { run: number }; result: Record<string, Weight> };
  setWeights: { params: { run: number; weights: Record<string, Weight> }; result: null };
  /** Newest first. */
  checkpoints: { params: null; result: CheckpointInfo[] };
  saveCheckpoint: { params: { name: string }; result: CheckpointInfo };
  /** Builds the checkpoint's own document and goes on from its state; the page takes over the document. */
  restoreCheckpoint: { params: { id: string; name: string }; result: BuildReport };
  deleteCheckpoint: { params: { id: string }; result: null };
  /** The file: safetensors with the document in its metadata. */
  exportCheckpoint: { params: { id: string; name: string }; result: Uint8Array };
  openCheckpoint: { params: { file: File }; result: CheckpointInfo };
  /** Turns the stream of `surface` events on or off; `size` cells a side. */
  watchSurface: { params: { size: number; hertz: number } | null; result: null };
  /** Turns the stream of `answers` events on or off. */
  watchAnswers: { params: WatchedExamples | null; result: null };
  /** Averages the predictions of members on the held-out part; training goes on meanwhile. */
  ensemble: { params: { members: readonly number[] }; result: EnsembleResult };
  /** The loss on a plane through the weights of a run. */
  lossPlane: { params: LossPlaneRequest; result: LossPlaneAnswer };
  /** What fresh weights make of a signal, layer by layer; touches no training. */
  initializerLab: { params: SignalSpec; result: LayerSignal[] };
  /** The operations of one step, of the cohort in which a run of the document is trained. */
  operations: { params: { run: number }; result: OperationsReport };
  /** What the tensors of the next step hold; training goes on meanwhile. */
  traceStep: { params: { run: number }; result: StepTrace };
  /** Milliseconds of each operation; training waits meanwhile and goes on behind it. */
  operationTimes: { params: { run: number }; result: number[] };
  /** Turns the stream of `inspection` events on or off. */
  watchInspection: { params: { hertz: number } | null; result: null };
  /** Turns the stream of `kernel` events on or off. */
  watchKernel: { params: WatchedKernel | null; result: null };
  /**
   * Pauses training and searches on the document's data, around its first run; resolves with how it
   * ended, also where it was stopped or failed. A search under way is stopped first.
   */
  startSearch: { params: { experiment: Experiment }; result: SearchState };
  /** What was found stays. */
  stopSearch: { params: null; result: null };
  /** Pauses training; null where it was cancelled, as by another check. */
  check: { params: CheckRequest; result: CheckResult | null };
  cancelCheck: { params: null; result: null };
  /** The step that `undoDivergence` goes back to. */
  undoPoint: { params: null; result: { step: number } };
  /** Every run back to the last state in which none had diverged. */
  undoDivergence: { params: null; result: { step: number } };
}

export type CommandName = keyof Commands;

export type CommandMessage = {
  [C in CommandName]: { id: number; command: C; params: Commands[C]["params"] };
}[CommandName];

export type EngineEvent =
  | { type: "dataset"; info: DatasetInfo }
  | { type: "built"; report: BuildReport }
  | { type: "engine"; info: EngineInfo }
  | { type: "status"; status: Status }
  /** Training starts again from step 0: forget the curves. */
  | { type: "restarted" }
  /** Steps at and after this one will come again (a snapshot was restored). */
  | { type: "rewound"; step: number }
  | { type: "metrics"; batch: MetricsBatch }
  | { type: "checkpoints"; list: readonly CheckpointInfo[] }
  /** A checkpoint that training wanted to keep could not be kept. */
  | { type: "checkpointFailed"; fault: FaultRecord }
  | { type: "surface"; surface: Surface }
  | { type: "answers"; answers: Answers }
  | { type: "inspection"; inspection: Inspection }
  | { type: "kernel"; kernel: Kernel }
  | { type: "search"; state: SearchState }
  | { type: "checkProgress"; progress: CheckProgress }
  | { type: "diverged"; divergence: Divergence }
  /** `compile`: kernels; `read` and `fetch`: bytes; total 0 where it is not known. */
  | { type: "progress"; task: "compile" | "read" | "fetch"; done: number; total: number }
  /** The GPU was lost: training goes on there from `step`, or on the CPU. */
  | { type: "recovered"; step: number; engine: ExecutorKind }
  | { type: "failed"; fault: FaultRecord };

export type EngineMessage =
  | EngineEvent
  | { type: "reply"; id: number; value: Commands[CommandName]["result"] }
  | { type: "refused"; id: number; fault: FaultRecord };
