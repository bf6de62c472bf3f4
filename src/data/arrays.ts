import { type Examples, type Targets, targetWidth } from "../engine/core/dataset.ts";
import { elements, shapeText } from "../engine/core/shape.ts";
import { Fault } from "../spec/fault.ts";
import { limits } from "../spec/limits.ts";
import { numberedFeatures, type RawData } from "./raw-data.ts";
import { requireExamples } from "./readers/labels.ts";
import { displayName } from "./readers/source-file.ts";

export interface ArrayPart {
  /** [count, ...inputShape] */
  readonly x: Float32Array | Uint8Array;
  /** Class index of each example [count], or target values [count, width]. */
  readonly y: Float32Array;
}

/** A data set given as arrays, as the console does. */
export interface ArraysInput {
  readonly name: string;
  readonly inputShape: readonly number[];
  readonly targets: Targets;
  readonly training: ArrayPart;
  /** null: split by the document's share. */
  readonly validation: ArrayPart | null;
}

/** Checks arrays that came from outside. Faults name the array as `x`, `y`, `validation.x`. */
export function arraysInputData(input: ArraysInput): RawData {
  const { inputShape, targets } = input;
  const sized =
    inputShape.length > 0 && inputShape.every((size) => Number.isInteger(size) && size > 0);
  if (!sized) {
    const got = shapeText(inputShape);
    throw new Fault("data.arrayShape", { name: "shape", expected: "1, 2, ...", got });
  }
  if (targets.kind === "classes") checkClassCount(input.name, targets.names);
  const training = checkPart(input, input.training, "");
  const validation = input.validation ? checkPart(input, input.validation, "validation.") : null;
  requireExamples(displayName(input.name), training.count);
  return {
    name: displayName(input.name),
    inputShape,
    featureNames: inputShape.length === 1 ? numberedFeatures(inputShape[0] ?? 0) : [],
    targets: { kind: targets.kind, names: targets.names.map(displayName) },
    training,
    validation,
  };
}

function checkClassCount(name: string, names: readonly string[]): void {
  const file = displayName(name);
  if (names.length < 2) throw new Fault("data.oneClass", { file, label: names[0] ?? "" });
  if (names.length > limits.classes) {
    throw new Fault("data.tooManyClasses", { file, max: limits.classes, got: names.length });
  }
}

function checkPart(
  { inputShape, targets }: ArraysInput,
  part: ArrayPart,
  prefix: string,
): Examples {
  const features = elements(inputShape);
  const width = targetWidth(targets);
  const count = part.x.length / features;
  const file = `${prefix}x`;
  if (part.x.length > limits.cells) {
    throw new Fault("data.cells", { file, max: limits.cells, got: part.x.length });
  }
  if (!Number.isInteger(count)) {
    const expected = `${Math.ceil(count)}×${shapeText(inputShape)}`;
    throw new Fault("data.arrayShape", { name: file, expected, got: String(part.x.length) });
  }
  if (part.y.length !== count * width) {
    const name = `${prefix}y`;
    throw new Fault("data.lengths", { file: name, examples: count, labels: part.y.length / width });
  }
  checkValues(part.x, features, file);
  checkValues(part.y, width, `${prefix}y`);
  if (targets.kind === "classes") checkLabels(part.y, targets.names.length, `${prefix}y`);
  return { count, x: part.x, y: part.y, lengths: null };
}

function checkValues(values: Float32Array | Uint8Array, width: number, file: string): void {
  if (values instanceof Uint8Array) return;
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  const column = `x${(bad % width) + 1}`;
  throw new Fault("data.notFinite", { file, row: Math.floor(bad / width) + 1, column });
}

function checkLabels(y: Float32Array, classes: number, file: string): void {
  const bad = y.findIndex((label) => !Number.isInteger(label) || label < 0 || label >= classes);
  if (bad < 0) return;
  throw new Fault("data.labels", { file, row: bad + 1, got: String(y[bad]) });
}
