/**
 * The batch of a step, straight from the data set: x [N, ...] (bytes or floats), y [N, w], shift and
 * scale [F] or [1] -> batch [B, ...], targets [B, w] or [B, classes]. Shared by all runs. Row i holds
 * example step.offset + i of the epoch, permuted when shuffled; past the end the next epoch begins.
 */
import { permuted } from "../core/random.ts";
import { elements, type Shape } from "../core/shape.ts";
import { choiceOf, flagOf, numberOf } from "./attributes.ts";
import type { Attributes, Dispatch, KernelRequest, Op, ReferenceCall, Sample, Step } from "./op.ts";
import { expectShape, floats, grid, item, read, write } from "./operands.ts";

const encodings = ["values", "oneHot"] as const;

/** Index in the data set of row `row` of the batch. */
function exampleAt(row: number, count: number, attributes: Attributes, step: Step): number {
  const position = step.offset + row;
  const epoch = step.epoch + Math.floor(position / count);
  const index = position % count;
  return flagOf(attributes, "shuffle")
    ? permuted(index, count, numberOf(attributes, "seed"), epoch)
    : index;
}

function reference(call: ReferenceCall<Attributes>): void {
  const { attributes, step } = call;
  const [count = 1] = item(call.inputShapes, 0);
  const batch = numberOf(attributes, "batch");
  for (let row = 0; row < batch; row++) {
    const example = exampleAt(row, count, attributes, step);
    copyExample(call, row, example);
    copyTarget(call, row, example);
  }
}

// batch = (x - shift) * scale
function copyExample(call: ReferenceCall<Attributes>, row: number, example: number): void {
  const x = item(call.inputs, 0);
  const shift = floats(call, 2);
  const scale = floats(call, 3);
  const batch = item(call.outputs, 0);
  const features = batch.length / numberOf(call.attributes, "batch");
  const each = shift.length > 1 ? 1 : 0;
  for (let f = 0; f < features; f++) {
    const raw = x[example * features + f] ?? 0;
    batch[row * features + f] = (raw - (shift[f * each] ?? 0)) * (scale[f * each] ?? 1);
  }
}

function copyTarget(call: ReferenceCall<Attributes>, row: number, example: number): void {
  const y = floats(call, 1);
  const targets = item(call.outputs, 1);
  const [, width = 1] = item(call.outputShapes, 1);
  const oneHot = call.attributes["encode"] === "oneHot";
  for (let c = 0; c < width; c++) {
    const share = y[example] === c ? 1 : 0;
    targets[row * width + c] = oneHot ? share : (y[example * width + c] ?? 0);
  }
}

/**
 * Features that one invocation copies, so that the permutation is found once for all of them. A GPU
 * needs many invocations to be busy; a CPU that plays one is better off without repeated work.
 */
const featuresEach = 16;
const featuresEachOnCpu = 128;

function kernels(request: KernelRequest<Attributes>): Dispatch[] {
  const { attributes, inputs, outputs } = request;
  const [x, y, shift, scale] = [0, 1, 2, 3].map((index) => item(inputs, index));
  const batch = item(outputs, 0);
  const targets = item(outputs, 1);
  if (!x || !y || !shift || !scale) return [];
  const rows = numberOf(attributes, "batch");
  const features = elements(batch.shape) / rows;
  const each = request.traits.software ? featuresEachOnCpu : featuresEach;
  const lanes = Math.min(64, Math.ceil(features / each));
  const shuffle = flagOf(attributes, "shuffle") ? 1 : 0;
  const oneHot = attributes["encode"] === "oneHot" ? 1 : 0;
  const bytes = x.storage === "u8" ? 1 : 0;
  return [
    {
      shader: "gather",
      constants: {
        BYTES: bytes,
        WORDS: bytes === 1 && features % 4 === 0 && x.offset % 4 === 0 ? 1 : 0,
        SHUFFLE: shuffle,
        ONE_HOT: oneHot,
        EACH_NORMALIZED: elements(shift.shape) > 1 ? 1 : 0,
      },
      sizes: {
        rows,
        features,
        lanes,
        count: x.shape[0] ?? 1,
        seed: numberOf(attributes, "seed") >>> 0,
        width: targets.shape[1] ?? 1,
        xOffset: x.offset,
        yOffset: y.offset,
        shiftOffset: shift.offset,
        scaleOffset: scale.offset,
        batchOffset: batch.offset,
        targetsOffset: targets.offset,
      },
      bindings: [read(x), read(y), read(shift), read(scale), write(batch), write(targets)],
      workgroups: grid(rows * lanes, 1),
    },
  ];
}

