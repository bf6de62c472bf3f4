/**
 * Graphs that look inside a network without moving anything in it: `observe` takes the statistics of
 * its activations on a sample, `inspect` those of its weights and of the gradients of the step that
 * follows, `compare` those of what that step has changed. All go to one buffer, in places known here.
 */
import { appendBackward } from "../engine/graph/backward.ts";
import { type Graph, GraphBuilder, type PinnedOptions } from "../engine/graph/graph.ts";
import { histogramBins } from "../engine/ops/histogram.ts";
import type { TensorId } from "../engine/ops/op.ts";
import { summaryWidth } from "../engine/ops/summary.ts";
import type { LayerKind } from "../spec/catalogue.ts";
import { type ActivityPlaces, appendActivity } from "./activity.ts";
import { augmented, gather } from "./entry.ts";
import { emitLoss, type Forward, forward } from "./forward.ts";
import { buffers, type Layout, type ModelParameter } from "./layout.ts";
import { isFrozen } from "./network.ts";
import { Places, type StatisticsPlace } from "./places.ts";

export interface LayerPlaces extends ActivityPlaces {
  readonly name: string;
  readonly kind: LayerKind;
  readonly activation: StatisticsPlace;
  /** null where no gradient comes by. */
  readonly gradient: StatisticsPlace | null;
}

export interface ParameterPlaces {
  readonly name: string;
  readonly layer: string;
  readonly shape: readonly number[];
  readonly weights: StatisticsPlace;
  /** null for frozen weights, and for those that the loss does not depend on. */
  readonly gradient: StatisticsPlace | null;
  /** null for frozen weights. */
  readonly update: StatisticsPlace | null;
}

export interface InspectionPlaces {
  /** Without the input. */
  readonly layers: readonly LayerPlaces[];
  /** Those that an optimizer moves or could move; moving statistics are none. */
  readonly parameters: readonly ParameterPlaces[];
  /** Elements of one run. */
  readonly stride: number;
  /** Examples that activations are seen on. */
  readonly examples: number;
}

const statisticsWidth = summaryWidth + histogramBins;

/** Adds the statistics of a tensor. */
function appendStatistics(builder: GraphBuilder, places: Places, id: TensorId): StatisticsPlace {
  const { name, runs } = builder.tensor(id);
  const place = places.take(statisticsWidth, !runs);
  const at = (offset: number) => ({ buffer: buffers.inspection, offset: place.offset + offset });
  const [summary = -1] = builder.emit("summary", [id]);
  builder.put(summary, `${name}/summary`, at(0));
  const [bins = -1] = builder.emit("histogram", [id, summary]);
  builder.put(bins, `${name}/histogram`, at(summaryWidth));
  return place;
}

export function inspectionGraphs(layout: Layout): {
  graphs: Readonly<Record<"observe" | "inspect" | "compare", Graph>>;
  places: InspectionPlaces;
} {
  const places = new Places();
  const observe = observeGraph(layout, places);
  const inspect = inspectGraph(layout, places);
  const compare = compareGraph(layout, places);
  const layers = observe.layers.map((layer) => {
    return { ...layer, gradient: inspect.gradients.get(layer.name) ?? null };
  });
  const parameters = inspect.parameters.map(({ gradient = null, ...parameter }) => {
    return { ...parameter, gradient, update: compare.updates.get(parameter.name) ?? null };
  });
  return {
    graphs: { observe: observe.graph, inspect: inspect.graph, compare: compare.graph },
    places: { layers, parameters, stride: places.end, examples: sampleSize(layout) },
  };
}

/** So many tell how activations are spread; more would cost more than the step of training beside. */
const enoughExamples = 128;

function sampleSize({ request }: Layout): number {
  const { data, evaluationBatch, batch } = request;
  return data.validationCount > 0
    ? Math.min(evaluationBatch, Math.max(batch, enoughExamples))
    : batch;
}

/** The first examples that are held out, or of the training part where none are. */
function sample(builder: GraphBuilder, layout: Layout) {
  const part = layout.request.data.validationCount > 0 ? "validation" : "training";
  return gather(builder, layout, part, sampleSize(layout));
}

