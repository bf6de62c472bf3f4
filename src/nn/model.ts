/**
 * An experiment's network as graphs: `train` (gather, forward, loss, metrics, backward, update),
 * `evaluate` (forward over the held-out part, sums of losses and hits), `predict`, and those that look
 * inside. They share parameters by name. Metrics stand before the updates: a loss that is not finite halts its run, so
 * its weights stay as they were when that loss was computed.
 */
import { appendBackward } from "../engine/graph/backward.ts";
import { type Graph, GraphBuilder } from "../engine/graph/graph.ts";
import type { TensorId } from "../engine/ops/op.ts";
import { metricWidth, type SequenceName } from "../engine/plan/plan.ts";
import { asked, augmented, gather } from "./entry.ts";
import { emitLoss, forward } from "./forward.ts";
import { type InspectionPlaces, inspectionGraphs } from "./inspection.ts";
import { buffers, type Layout, layOut, type ModelParameter, type ModelRequest } from "./layout.ts";
import { lossOf } from "./losses/index.ts";
import { type Saliency, saliencyGraph } from "./saliency.ts";
import { appendNormLimits, appendUpdates } from "./updates.ts";

export interface Model {
  readonly graphs: Readonly<Record<SequenceName, Graph>>;
  readonly parameters: readonly ModelParameter[];
  /** P: parameters of one run. */
  readonly parameterStride: number;
  /** M: moving statistics of one run. */
  readonly movingStride: number;
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
  /** Where the statistics of an inspection lie. */
  readonly inspection: InspectionPlaces;
  /** null where nothing can be differentiated with respect to the input, as it is made of indices. */
  readonly saliency: Saliency | null;
}

/** Throws a Fault `shape.*` when the layers do not fit. */
export function buildModel(request: ModelRequest): Model {
  const layout = layOut(request);
  const { validationCount } = request.data;
  const evaluationBatches = Math.max(1, Math.ceil(validationCount / request.evaluationBatch));
  const ringRows = request.ringRows + request.evaluationsHeld * evaluationBatches;
  const predict = predictGraph(layout);
  const inspection = inspectionGraphs(layout);
  const saliency = saliencyGraph(layout);
  return {
    graphs: {
      train: trainGraph(layout, ringRows),
      evaluate: evaluateGraph(layout, ringRows),
      predict: predict.graph,
      ...inspection.graphs,
      saliency: saliency.graph,
    },
    parameters: layout.layers.flatMap((layer) => layer.parameters),
    parameterStride: layout.parameterStride,
    movingStride: layout.movingStride,
    slots: layout.slots,
    tableColumns: layout.columns,
    evaluationBatches,
    ringRows,
    prediction: predict.output,
    predictionBatch: request.predictionBatch,
    outputUnits: layout.units,
    inspection: inspection.places,
    saliency: saliency.about,
  };
}

/** Loss, hits and the ring's row. Returns the losses [batch]. */
function measure(
  builder: GraphBuilder,
  layout: Layout,
  output: TensorId,
  targets: TensorId,
  ring: { rows: number; mean: boolean },
): { losses: TensorId; ringId: TensorId; halted: TensorId } {
  const { losses, hits } = emitLoss(builder, layout, { output, targets }, ring.mean);
  const ringShape = [ring.rows * metricWidth];
  const ringId = builder.pinned("metrics", ringShape, { buffer: buffers.ring, runs: true });
  const halted = builder.pinned("halted", [1], { buffer: buffers.halted, runs: true });
  builder.emit("metrics", [losses, hits, ringId, halted], { mean: ring.mean });
  return { losses, ringId, halted };
}

function trainGraph(layout: Layout, rows: number): Graph {
  const { request } = layout;
  const builder = new GraphBuilder(request.ops);
  const { targets, ...entry } = augmented(
    builder,
    layout,
    gather(builder, layout, "training", request.batch),
  );
  const { output, trained, afterLoss } = forward(builder, layout, entry, true);
  const ring = { rows, mean: true };
  const { losses, ringId, halted } = measure(builder, layout, output, targets, ring);
  for (const emit of afterLoss) emit(halted);
  const gradients = appendBackward(
    builder,
    losses,
    trained.map(({ id }) => id),
  );
  for (const { id, row } of trained) {
    const gradient = gradients.get(id);
    if (gradient === undefined) continue;
    const place = { buffer: buffers.gradients, offset: row.offset };
    builder.put(gradient, `${row.name}/gradient`, place);
  }
  appendUpdates(builder, layout, { ringId, halted });
  appendNormLimits(builder, layout, halted);
  return builder.finish();
}

function evaluateGraph(layout: Layout, rows: number): Graph {
  const builder = new GraphBuilder(layout.request.ops);
  const batch = layout.request.evaluationBatch;
  const { targets, ...entry } = gather(builder, layout, "validation", batch);
  const { output } = forward(builder, layout, entry, false);
  measure(builder, layout, output, targets, { rows, mean: false });
  return builder.finish();
}

function predictGraph(layout: Layout): { graph: Graph; output: TensorId } {
  const { data, loss, predictionBatch, ops } = layout.request;
  const builder = new GraphBuilder(ops);
  const { output } = forward(builder, layout, asked(builder, layout, predictionBatch), false);
  const kind = lossOf(loss.kind).prediction(data.targets, layout.units);
  const values =
    kind === "softmax"
      ? builder.emitOne("softmax", [output])
      : builder.emitOne("unary", [output], { function: kind === "sigmoid" ? "sigmoid" : "linear" });
  const place = { buffer: buffers.prediction, offset: 0 };
  return { graph: builder.finish(), output: builder.put(values, "prediction", place) };
}
