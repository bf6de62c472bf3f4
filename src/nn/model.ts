/**
 * An experiment's network as graphs: `train` (gather, forward, loss, metrics, backward, update),
 * `evaluate` (forward over the held-out part, sums of losses and hits) and `predict`. The three share
 * parameters by name. Metrics stand before the updates: a loss that is not finite halts its run, so
 * its weights stay as they were when that loss was computed.
 */
import { type Targets, targetWidth } from "../engine/core/dataset.ts";
import { nameHash } from "../engine/core/random.ts";
import { elements, type Shape } from "../engine/core/shape.ts";
import { appendBackward } from "../engine/graph/backward.ts";
import { type Graph, GraphBuilder, type Ops } from "../engine/graph/graph.ts";
import { type Storage, type TensorId, tableColumns } from "../engine/ops/op.ts";
import { metricWidth, type ParameterPlace } from "../engine/plan/plan.ts";
import type { OptimizerKind } from "../spec/catalogue.ts";
import type { LayerSpec, LossSpec } from "../spec/experiment.ts";
import { layerNames } from "./describe.ts";
import { layerOf } from "./layers/index.ts";
import type { ParameterSpec } from "./layers/layer.ts";
import { lossOf } from "./losses/index.ts";

/** What the graphs need to know of the data. */
export interface ModelData {
  readonly inputShape: Shape;
  readonly targets: Targets;
  readonly storage: Storage;
  readonly trainingCount: number;
  readonly validationCount: number;
  /** 1: one number for all features. */
  readonly normalizationSize: number;
}

export interface ModelRequest {
  readonly ops: Ops;
  readonly layers: readonly LayerSpec[];
  readonly loss: LossSpec;
  readonly data: ModelData;
  readonly batch: number;
  readonly evaluationBatch: number;
  readonly predictionBatch: number;
  readonly shuffle: boolean;
  readonly orderSeed: number;
  /** Rows of the metrics ring for training; those of evaluations stand behind them. */
  readonly ringRows: number;
  /** Evaluations that may stand in the ring before it is read. */
  readonly evaluationsHeld: number;
  /** Optimizer of each run, in the order of the runs, with the number of its slots. */
  readonly optimizers: readonly { readonly kind: OptimizerKind; readonly slots: number }[];
  /** Whether any run clips its gradient. */
  readonly clips: boolean;
}

export interface ModelParameter extends ParameterPlace {
  readonly spec: ParameterSpec;
}

export interface Model {
  readonly graphs: { readonly train: Graph; readonly evaluate: Graph; readonly predict: Graph };
  readonly parameters: readonly ModelParameter[];
  /** P: parameters of one run. */
  readonly parameterStride: number;
  /** Slots of one run in units of P. */
  readonly slots: number;
  readonly tableColumns: number;
  /** Batches of one evaluation, each with a row of its own. */
  readonly evaluationBatches: number;
  /** Rows of the metrics ring in all. */
  readonly ringRows: number;
  readonly prediction: TensorId;
  readonly predictionBatch: number;
  readonly outputUnits: number;
}

/** Names of the pinned buffers. */
export const buffers = {
  trainingX: "training x",
  trainingY: "training y",
  validationX: "validation x",
  validationY: "validation y",
  shift: "shift",
  scale: "scale",
  parameters: "parameters",
  gradients: "gradients",
  slots: "slots",
  decays: "decays",
  halted: "halted",
  ring: "metrics",
  predictionX: "prediction x",
  prediction: "prediction",
} as const;

interface PlacedLayer {
  readonly spec: LayerSpec;
  readonly name: string;
  readonly parameters: readonly ModelParameter[];
  readonly column: number;
}

/** Everything that the three graphs share. */
interface Layout {
  readonly request: ModelRequest;
  readonly layers: readonly PlacedLayer[];
  readonly parameterStride: number;
  readonly slots: number;
  readonly columns: number;
  readonly units: number;
}

