import type { Examples, Targets } from "../../engine/core/dataset.ts";
import { sameShape, shapeText } from "../../engine/core/shape.ts";
import { Fault } from "../../spec/fault.ts";
import { numberedFeatures, type RawData } from "../raw-data.ts";
import { classNames, requireExamples, sortedLabels } from "./labels.ts";
import type { NumericArray } from "./numeric-array.ts";

/** An array with the name under which a fault or a person knows it. */
export interface NamedArray {
  readonly name: string;
  readonly array: NumericArray;
}

/**
 * Inputs [count, ...shape] and what belongs to them: labels [count], [count, 1] or [count, width], and
 * perhaps the number of each example's subject, [count] or [count, 1].
 */
export interface ArrayPair {
  readonly inputs: NamedArray;
  readonly labels: NamedArray;
  readonly subjects: NamedArray | null;
}

/** Examples of a training pair and, where there is one, a validation pair. */
export function arraysData(
  name: string,
  training: ArrayPair,
  validation: ArrayPair | null,
): RawData {
  const parts = validation ? [training, validation] : [training];
  for (const part of parts) checkPair(part);
  const inputShape = exampleShape(training.inputs.array);
  if (validation) checkSameShape(training.inputs, validation.inputs);
  const { targets, values } = targetsOf(parts.map(({ labels }) => labels));
  const subjects = subjectsOf(parts);
  const examples = (index: number, { inputs }: ArrayPair): Examples => ({
    count: inputs.array.shape[0] ?? 0,
    x: inputs.array.data,
    y: values[index] ?? new Float32Array(0),
    lengths: null,
    ...(subjects && { groups: subjects.groups[index] ?? null }),
  });
  return {
    name,
    inputShape,
    featureNames: inputShape.length === 1 ? numberedFeatures(inputShape[0] ?? 0) : [],
    targets,
    training: examples(0, training),
    validation: validation ? examples(1, validation) : null,
    ...(subjects && { subjects: subjects.names }),
  };
}

/** Subjects are named over all parts that say theirs; null where none does. */
function subjectsOf(
  parts: readonly ArrayPair[],
): { names: string[]; groups: (Uint16Array | null)[] } | null {
  const numbers = new Set(parts.flatMap(({ subjects }) => [...new Set(subjects?.array.data)]));
  if (numbers.size === 0) return null;
  const names = sortedLabels(new Set(Array.from(numbers, String)));
  const index = new Map(names.map((text, place) => [Number(text), place]));
  const groups = parts.map(
    ({ subjects }) =>
      subjects && Uint16Array.from(subjects.array.data, (number) => index.get(number) ?? 0),
  );
  return { names, groups };
}

/** A plain list of numbers is one feature. */
function exampleShape({ shape }: NumericArray): number[] {
  return shape.length === 1 ? [1] : shape.slice(1);
}

function checkPair({ inputs, labels, subjects }: ArrayPair): void {
  const [count = 0] = inputs.array.shape;
  if (subjects) checkSubjects(subjects, count);
  const [labelCount = 0] = labels.array.shape;
  requireExamples(inputs.name, count);
  if (count !== labelCount) {
    throw new Fault("data.lengths", { file: labels.name, examples: count, labels: labelCount });
  }
  if (labels.array.shape.length > 2) {
    const got = shapeText(labels.array.shape);
    throw new Fault("data.arrayShape", { name: labels.name, expected: String(count), got });
  }
}

function checkSubjects({ name, array: { shape, data } }: NamedArray, count: number): void {
  if (data.length !== count) {
    const got = shapeText(shape);
    throw new Fault("data.arrayShape", { name, expected: String(count), got });
  }
  const bad = data.findIndex((subject) => !Number.isInteger(subject));
  if (bad < 0) return;
  throw new Fault("data.labels", { file: name, row: bad + 1, got: String(data[bad]) });
}

function checkSameShape(training: NamedArray, validation: NamedArray): void {
  const expected = exampleShape(training.array);
  const got = exampleShape(validation.array);
  if (sameShape(expected, got)) return;
  throw new Fault("data.arrayShape", {
    name: validation.name,
    expected: shapeText(expected),
    got: shapeText(got),
  });
}

interface PartTargets {
  readonly targets: Targets;
  /** `y` of each part. */
  readonly values: readonly Float32Array[];
}

/** Classes are named over all parts, so that an index means the same in each. */
function targetsOf(labels: readonly NamedArray[]): PartTargets {
  const width = labels[0]?.array.shape[1] ?? 1;
  for (const { name, array } of labels) {
    const got = array.shape[1] ?? 1;
    if (got === width) continue;
    throw new Fault("data.arrayShape", { name, expected: String(width), got: String(got) });
  }
  if (width > 1)
    return labels.every(isOneHot) ? oneHotTargets(labels, width) : valueTargets(labels, width);
  return labels.every(holdsClasses) ? classTargets(labels) : valueTargets(labels, 1);
}

/** Bytes, or integers that come again: at least two examples of each value on average. */
function holdsClasses({ array: { data, integral } }: NamedArray): boolean {
  if (data instanceof Uint8Array) return true;
  if (!integral && !data.every(Number.isInteger)) return false;
  const distinct = new Set(data).size;
  return distinct <= 2 || distinct * 2 <= data.length;
}

function classTargets(labels: readonly NamedArray[]): PartTargets {
  const texts = new Set<string>();
  for (const { array } of labels) for (const value of new Set(array.data)) texts.add(String(value));
  const names = classNames(labels[0]?.name ?? "", texts);
  const index = new Map(names.map((text, place) => [Number(text), place]));
  const values = labels.map(({ array }) =>
    Float32Array.from(array.data, (value) => index.get(value) ?? 0),
  );
  return { targets: { kind: "classes", names }, values };
}

function isOneHot({ array: { shape, data } }: NamedArray): boolean {
  const width = shape[1] ?? 1;
  for (let start = 0; start < data.length; start += width) {
    const row = data.subarray(start, start + width);
    const ones = row.filter((value) => value === 1).length;
    const zeros = row.filter((value) => value === 0).length;
    if (ones !== 1 || zeros !== width - 1) return false;
  }
  return true;
}

function oneHotTargets(labels: readonly NamedArray[], width: number): PartTargets {
  const values = labels.map(({ array: { shape, data } }) =>
    Float32Array.from({ length: shape[0] ?? 0 }, (_, row) =>
      data.subarray(row * width, (row + 1) * width).indexOf(1),
    ),
  );
  const names = Array.from({ length: width }, (_, index) => String(index));
  return { targets: { kind: "classes", names }, values };
}

function valueTargets(labels: readonly NamedArray[], width: number): PartTargets {
  const names = Array.from({ length: width }, (_, index) => (width === 1 ? "y" : `y${index + 1}`));
  const values = labels.map(({ array: { data } }) => Float32Array.from(data));
  return { targets: { kind: "values", names }, values };
}
