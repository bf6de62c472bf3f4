/** What goes on inside a network: how activations, weights, gradients and updates are spread. */
import { histogramBins } from "../engine/ops/histogram.ts";
import { summaryFields, summaryWidth } from "../engine/ops/summary.ts";
import type { Executor } from "../engine/plan/executor.ts";
import type { InspectionPlaces, LayerPlaces, ParameterPlaces } from "../nn/inspection.ts";
import { buffers } from "../nn/layout.ts";
import type { StatisticsPlace } from "../nn/places.ts";
import type { LayerKind } from "../spec/catalogue.ts";
import { singleStep, trainingSteps } from "./hyper-parameters.ts";
import type { Program } from "./program.ts";

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
  /** Of the data's loss, before clipping and without penalties; null where none flows, as for frozen weights. */
  readonly gradient: TensorStatistics | null;
  /** What the optimizer's last step added; null before the first one, and for frozen weights. */
  readonly update: TensorStatistics | null;
  /**
   * |update| / |weights before it|; about 1e-3 is healthy; null where all weights were 0 too, and where
   * not all numbers are finite.
   */
  readonly ratio: number | null;
}

export interface RunInspection {
  /** Without the input, from the data on. */
  readonly layers: readonly LayerInspection[];
  readonly parameters: readonly ParameterInspection[];
  /** Over all parameters; null where not all numbers are finite. */
  readonly gradientNorm: number | null;
}

export interface Inspection {
  /** Updates made before it. */
  readonly step: number;
  /** Examples of the sample that activations are seen on. */
  readonly examples: number;
  /** One a run of the document, with its first seed. */
  readonly runs: readonly RunInspection[];
}

/** Makes ready what inspections need, so that the first of them holds nothing up. */
export async function prepareInspection(executor: Executor): Promise<void> {
  await Promise.all(
    (["observe", "inspect", "compare"] as const).map((name) => executor.prepare(name)),
  );
}

/**
 * Enqueues a look at the network as it is, with the gradients of the batch that `step` will take. What
 * is trained does not change. Activations are seen on the first `model.inspection.examples` that are
 * held out, or on the first batch of the training part where none are.
 */
export function enqueueInspection(program: Program, executor: Executor, step: number): void {
  executor.run("observe", singleStep(program));
  executor.run("inspect", trainingSteps(program, step, 1));
}

/** Enqueues the comparison with the weights of the last inspection, right behind the step after it. */
export function enqueueComparison(program: Program, executor: Executor): void {
  executor.run("compare", singleStep(program));
}

/** One a member of the cohort, from what was enqueued last; without updates unless it was compared. */
export async function readInspection(
  { model, plan }: Program,
  executor: Executor,
  { compared }: { readonly compared: boolean },
): Promise<RunInspection[]> {
  const { stride } = model.inspection;
  const length = plan.runs * stride;
  const all = length > 0 ? await executor.read(buffers.inspection, 0, length) : new Float32Array(0);
  return Array.from({ length: plan.runs }, (_, run) => {
    const numbers = ({ offset, shared }: StatisticsPlace, count: number) => {
      const start = offset + (shared ? 0 : run * stride);
      return all.subarray(start, start + count);
    };
    return runInspection(model.inspection, numbers, compared);
  });
}

/** The numbers of one run at a place. */
type Numbers = (place: StatisticsPlace, count: number) => Float32Array;

function runInspection(
  places: InspectionPlaces,
  numbers: Numbers,
  compared: boolean,
): RunInspection {
  const parameters = places.parameters.map((each) => parameterInspection(each, numbers, compared));
  // |(g1, g2, ...)|^2 = |g1|^2 + |g2|^2 + ...
  const gradients = parameters.flatMap(({ gradient }) => gradient ?? []);
  const norm = Math.hypot(...gradients.map((gradient) => gradient.norm));
  return {
    layers: places.layers.map((each) => layerInspection(each, numbers)),
    parameters,
    gradientNorm: gradients.every(({ notFinite }) => notFinite === 0) ? norm : null,
  };
}

function layerInspection(places: LayerPlaces, numbers: Numbers): LayerInspection {
  const { name, kind, activity, canDie, canSaturate } = places;
  const [dead = null, saturated = null] = activity === null ? [] : numbers(activity, 2);
  return {
    name,
    kind,
    activation: statisticsAt(places.activation, numbers),
    dead: canDie ? dead : null,
    saturated: canSaturate ? saturated : null,
    gradient: places.gradient === null ? null : statisticsAt(places.gradient, numbers),
  };
}

function parameterInspection(
  places: ParameterPlaces,
  numbers: Numbers,
  compared: boolean,
): ParameterInspection {
  const { name, layer, shape, gradient } = places;
  const weights = statisticsAt(places.weights, numbers);
  const update = compared && places.update !== null ? statisticsAt(places.update, numbers) : null;
  const finite = weights.notFinite === 0 && update?.notFinite === 0;
  const known = update !== null && finite && weights.norm > 0;
  return {
    name,
    layer,
    shape,
    weights,
    gradient: gradient === null ? null : statisticsAt(gradient, numbers),
    update,
    ratio: known ? update.norm / weights.norm : null,
  };
}

function statisticsAt(place: StatisticsPlace, numbers: Numbers): TensorStatistics {
  const all = numbers(place, summaryWidth + histogramBins);
  const field = (name: keyof typeof summaryFields) => all[summaryFields[name]] ?? 0;
  const count = field("count");
  return {
    count,
    notFinite: field("notFinite"),
    mean: field("mean"),
    std: field("std"),
    min: field("min"),
    max: field("max"),
    norm: field("norm"),
    zeros: field("zeros") / Math.max(1, count),
    bins: all.slice(summaryWidth),
  };
}