/** Throws a Fault `shape.*` when the layers do not fit. */
export function buildModel(request: ModelRequest): Model {
  const layout = layOut(request);
  const { validationCount } = request.data;
  const evaluationBatches = Math.max(1, Math.ceil(validationCount / request.evaluationBatch));
  const ringRows = request.ringRows + request.evaluationsHeld * evaluationBatches;
  const predict = predictGraph(layout);
  return {
    graphs: {
      train: trainGraph(layout, ringRows),
      evaluate: evaluateGraph(layout, ringRows),
      predict: predict.graph,
    },
    parameters: layout.layers.flatMap((layer) => layer.parameters),
    parameterStride: layout.parameterStride,
    slots: layout.slots,
    tableColumns: layout.columns,
    evaluationBatches,
    ringRows,
    prediction: predict.output,
    predictionBatch: request.predictionBatch,
    outputUnits: layout.units,
  };
}

/** Gives every parameter its place in the flat buffer: layer by layer, kernel before bias. */
function layOut(request: ModelRequest): Layout {
  const names = layerNames(request.layers);
  let shape = request.data.inputShape;
  let offset = 0;
  let column: number = tableColumns.layers;
  const layers = request.layers.map((spec, index): PlacedLayer => {
    const name = names[index] ?? spec.kind;
    const layer = layerOf(spec);
    const parameters = layer.parameters(spec, shape).map((row): ModelParameter => {
      const place = { name: `${name}/${row.name}`, shape: row.shape, offset, decays: row.decays };
      offset += elements(row.shape);
      return { ...place, spec: row };
    });
    shape = layer.infer(spec, shape, name);
    const placed = { spec, name, parameters, column };
    column += layer.tableValues?.(spec).length ?? 0;
    return placed;
  });
  return {
    request,
    layers,
    parameterStride: Math.max(1, offset),
    slots: Math.max(1, ...request.optimizers.map((optimizer) => optimizer.slots)),
    columns: column,
    units: shape.at(-1) ?? 1,
  };
}

interface Forward {
  readonly output: TensorId;
  readonly parameters: readonly { readonly id: TensorId; readonly row: ModelParameter }[];
}

function forward(builder: GraphBuilder, layout: Layout, x: TensorId, training: boolean): Forward {
  const parameters: { id: TensorId; row: ModelParameter }[] = [];
  let output = x;
  for (const { spec, name, parameters: rows, column } of layout.layers) {
    const ids = rows.map((row) => {
      const place = { buffer: buffers.parameters, offset: row.offset, runs: true };
      const id = builder.pinned(row.name, row.shape, place);
      parameters.push({ id, row });
      return id;
    });
    const context = { builder, training, parameters: ids, column, stream: nameHash(name) };
    output = builder.within(name, () => layerOf(spec).emit(spec, output, context));
  }
  return { output, parameters };
}

type Part = "training" | "validation";

/** A batch of a part of the data: [batch, ...input] and the targets as the loss wants them. */
function gather(builder: GraphBuilder, layout: Layout, part: Part, batch: number) {
  const { data, loss, shuffle, orderSeed } = layout.request;
  const training = part === "training";
  // An empty part still needs memory to bind.
  const count = Math.max(1, training ? data.trainingCount : data.validationCount);
  const places = training
    ? { x: buffers.trainingX, y: buffers.trainingY }
    : { x: buffers.validationX, y: buffers.validationY };
  const shared = { runs: false };
  const x = builder.pinned(places.x, [count, ...data.inputShape], {
    buffer: places.x,
    storage: data.storage,
    ...shared,
  });
  const width = targetWidth(data.targets);
  const y = builder.pinned(places.y, [count, width], { buffer: places.y, ...shared });
  const size = [data.normalizationSize];
  const shift = builder.pinned("shift", size, { buffer: buffers.shift, ...shared });
  const scale = builder.pinned("scale", size, { buffer: buffers.scale, ...shared });
  const [examples = -1, targets = -1] = builder.within("batch", () =>
    builder.emit("gather", [x, y, shift, scale], {
      batch,
      shuffle: training && shuffle,
      seed: orderSeed,
      encode: lossOf(loss.kind).encode(data.targets, layout.units),
      classes: data.targets.names.length,
    }),
  );
  return { examples, targets };
}