function observeGraph(layout: Layout, places: Places) {
  const builder = new GraphBuilder(layout.request.ops);
  const layers: Omit<LayerPlaces, "gradient">[] = [];
  /** Layers that only hand on what they get, as dropout does here, have its statistics. */
  const known = new Map<TensorId, StatisticsPlace>();
  forward(builder, layout, sample(builder, layout), false, ({ name, spec }, output) => {
    if (spec.kind === "input") return;
    const activation = known.get(output) ?? appendStatistics(builder, places, output);
    known.set(output, activation);
    const activity = appendActivity(builder, places, spec, output);
    layers.push({ name, kind: spec.kind, activation, ...activity });
  });
  return { graph: builder.finish(), layers };
}

/** The batch of a step forth and back as in training, but nothing is measured, kept up or moved. */
function inspectGraph(layout: Layout, places: Places) {
  const builder = new GraphBuilder(layout.request.ops);
  const batch = gather(builder, layout, "training", layout.request.batch);
  const { targets, ...entry } = augmented(builder, layout, batch);
  const { output, outputs, trained } = forward(builder, layout, entry, true);
  const { losses } = emitLoss(builder, layout, { output, targets }, true);
  const watched = new Set(outputs);
  const ofOutputs = new Map<TensorId, StatisticsPlace>();
  const onGradient = (tensor: TensorId, gradient: TensorId) => {
    if (watched.has(tensor)) ofOutputs.set(tensor, appendStatistics(builder, places, gradient));
  };
  const ids = trained.map(({ id }) => id);
  const found = appendBackward(builder, losses, ids, { onGradient });
  const ofParameters = appendParameterGradients(builder, places, trained, found);
  const parameters = parametersOf(layout).map(({ layer, row }) => {
    const { name, shape } = row;
    const id = builder.pinned(name, shape, placeOf(row));
    const weights = appendStatistics(builder, places, id);
    return { name, layer, shape, weights, gradient: ofParameters.get(name) };
  });
  keepParameters(builder, layout);
  const gradients = layout.layers.map(({ name }, index) => {
    return [name, ofOutputs.get(outputs[index] ?? -1)] as const;
  });
  return { graph: builder.finish(), parameters, gradients: new Map(gradients) };
}

/**
 * Gradients lie for the moment where the parameters are kept afterwards, placed as in training so that
 * the same kernels make them; their statistics follow when all are there.
 */
function appendParameterGradients(
  builder: GraphBuilder,
  places: Places,
  trained: Forward["trained"],
  gradients: ReadonlyMap<TensorId, TensorId>,
): Map<string, StatisticsPlace> {
  const put = trained.flatMap(({ id, row }) => {
    const gradient = gradients.get(id);
    if (gradient === undefined) return [];
    const place = { buffer: buffers.previous, offset: row.offset };
    return [{ name: row.name, id: builder.put(gradient, `${row.name}/gradient`, place) }];
  });
  return new Map(put.map(({ name, id }) => [name, appendStatistics(builder, places, id)]));
}

/** Copies all parameters, from which the step that follows moves away. */
function keepParameters(builder: GraphBuilder, { parameterStride }: Layout): void {
  const place = { buffer: buffers.parameters, runs: true };
  const parameters = builder.pinned(buffers.parameters, [parameterStride], place);
  builder.put(parameters, buffers.previous, { buffer: buffers.previous, offset: 0 });
}

/** Statistics of parameters - previous for all that an optimizer moves. */
function compareGraph(layout: Layout, places: Places) {
  const builder = new GraphBuilder(layout.request.ops);
  const updates = new Map<string, StatisticsPlace>();
  for (const { row, frozen } of parametersOf(layout)) {
    if (frozen) continue;
    const { name, shape, offset } = row;
    const operands = [buffers.parameters, buffers.previous].map((buffer) =>
      builder.pinned(name, shape, { buffer, offset, runs: true }),
    );
    const difference = builder.within(name, () =>
      builder.emitOne("binary", operands, { function: "subtract" }),
    );
    updates.set(name, appendStatistics(builder, places, difference));
  }
  return { graph: builder.finish(), updates };
}

/** Without the moving statistics, which no gradient moves. */
function parametersOf({ layers }: Layout) {
  return layers.flatMap(({ name, spec, parameters }) =>
    parameters
      .filter(({ buffer }) => buffer === "parameters")
      .map((row) => ({ layer: name, frozen: isFrozen(spec), row })),
  );
}

function placeOf({ buffer, offset }: ModelParameter): PinnedOptions {
  return { buffer, offset, runs: true };
}
