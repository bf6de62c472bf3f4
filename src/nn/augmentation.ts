/** What the document says of augmentation as attributes of the op, and a preview of what it does. */
import { type DataSet, type ExampleForm, formOf } from "../engine/core/dataset.ts";
import { elements, type Shape } from "../engine/core/shape.ts";
import { augment } from "../engine/ops/augment.ts";
import type { Attributes } from "../engine/ops/op.ts";
import type { AugmentationSpec, Normalization } from "../spec/experiment.ts";

/** What decides how examples may be changed. */
export interface ExampleTraits {
  /** Of one example. */
  readonly inputShape: Shape;
  readonly form: ExampleForm;
  /** From the smallest to the largest raw value. */
  readonly range: number;
}

/**
 * Traits of a data set, or of examples of it that are shown. Bytes have a range of 255; that of floats
 * is the one which the examples of the training part have.
 */
export function traitsOf(data: Pick<DataSet, "inputShape" | "form" | "training">): ExampleTraits {
  const form = formOf(data);
  return { inputShape: data.inputShape, form, range: rangeOf(form, data.training.x) };
}

function rangeOf(form: ExampleForm, x: Float32Array | Uint8Array): number {
  if (x instanceof Uint8Array) return 255;
  // Only images are made lighter or darker.
  if (form !== "image" || x.length === 0) return 0;
  let [low, high] = [Infinity, -Infinity];
  for (const value of x) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high - low;
}

/**
 * Attributes of the op `augment` for such examples; null where nothing is to be done, because all is
 * off or does not suit the data: what is for images leaves sequences alone, and rows of a table have
 * neither. `seed` is that of the order of batches.
 */
export function augmentationAttributes(
  spec: AugmentationSpec,
  traits: ExampleTraits,
  seed: number,
): Attributes | null {
  const { inputShape, form, range } = traits;
  if (form === "image" && (inputShape.length === 2 || inputShape.length === 3)) {
    const { shift, rotate, zoom, flip } = spec;
    const changes = { shift, rotate, zoom, brightness: spec.brightness * range };
    const changed = flip !== "none" || Object.values(changes).some((size) => size > 0);
    return changed ? { form, seed, ...changes, flip } : null;
  }
  if (form === "sequence" && inputShape.length === 2) {
    const { jitter, scale, timeShift } = spec;
    const axisRotation = inputShape[1] === 3 ? spec.axisRotation : 0;
    const changes = { jitter, scale, timeShift, axisRotation };
    const changed = Object.values(changes).some((size) => size > 0);
    return changed ? { form, seed, ...changes } : null;
  }
  return null;
}

export interface PreviewRequest {
  readonly spec: AugmentationSpec;
  readonly traits: ExampleTraits;
  /** A pair for all, for each channel, or for each feature. */
  readonly normalization: Normalization;
  /** Raw, [count, ...inputShape]. */
  readonly examples: Float32Array | Uint8Array;
  /** Steps that count of each example [count]; null where all are as long as the shape says. */
  readonly lengths: ArrayLike<number> | null;
  readonly seed: number;
  /** Another step shows other draws. */
  readonly step: number;
}

/** The examples as training would see them at that step, in raw units, [count, ...inputShape]. */
export function augmentedPreview(request: PreviewRequest): Float32Array {
  const { spec, traits, examples, lengths, seed } = request;
  const attributes = augmentationAttributes(spec, traits, seed);
  if (attributes === null) return Float32Array.from(examples);
  const features = elements(traits.inputShape);
  const count = examples.length / features;
  const batch = [count, ...traits.inputShape];
  const [shift, scale] = spread(request.normalization, features);
  // x' = (x - shift) * scale
  const x = Float64Array.from(
    examples,
    (raw, i) => (raw - (shift[i % features] ?? 0)) * (scale[i % features] ?? 1),
  );
  const y = new Float64Array(x.length);
  augment.reference({
    inputs: [x, shift, scale, ...(lengths ? [Float64Array.from(lengths)] : [])],
    inputShapes: [batch, [features], [features], ...(lengths ? [[count, 1]] : [])],
    outputs: [y],
    outputShapes: [batch],
    attributes,
    step: { step: request.step, epoch: 0, offset: 0, count, slot: 0 },
    run: 0,
    table: new Float64Array(0),
    scalars: new Float64Array(0),
  });
  return Float32Array.from(y, (value, i) => {
    const factor = scale[i % features] ?? 1;
    return (factor === 0 ? 0 : value / factor) + (shift[i % features] ?? 0);
  });
}

/** Shift and scale of every feature; those of channels again for each time step. */
function spread({ shift, scale }: Normalization, features: number): [Float64Array, Float64Array] {
  const repeated = (numbers: readonly number[]) =>
    Float64Array.from({ length: features }, (_, i) => numbers[i % numbers.length] ?? 0);
  return [repeated(shift), repeated(scale)];
}
