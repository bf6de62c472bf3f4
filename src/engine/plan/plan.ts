/** A Plan is data: calls in order, buffers with lifetimes; nothing in it is live. */
import type { Attributes, Operand, Storage } from "../ops/op.ts";

/**
 * `train` and `evaluate` take a batch each, `predict` answers to what is written. `observe` takes the
 * statistics of a sample's activations, `inspect` those of the gradients and weights of the step that
 * follows, `compare` those of what that step has changed; `saliency` differentiates an answer with
 * respect to its input. Those without calls do nothing.
 */
export type SequenceName =
  | "train"
  | "evaluate"
  | "predict"
  | "observe"
  | "inspect"
  | "compare"
  | "saliency";

/** One thing for each sequence, in their order. */
export function eachSequence<T>(make: (name: SequenceName) => T): Record<SequenceName, T> {
  return {
    train: make("train"),
    evaluate: make("evaluate"),
    predict: make("predict"),
    observe: make("observe"),
    inspect: make("inspect"),
    compare: make("compare"),
    saliency: make("saliency"),
  };
}

export const sequenceNames: readonly SequenceName[] = Object.values(eachSequence((name) => name));

export interface PlanBuffer {
  readonly name: string;
  readonly storage: Storage;
  /** Elements in all, runs included (bytes for u8). */
  readonly elements: number;
  readonly bytes: number;
  /** Lives as long as the plan and can be read and written by name; others are reused by lifetime. */
  readonly pinned: boolean;
}

export interface Call {
  readonly op: string;
  readonly attributes: Attributes;
  readonly inputs: readonly Operand[];
  readonly outputs: readonly Operand[];
  /** Names of the outputs, as `dense_1/activation`; the first labels the call. */
  readonly names: readonly string[];
}

/**
 * A parameter's place in the flat buffer `parameters` [runs, P], which `gradients` is laid out like,
 * or in `moving` [runs, M] for statistics that a layer keeps up itself.
 */
export interface ParameterPlace {
  readonly buffer: "parameters" | "moving";
  /** As in Keras: `dense_1/kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly offset: number;
  /** Whether L1, L2 and weight decay apply: kernels yes, biases no. */
  readonly decays: boolean;
}

export interface Plan {
  readonly runs: number;
  readonly buffers: readonly PlanBuffer[];
  readonly sequences: Readonly<Record<SequenceName, readonly Call[]>>;
  readonly parameters: readonly ParameterPlace[];
  /** P: elements of one run in `parameters`. */
  readonly parameterStride: number;
  /** M: elements of one run in `moving`. */
  readonly movingStride: number;
  /** Columns of the runs table. */
  readonly tableColumns: number;
  /** Rows of the metrics ring, each [runs, metricColumns]. */
  readonly ringRows: number;
  /** Outputs of `predict`, and its batch size. */
  readonly prediction: { readonly operand: Operand; readonly batch: number };
}

/** Columns of a row of the metrics ring. */
export const metricColumns = { loss: 0, hits: 1, gradientNorm: 2, penalty: 3 } as const;
export const metricWidth = 4;
