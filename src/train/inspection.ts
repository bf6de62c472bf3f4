/** What goes on inside a network: how activations, weights, gradients and updates are spread. */
import type { LayerKind } from "../spec/catalogue.ts";

/** Bins of every histogram. */
export const histogramBins = 32;

/** Values that are not finite are counted and left out of all the rest. */
export interface TensorStatistics {
  /** Finite values. */
  readonly count: number;
  readonly notFinite: number;
  readonly mean: number;
  /** With n, not n - 1. */
  readonly std: number;
  readonly min: number;
  readonly max: number;
  /** Euclidean. */
  readonly norm: number;
  /** Share of values that are exactly 0. */
  readonly zeros: number;
  /** [histogramBins] How many values lie in each equal part of [min, max]; sums to `count`. */
  readonly bins: Float32Array;
}

export interface LayerInspection {
  /** As in Keras: `dense_1`. */
  readonly name: string;
  readonly kind: LayerKind;
  /** Of the layer's output on the sample, as in evaluation. */
  readonly activation: TensorStatistics;
  /** Share of units that are 0 on the whole sample; null where the layer's function has no such side. */
  readonly dead: number | null;
  /** Share of values on the flat ends of sigmoid, tanh and their like; null for other functions. */
  readonly saturated: number | null;
  /** Of the loss with respect to the layer's output, on the batch of this step; null where none flows. */
  readonly gradient: TensorStatistics | null;
}

export interface ParameterInspection {
  /** `dense_1/kernel` */
  readonly name: string;
  readonly layer: string;
  readonly shape: readonly number[];
  readonly weights: TensorStatistics;
  /** Of the data's loss, before clipping and without penalties; null for frozen weights. */
  readonly gradient: TensorStatistics | null;
  /** What the optimizer's last step added; null before the first one. */
  readonly update: TensorStatistics | null;
  /** |update| / |weights before it|; about 1e-3 is healthy. */
  readonly ratio: number | null;
}

export interface RunInspection {
  /** Without the input, from the data on. */
  readonly layers: readonly LayerInspection[];
  readonly parameters: readonly ParameterInspection[];
  /** Over all parameters. */
  readonly gradientNorm: number;
}

export interface Inspection {
  /** Updates made before it. */
  readonly step: number;
  /** Examples of the sample that activations are seen on. */
  readonly examples: number;
  /** One a run of the document, with its first seed. */
  readonly runs: readonly RunInspection[];
}