/** Loss, hits and the ring's row. Returns the losses [batch]. */
function measure(
  builder: GraphBuilder,
  layout: Layout,
  output: TensorId,
  targets: TensorId,
  ring: { rows: number; mean: boolean },
): { losses: TensorId; ringId: TensorId; halted: TensorId } {
  const { loss, data } = layout.request;
  const { op, attributes } = lossOf(loss.kind);
  const [losses = -1, hits = -1] = builder.within("loss", () =>
    builder.emit(op, [output, targets], attributes(data.targets, layout.units)),
  );
  const ringShape = [ring.rows * metricWidth];
  const ringId = builder.pinned("metrics", ringShape, { buffer: buffers.ring, runs: true });
  const halted = builder.pinned("halted", [1], { buffer: buffers.halted, runs: true });
  builder.emit("metrics", [losses, hits, ringId, halted], { mean: ring.mean });
  return { losses, ringId, halted };
}

function trainGraph(layout: Layout, rows: number): Graph {
  const { request } = layout;
  const builder = new GraphBuilder(request.ops);
  const { examples, targets } = gather(builder, layout, "training", request.batch);
  const { output, parameters } = forward(builder, layout, examples, true);
  const ring = { rows, mean: true };
  const { losses, ringId, halted } = measure(builder, layout, output, targets, ring);
  const ids = parameters.map(({ id }) => id);
  const gradients = appendBackward(builder, losses, ids);
  for (const { id, row } of parameters) {
    const gradient = gradients.get(id);
    if (gradient === undefined) continue;
    builder.put(gradient, `${row.name}/gradient`, {
      buffer: buffers.gradients,
      offset: row.offset,
    });
  }
  appendUpdates(builder, layout, { ringId, halted });
  return builder.finish();
}

/** One update node for each stretch of runs that share an optimizer. */
function appendUpdates(
  builder: GraphBuilder,
  layout: Layout,
  state: { ringId: TensorId; halted: TensorId },
): void {
  const { optimizers, clips } = layout.request;
  const size = layout.parameterStride;
  const flat = (name: string, shape: Shape, runs: boolean) =>
    builder.pinned(name, shape, { buffer: name, runs });
  const parameters = flat(buffers.parameters, [size], true);
  const gradients = flat(buffers.gradients, [size], true);
  const decays = flat(buffers.decays, [size], false);
  const scale = clips
    ? builder.emit("gradientNorm", [gradients, state.ringId, state.halted]).slice(0, 1)
    : [];
  for (const { kind, slots, first, count } of stretches(optimizers)) {
    const slotTensor = flat(buffers.slots, [layout.slots * size], true);
    const inputs = [parameters, gradients, slotTensor, decays, ...scale, state.halted];
    builder.emit(`update.${kind}`, inputs, { runs: [first, count], slots, clip: clips });
  }
}

function stretches(optimizers: ModelRequest["optimizers"]) {
  const found: { kind: OptimizerKind; slots: number; first: number; count: number }[] = [];
  for (const [run, optimizer] of optimizers.entries()) {
    const last = found.at(-1);
    if (last?.kind === optimizer.kind) last.count += 1;
    else found.push({ ...optimizer, first: run, count: 1 });
  }
  return found;
}

function evaluateGraph(layout: Layout, rows: number): Graph {
  const builder = new GraphBuilder(layout.request.ops);
  const batch = layout.request.evaluationBatch;
  const { examples, targets } = gather(builder, layout, "validation", batch);
  const { output } = forward(builder, layout, examples, false);
  measure(builder, layout, output, targets, { rows, mean: false });
  return builder.finish();
}

function predictGraph(layout: Layout): { graph: Graph; output: TensorId } {
  const { data, loss, predictionBatch, ops } = layout.request;
  const builder = new GraphBuilder(ops);
  const shape = [predictionBatch, ...data.inputShape];
  const x = builder.pinned("prediction x", shape, { buffer: buffers.predictionX, runs: false });
  const { output } = forward(builder, layout, x, false);
  const kind = lossOf(loss.kind).prediction(data.targets, layout.units);
  const values =
    kind === "softmax"
      ? builder.emitOne("softmax", [output])
      : builder.emitOne("unary", [output], { function: kind === "sigmoid" ? "sigmoid" : "linear" });
  const place = { buffer: buffers.prediction, offset: 0 };
  return { graph: builder.finish(), output: builder.put(values, "prediction", place) };
}
