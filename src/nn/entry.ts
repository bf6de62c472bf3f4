/** What enters the network: batches gathered on the device, augmented in training. */
import { targetWidth } from "../engine/core/dataset.ts";
import type { Shape } from "../engine/core/shape.ts";
import type { GraphBuilder } from "../engine/graph/graph.ts";
import type { TensorId } from "../engine/ops/op.ts";
import { buffers, type Layout } from "./layout.ts";
import { lossOf } from "./losses/index.ts";

/** What enters the network: examples [batch, ...input], and their lengths [batch, 1] where they differ. */
export interface Entry {
  readonly x: TensorId;
  readonly lengths: TensorId | null;
}

type Part = "training" | "validation";

/** A batch of a part of the data, and the targets as the loss wants them. */
export function gather(
  builder: GraphBuilder,
  layout: Layout,
  part: Part,
  batch: number,
): Entry & { readonly targets: TensorId } {
  const { data, loss, shuffle, orderSeed } = layout.request;
  const training = part === "training";
  // An empty part still needs memory to bind.
  const count = Math.max(1, training ? data.trainingCount : data.validationCount);
  const places = training ? trainingBuffers : validationBuffers;
  const shared = { runs: false };
  const x = builder.pinned(places.x, [count, ...data.inputShape], {
    buffer: places.x,
    storage: data.storage,
    ...shared,
  });
  const width = targetWidth(data.targets);
  const y = builder.pinned(places.y, [count, width], { buffer: places.y, ...shared });
  const scaling = normalization(builder, data.normalizationSize);
  const order = { batch, shuffle: training && shuffle, seed: orderSeed };
  const encode = lossOf(loss.kind).encode(data.targets, layout.units);
  const classes = data.targets.names.length;
  return builder.within("batch", () => {
    const [examples = -1, targets = -1] = builder.emit("gather", [x, y, ...scaling], {
      ...order,
      encode,
      classes,
    });
    if (!data.lengths) return { x: examples, targets, lengths: null };
    const all = builder.pinned(places.lengths, [count, 1], { buffer: places.lengths, ...shared });
    // Lengths pass as targets do, unscaled; the scaled copy is not read.
    const [, lengths = -1] = builder.emit("gather", [all, all, ...normalization(builder, 1)], {
      ...order,
      encode: "values",
      classes: 1,
    });
    return { x: examples, targets, lengths };
  });
}

const trainingBuffers = {
  x: buffers.trainingX,
  y: buffers.trainingY,
  lengths: buffers.trainingLengths,
};
const validationBuffers = {
  x: buffers.validationX,
  y: buffers.validationY,
  lengths: buffers.validationLengths,
};

/** Shift and scale of the first `size` features, or of all where there is one number for them. */
function normalization(builder: GraphBuilder, size: number): [TensorId, TensorId] {
  const shift = builder.pinned("shift", [size], { buffer: buffers.shift, runs: false });
  const scale = builder.pinned("scale", [size], { buffer: buffers.scale, runs: false });
  return [shift, scale];
}

export function augmented<E extends Entry>(builder: GraphBuilder, layout: Layout, entry: E): E {
  const { augmentation, data } = layout.request;
  if (augmentation === null) return entry;
  const lengths = entry.lengths === null ? [] : [entry.lengths];
  const inputs = [entry.x, ...normalization(builder, data.normalizationSize), ...lengths];
  return {
    ...entry,
    x: builder.within("batch", () => builder.emitOne("augment", inputs, augmentation)),
  };
}

/** Examples that somebody asks about, the first `batch` rows of what is written for them. */
export function asked(builder: GraphBuilder, layout: Layout, batch: number): Entry {
  const { data } = layout.request;
  const part = (name: string, shape: Shape) =>
    builder.pinned(name, [batch, ...shape], { buffer: name, runs: false });
  return {
    x: part(buffers.predictionX, data.inputShape),
    lengths: data.lengths ? part(buffers.predictionLengths, [1]) : null,
  };
}
