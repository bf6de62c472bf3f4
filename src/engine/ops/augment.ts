/**
 * Examples changed at random, so that a network sees each of them in many guises: x [B, ...] as
 * gathered, shift and scale [F] or [1], and for sequences whose examples differ in length their
 * lengths [B, 1] -> y [B, ...]. What is drawn is a function of (seed, step, row), the same for all runs.
 * Changes are made to raw values, x / scale + shift, which are normalised again; only jitter is added
 * to normalised ones.
 *
 * - "image", [height, width] or [height, width, channels]: `shift` up to a share of each side, `rotate`
 *   up to so many degrees, `zoom` by a factor in 1 - zoom .. 1 + zoom, `flip` every other time, all of it
 *   one affine map about the middle, read between pixels; beyond the edges the raw value is 0.
 *   `brightness` adds up to so much.
 * - "sequence", [time, channels]: `timeShift` up to a share of the length, the ends held;
 *   `axisRotation` of three channels up to so many degrees about a random axis; a factor of the whole,
 *   normal about 1 with deviation `scale`; `jitter`, the deviation of the noise on each value.
 */
import { elements, type Shape } from "../core/shape.ts";
import { choiceOf, numberOf } from "./attributes.ts";
import { augmentImage, flips, flipsOf, imageSides } from "./augment-image.ts";
import type { AugmentedRow } from "./augment-row.ts";
import { augmentSequence } from "./augment-sequence.ts";
import { floatBits } from "./float-bits.ts";
import type { Attributes, Dispatch, KernelRequest, Op, ReferenceCall, Sample } from "./op.ts";
import { dispatchedRuns, expectShape, floats, grid, item, place, read, write } from "./operands.ts";

const forms = ["image", "sequence"] as const;

function reference(call: ReferenceCall<Attributes>): void {
  const { attributes, step } = call;
  const [rows = 0, ...shape] = item(call.inputShapes, 0);
  const [x, shift, scale] = [floats(call, 0), floats(call, 1), floats(call, 2)];
  const lengths = call.inputs.length > 3 ? floats(call, 3) : null;
  const y = item(call.outputs, 0);
  const features = elements(shape);
  const each = shift.length > 1 ? 1 : 0;
  const change = attributes["form"] === "image" ? augmentImage : augmentSequence;
  y.set(x);
  for (let row = 0; row < rows; row++) {
    const start = row * features;
    const seen: AugmentedRow = {
      attributes,
      shape,
      step: step.step,
      row,
      length: Math.max(1, Math.min(lengths?.[row] ?? Infinity, shape[0] ?? 1)),
      read: (f) => {
        const own = scale[f * each] ?? 1;
        // A scale of 0 has left nothing but the shift.
        return (own === 0 ? 0 : (x[start + f] ?? 0) / own) + (shift[f * each] ?? 0);
      },
      write: (f, raw, noise = 0) => {
        y[start + f] = (raw - (shift[f * each] ?? 0)) * (scale[f * each] ?? 1) + noise;
      },
    };
    change(seen);
  }
}

/** Features that one invocation changes, so that the draws of a row are made once for all of them. */
const featuresEach = 8;
const featuresEachOnCpu = 128;

function kernels(request: KernelRequest<Attributes>): Dispatch[] {
  const { attributes, inputs, traits } = request;
  const [x, shift, scale] = [item(inputs, 0), item(inputs, 1), item(inputs, 2)];
  const y = item(request.outputs, 0);
  const [rows = 0, ...shape] = x.shape;
  const features = elements(shape);
  const lanes = Math.min(
    64,
    Math.ceil(features / (traits.software ? featuresEachOnCpu : featuresEach)),
  );
  const ends = { ...place("x", x), shiftOffset: shift.offset, scaleOffset: scale.offset };
  const common = { workgroups: grid(rows * lanes, dispatchedRuns(request)) };
  const EACH_NORMALIZED = elements(shift.shape) > 1 ? 1 : 0;
  if (attributes["form"] === "image") {
    const { constants, sizes } = imageKernel(attributes, shape);
    return [
      {
        shader: "augment-image",
        constants: { EACH_NORMALIZED, ...constants },
        sizes: { rows, lanes, ...sizes, ...ends, ...place("y", y) },
        bindings: [read(x), read(shift), read(scale), write(y)],
        ...common,
      },
    ];
  }
  const { constants, sizes } = sequenceKernel(attributes, shape);
  // Without lengths the scales are bound in their stead, and not read as such.
  const lengths = inputs[3] ?? scale;
  return [
    {
      shader: "augment-sequence",
      constants: { EACH_NORMALIZED, HAS_LENGTHS: inputs.length > 3 ? 1 : 0, ...constants },
      sizes: { rows, lanes, ...sizes, ...ends, lengthsOffset: lengths.offset, ...place("y", y) },
      bindings: [read(x), read(shift), read(scale), read(lengths), write(y)],
      ...common,
    },
  ];
}

