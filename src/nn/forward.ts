/** The way from a batch to losses, which the graphs of a model have in common. */
import { nameHash } from "../engine/core/random.ts";
import type { GraphBuilder } from "../engine/graph/graph.ts";
import type { TensorId } from "../engine/ops/op.ts";
import type { Entry } from "./entry.ts";
import { layerOf } from "./layers/index.ts";
import type { Tensors } from "./layers/layer.ts";
import type { LaidOutLayer, Layout, ModelParameter } from "./layout.ts";
import { lossOf } from "./losses/index.ts";
import { isFrozen } from "./network.ts";

export interface Forward {
  readonly output: TensorId;
  /** Of every layer, in their order. */
  readonly outputs: readonly TensorId[];
  /** Those that the optimizer moves. */
  readonly trained: readonly { readonly id: TensorId; readonly row: ModelParameter }[];
  /** What layers do behind loss and metrics. */
  readonly afterLoss: readonly ((halted: TensorId) => void)[];
}

/** The layers, one after another; `onOutput` hears of each output before the next layer follows. */
export function forward(
  builder: GraphBuilder,
  layout: Layout,
  entry: Entry,
  training: boolean,
  onOutput: (layer: LaidOutLayer, output: TensorId) => void = () => {},
): Forward {
  const trained: { id: TensorId; row: ModelParameter }[] = [];
  const afterLoss: ((halted: TensorId) => void)[] = [];
  const outputs: TensorId[] = [];
  for (const layer of layout.layers) {
    const { spec, name, parameters: rows, column } = layer;
    const parameters = rows.map((row) => {
      const { buffer, offset } = row;
      const id = builder.pinned(row.name, row.shape, { buffer, offset, runs: true });
      if (buffer === "parameters" && !isFrozen(spec)) trained.push({ id, row });
      return id;
    });
    const lengths = keepsTime(layer, layout) ? entry.lengths : null;
    const context = { builder, training, parameters, column, stream: nameHash(name), lengths };
    const later = (emit: (halted: TensorId) => void) =>
      afterLoss.push((halted) => builder.within(name, () => emit(halted)));
    const inputs = tensorsAt(layer.inputs, outputs, entry.x);
    const output = builder.within(name, () =>
      layerOf(spec).emit(spec, inputs, { ...context, afterLoss: later }),
    );
    outputs.push(output);
    onOutput(layer, output);
  }
  return { output: outputs.at(-1) ?? entry.x, outputs, trained, afterLoss };
}

function tensorsAt(places: readonly number[], outputs: readonly TensorId[], x: TensorId): Tensors {
  const [first = x, ...others] = places.map((place) => outputs[place] ?? x);
  return [first, ...others];
}

/** Whether what reaches the layer still has the data's time axis, so that their lengths hold for it. */
function keepsTime({ inputShapes: [shape] }: LaidOutLayer, { request }: Layout): boolean {
  return shape.length === 2 && shape[0] === request.data.inputShape[0];
}

/** The losses [batch] and hits [batch] of what the network answers. */
export function emitLoss(
  builder: GraphBuilder,
  layout: Layout,
  { output, targets }: { readonly output: TensorId; readonly targets: TensorId },
  training: boolean,
): { losses: TensorId; hits: TensorId } {
  const { loss, data } = layout.request;
  const { op, attributes } = lossOf(loss.kind);
  const [losses = -1, hits = -1] = builder.within("loss", () =>
    builder.emit(op, [output, targets], attributes(loss, data.targets, layout.units, training)),
  );
  return { losses, hits };
}