function infer(inputs: readonly Shape[], attributes: Attributes): Shape[] {
  const [count = 0, ...example] = item(inputs, 0);
  const [rows = 0, width = 1] = item(inputs, 1);
  const batch = numberOf(attributes, "batch");
  expectShape("gather targets", item(inputs, 1), [count, width]);
  expectShape("gather scale", item(inputs, 3), item(inputs, 2));
  const normalization = elements(item(inputs, 2));
  if (normalization !== 1) expectShape("gather shift", [normalization], [elements(example)]);
  if (rows !== count) expectShape("gather targets", [rows], [count]);
  const oneHot = choiceOf(attributes, "encode", encodings) === "oneHot";
  return [
    [batch, ...example],
    [batch, oneHot ? numberOf(attributes, "classes") : width],
  ];
}

const ramp = (count: number, of: (index: number) => number) =>
  Array.from({ length: count }, (_, i) => of(i));

interface SampleOptions {
  readonly x: Shape;
  readonly bytes?: boolean;
  readonly width?: number;
  readonly normalization?: number;
  readonly attributes?: Attributes;
  readonly step?: Partial<Step>;
}

function sample(name: string, options: SampleOptions): Sample<Attributes> {
  const { x, bytes = false, width = 1, normalization = 1, attributes = {}, step = {} } = options;
  const shared = { shared: true };
  const storage = bytes ? ("u8" as const) : ("f32" as const);
  const values = bytes ? { values: ramp(elements(x), (i) => (i * 37) % 256) } : {};
  const y = { shape: [x[0] ?? 1, width], values: ramp((x[0] ?? 1) * width, (i) => (i * 5) % 3) };
  const shift = ramp(normalization, (i) => 0.25 + i);
  const scale = ramp(normalization, (i) => 0.5 + i);
  return {
    name,
    inputs: [
      { shape: x, storage, ...values, ...shared },
      { ...y, ...shared },
      { shape: [normalization], values: shift, ...shared },
      { shape: [normalization], values: scale, ...shared },
    ],
    attributes: { batch: 5, shuffle: true, seed: 9, encode: "values", classes: 3, ...attributes },
    differentiable: [],
    step,
  };
}

export const gather: Op = {
  infer,
  reference,
  kernels,
  samples: [
    sample("in order", { x: [7, 3], attributes: { shuffle: false } }),
    sample("shuffled", { x: [11, 2], normalization: 2, step: { epoch: 3, offset: 4 } }),
    sample("across the end of an epoch", {
      x: [5, 3],
      attributes: { batch: 12 },
      step: { epoch: 1, offset: 3 },
    }),
    sample("bytes", {
      x: [6, 5, 7],
      bytes: true,
      attributes: { encode: "oneHot", batch: 9 },
      step: { offset: 2 },
    }),
    sample("several target values", { x: [9, 4], width: 2, normalization: 4 }),
    sample("many features and rows", {
      x: [300, 81],
      attributes: { batch: 70, encode: "oneHot", seed: 4_294_967_295 },
      step: { epoch: 2, offset: 290 },
    }),
    sample("bytes in whole words", { x: [9, 3, 92], bytes: true, step: { offset: 5 } }),
    sample("bytes with a normalisation each", { x: [6, 8], bytes: true, normalization: 8 }),
    sample("more features than a workgroup copies", { x: [3, 1111], bytes: true }),
    sample("one example", { x: [1, 1], attributes: { batch: 1 } }),
  ],
};