function imageKernel(attributes: Attributes, shape: Shape) {
  const { horizontal, vertical } = flipsOf(attributes);
  return {
    constants: { FLIP_HORIZONTAL: horizontal ? 1 : 0, FLIP_VERTICAL: vertical ? 1 : 0 },
    sizes: {
      ...imageSides(shape),
      seed: numberOf(attributes, "seed") >>> 0,
      shiftShare: floatBits(numberOf(attributes, "shift")),
      rotate: floatBits(numberOf(attributes, "rotate") / 360),
      zoom: floatBits(numberOf(attributes, "zoom")),
      brightness: floatBits(numberOf(attributes, "brightness")),
    },
  };
}

function sequenceKernel(attributes: Attributes, [time = 1, channels = 1]: Shape) {
  const degrees = numberOf(attributes, "axisRotation");
  return {
    constants: { ROTATES: degrees > 0 ? 1 : 0 },
    sizes: {
      time,
      channels,
      seed: numberOf(attributes, "seed") >>> 0,
      jitter: floatBits(numberOf(attributes, "jitter")),
      spread: floatBits(numberOf(attributes, "scale")),
      timeShift: floatBits(numberOf(attributes, "timeShift")),
      axisRotation: floatBits(degrees / 360),
    },
  };
}

function infer(inputs: readonly Shape[], attributes: Attributes): Shape[] {
  const [x, shift] = [item(inputs, 0), item(inputs, 1)];
  const [rows = 0, first = 1, second = 1, channels] = x;
  const image = choiceOf(attributes, "form", forms) === "image";
  const example = channels === undefined || !image ? [first, second] : [first, second, channels];
  expectShape("augment examples", x, [rows, ...example]);
  expectShape("augment scale", item(inputs, 2), shift);
  if (elements(shift) !== 1) expectShape("augment shift", shift, [elements(example)]);
  if (inputs.length > 3) expectShape("augment lengths", item(inputs, 3), [rows, 1]);
  if (image) choiceOf(attributes, "flip", flips);
  else if (numberOf(attributes, "axisRotation") > 0) expectShape("augment axes", [second], [3]);
  return [x];
}

interface SampleOptions {
  readonly x: Shape;
  readonly attributes: Attributes;
  readonly normalization?: number;
  readonly lengths?: readonly number[];
}

function sample(
  name: string,
  { x, attributes, normalization = 1, lengths }: SampleOptions,
): Sample<Attributes> {
  const shared = { shared: true };
  const numbers = (of: (index: number) => number) =>
    Array.from({ length: normalization }, (_, index) => of(index));
  const size = { shape: [normalization], ...shared };
  const given = lengths ? [{ shape: [lengths.length, 1], values: lengths, ...shared }] : [];
  return {
    name,
    inputs: [
      { shape: x, ...shared },
      { ...size, values: numbers((i) => 0.25 * ((i % 3) - 1)) },
      { ...size, values: numbers((i) => 0.5 + (i % 4)) },
      ...given,
    ],
    attributes,
    differentiable: [],
    step: { step: 1234 },
  };
}

const stillImage = {
  form: "image",
  seed: 7,
  shift: 0,
  rotate: 0,
  zoom: 0,
  brightness: 0,
  flip: "none",
} as const satisfies Attributes;
const stillSequence = {
  form: "sequence",
  seed: 7,
  jitter: 0,
  scale: 0,
  timeShift: 0,
  axisRotation: 0,
} as const satisfies Attributes;

const lively = { shift: 0.25, rotate: 30, zoom: 0.4, brightness: 0.5, flip: "both" };
const shaken = { jitter: 0.3, scale: 0.2, timeShift: 0.4 };

export const augment: Op = {
  infer,
  reference,
  kernels,
  samples: [
    sample("an image as it is", { x: [3, 5, 7], attributes: stillImage }),
    sample("mirrored", { x: [9, 4, 3], attributes: { ...stillImage, flip: "horizontal" } }),
    sample("upside down", { x: [9, 4, 3], attributes: { ...stillImage, flip: "vertical" } }),
    sample("moved, turned, zoomed", { x: [5, 9, 11], attributes: { ...stillImage, ...lively } }),
    sample("turned all the way", { x: [7, 6, 6], attributes: { ...stillImage, rotate: 180 } }),
    sample("channels with numbers of their own", {
      x: [3, 5, 4, 3],
      normalization: 60,
      attributes: { ...stillImage, ...lively, seed: 4_294_967_295 },
    }),
    sample("more pixels than a workgroup", {
      x: [2, 28, 28],
      attributes: { ...stillImage, ...lively },
    }),
    sample("a sequence as it is", { x: [3, 7, 2], attributes: stillSequence }),
    sample("jitter", { x: [3, 70, 1], attributes: { ...stillSequence, jitter: 0.5 } }),
    sample("shifted in time", { x: [9, 7, 2], attributes: { ...stillSequence, timeShift: 0.5 } }),
    sample("turned axes with numbers of their own", {
      x: [5, 9, 3],
      normalization: 27,
      attributes: { ...stillSequence, ...shaken, axisRotation: 180, seed: 4_000_000_001 },
    }),
    sample("sequences of several lengths", {
      x: [4, 20, 3],
      lengths: [20, 1, 7, 13],
      attributes: { ...stillSequence, ...shaken, axisRotation: 45 },
    }),
    sample("one step", { x: [1, 1, 1], attributes: { ...stillSequence, ...shaken } }),
  ],
};
