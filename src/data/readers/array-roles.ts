import { Fault } from "../../spec/fault.ts";
import type { ArrayPair, NamedArray } from "./arrays-data.ts";
import { displayName } from "./source-file.ts";

export interface Role {
  readonly part: "training" | "validation";
  readonly content: "inputs" | "labels" | "subjects";
}

/** The pairs that make a data set. */
export interface Pairs {
  readonly training: ArrayPair;
  readonly validation: ArrayPair | null;
}

const inputWords = /^(x|images?|data|features?|inputs?|samples?|signals?)$/;
const labelWords = /^(y|labels?|targets?|class|outputs?|answers?)$/;
const subjectWords = /^(subjects?|groups?|users?|persons?|participants?)$/;
const validationWords = /^(test|val|valid|validation|dev|eval|t10k)$/;

/**
 * What a name says: `x_train`, `train_y.npy`, `digits_x`, `test-images`, `train_subject.npy`; null
 * where it says nothing.
 */
export function roleByName(name: string): Role | null {
  const words = name
    .replace(/\.npy$/i, "")
    .toLowerCase()
    // `xtrain` and `testy` are common without anything between.
    .replace(/(train|test|val)(x|y)$/, "$1_$2")
    .replace(/(^|[^a-z])(x|y)(train|test|val)/, "$1$2_$3")
    .split(/[^a-z0-9]+|(?<=[a-z])(?=\d+$)/);
  const validation = words.some((word) => validationWords.test(word));
  const part = validation ? "validation" : "training";
  if (words.some((word) => subjectWords.test(word))) return { part, content: "subjects" };
  const input = words.some((word) => inputWords.test(word));
  const label = words.some((word) => labelWords.test(word));
  return input === label ? null : { part, content: input ? "inputs" : "labels" };
}

/** Arrays sorted into pairs by what their names say; `file` is the place in faults. */
export function pairByName(arrays: readonly NamedArray[], file: string): Pairs {
  const found = new Map<string, NamedArray>();
  const refused = new Fault("data.npzArrays", {
    file,
    found: displayName(arrays.map(({ name }) => name).join(", ")),
  });
  for (const array of arrays) {
    const role = roleByName(array.name) ?? roleByShape(array, arrays);
    if (!role) continue;
    const key = `${role.part} ${role.content}`;
    if (found.has(key)) throw refused;
    found.set(key, array);
  }
  const training = pair(found, "training");
  const validation = pair(found, "validation");
  const used = [training, validation].flatMap((each) => (each ? arraysOf(each) : []));
  if (!training || used.length < found.size) throw refused;
  return { training, validation };
}

/** `arr_0` and `arr_1`, as np.savez names them: of two arrays the one with more axes is the input. */
function roleByShape(array: NamedArray, arrays: readonly NamedArray[]): Role | null {
  const [first, second] = arrays;
  if (!first || !second || arrays.length > 2) return null;
  if (roleByName(first.name) || roleByName(second.name)) return null;
  const other = array === first ? second : first;
  const axes = array.array.shape.length - other.array.shape.length;
  if (axes === 0) return null;
  return { part: "training", content: axes > 0 ? "inputs" : "labels" };
}

function pair(found: ReadonlyMap<string, NamedArray>, part: Role["part"]): ArrayPair | null {
  const inputs = found.get(`${part} inputs`);
  const labels = found.get(`${part} labels`);
  const subjects = found.get(`${part} subjects`) ?? null;
  return inputs && labels ? { inputs, labels, subjects } : null;
}

/** In the order of their roles. */
export function arraysOf({ inputs, labels, subjects }: ArrayPair): readonly NamedArray[] {
  return subjects ? [inputs, labels, subjects] : [inputs, labels];
}

/**
 * IDX arrays sorted into pairs by what they are, whatever their names: labels have one axis and
 * belong to the images of equal count. Of two pairs the larger trains; equal ones go by name.
 */
export function pairByShape(arrays: readonly NamedArray[]): Pairs {
  const images = arrays.filter(({ array }) => array.shape.length > 1);
  const labels = arrays.filter(({ array }) => array.shape.length === 1);
  const free = new Set(labels);
  const pairs = images.map((inputs) => {
    const partner = partnerOf(inputs, [...free]);
    if (!partner) throw lonelyImages(inputs, [...free]);
    free.delete(partner);
    return { inputs, labels: partner, subjects: null };
  });
  const [lonely] = free;
  if (lonely) throw new Fault("data.idxLonely", { file: lonely.name, missing: "images" });
  const [training, validation = null] = pairs.toSorted(byPart);
  const surplus = pairs[2];
  if (surplus) throw new Fault("data.idxLonely", { file: surplus.inputs.name, missing: "labels" });
  if (!training) throw new Error("no IDX arrays to pair");
  return { training, validation };
}

const countOf = ({ array }: NamedArray) => array.shape[0] ?? 0;
const isValidation = ({ name }: NamedArray) => isValidationName(name);

/** Whether a word of the name says that it is held out. */
export function isValidationName(name: string): boolean {
  const words = name.toLowerCase().split(/[^a-z0-9]+/);
  return words.some((word) => validationWords.test(word));
}

function partnerOf(images: NamedArray, labels: readonly NamedArray[]): NamedArray | undefined {
  const fitting = labels.filter((label) => countOf(label) === countOf(images));
  return fitting.find((label) => isValidation(label) === isValidation(images)) ?? fitting[0];
}

function lonelyImages(images: NamedArray, labels: readonly NamedArray[]): Fault {
  const [other] = labels;
  if (!other) return new Fault("data.idxLonely", { file: images.name, missing: "labels" });
  return new Fault("data.idxPair", {
    images: images.name,
    labels: other.name,
    imageCount: countOf(images),
    labelCount: countOf(other),
  });
}

function byPart(a: ArrayPair, b: ArrayPair): number {
  const bySize = countOf(b.inputs) - countOf(a.inputs);
  return bySize || Number(isValidation(a.inputs)) - Number(isValidation(b.inputs));
}
