/**
 * What a tensor's values are like: x [...] -> count of those that are finite, count of the others, and
 * of the finite ones mean, standard deviation (with n), least, largest, Euclidean norm and the count of
 * zeros [8]. Large tensors are cut into parts [parts, 8] first, which are then joined in their order.
 */
import { elements, type Shape } from "../core/shape.ts";
import type {
  Attributes,
  Dispatch,
  KernelRequest,
  NumberArray,
  Op,
  ReferenceCall,
  Sample,
} from "./op.ts";
import { dispatchedRuns, floats, grid, item, place, read, write } from "./operands.ts";

/** Places of the numbers in a summary. */
export const summaryFields = {
  count: 0,
  notFinite: 1,
  mean: 2,
  std: 3,
  min: 4,
  max: 5,
  norm: 6,
  zeros: 7,
} as const;
export const summaryWidth = 8;

/** So few values go through one workgroup; more are cut into as many parts as a part has values. */
const fewValues = 1024;

/** Part p has the values p, p + parts, ... */
export function valueParts(count: number): number {
  return Math.ceil(Math.sqrt(count));
}

/** The summary of the values first, first + step, ... */
export function summarize(x: ArrayLike<number>, first = 0, step = 1): number[] {
  let [count, notFinite, sum, zeros] = [0, 0, 0, 0];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = first; i < x.length; i += step) {
    const value = x[i] ?? 0;
    if (!Number.isFinite(value)) {
      notFinite++;
      continue;
    }
    count++;
    sum += value;
    if (value === 0) zeros++;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (count === 0) return [0, notFinite, 0, 0, 0, 0, 0, 0];
  const mean = sum / count;
  let distances = 0;
  for (let i = first; i < x.length; i += step) {
    const distance = (x[i] ?? 0) - mean;
    if (Number.isFinite(distance)) distances += distance * distance;
  }
  // |x|^2 = sum of (x - mean)^2 + n mean^2
  const norm = Math.sqrt(distances + count * mean * mean);
  return [count, notFinite, mean, Math.sqrt(distances / count), min, max, norm, zeros];
}

/**
 * The summary of an array in one pass, or false where a value is not finite. With d = x - x0, x0 being
 * the first value,
 *   mean = x0 + sum(d) / n,   std^2 = sum(d^2) / n - (sum(d) / n)^2
 * The difference takes few digits away, of which float64 has enough: x0 is one of the values, so that
 * (mean - x0)^2 is at most n std^2. Neither sum overflows, and they are finite where all values are.
 */
function summarizeFinite(x: NumberArray, summary: NumberArray): boolean {
  const shift = x[0] ?? 0;
  let [sum, squares, zeros] = [0, 0, 0];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < x.length; i++) {
    const value = x[i] ?? 0;
    const d = value - shift;
    sum += d;
    squares += d * d;
    // Not a branch: half of a ReLU's outputs are 0, and no processor guesses which.
    zeros += Number(value === 0);
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (!Number.isFinite(squares)) return false;
  const n = x.length;
  const distance = sum / n;
  const mean = shift + distance;
  const variance = Math.max(0, squares / n - distance * distance);
  summary[summaryFields.count] = n;
  summary[summaryFields.notFinite] = 0;
  summary[summaryFields.mean] = mean;
  summary[summaryFields.std] = Math.sqrt(variance);
  summary[summaryFields.min] = min;
  summary[summaryFields.max] = max;
  summary[summaryFields.norm] = Math.sqrt(n * (variance + mean * mean));
  summary[summaryFields.zeros] = zeros;
  return true;
}

/** Parts are for the many lanes of a GPU; nobody else reads them. */
function cpu(call: ReferenceCall<Attributes>): void {
  const [x, summary] = [floats(call, 0), item(call.outputs, 0)];
  if (!summarizeFinite(x, summary)) summary.set(summarize(x));
}

function reference(call: ReferenceCall<Attributes>): void {
  const x = floats(call, 0);
  item(call.outputs, 0).set(summarize(x));
  const partials = call.outputs[1];
  if (partials) fillParts(x, partials);
}

function fillParts(x: NumberArray, partials: NumberArray): void {
  const parts = partials.length / summaryWidth;
  for (let part = 0; part < parts; part++) {
    partials.set(summarize(x, part, parts), part * summaryWidth);
  }
}

function kernels(request: KernelRequest<Attributes>): Dispatch[] {
  const [x, summary] = [item(request.inputs, 0), item(request.outputs, 0)];
  const partials = request.outputs[1];
  const runs = dispatchedRuns(request);
  const count = elements(x.shape);
  const whole = (from: typeof x, length: number): Dispatch => ({
    shader: "summary",
    constants: { OF_PARTS: from === x ? 0 : 1 },
    sizes: { count: length, ...place("x", from), ...place("summary", summary) },
    bindings: [read(from), write(summary)],
    workgroups: [1, 1, runs],
  });
  if (!partials) return [whole(x, count)];
  const parts = valueParts(count);
  return [
    {
      shader: "summary-parts",
      constants: {},
      sizes: { count, parts, ...place("x", x), ...place("partials", partials) },
      bindings: [read(x), write(partials)],
      workgroups: grid(parts, runs),
    },
    whole(partials, parts),
  ];
}

function sample(name: string, shape: Shape, x: Partial<Sample<Attributes>["inputs"][0]> = {}) {
  return { name, inputs: [{ shape, ...x }], attributes: {}, differentiable: [] };
}

const numbers = (count: number, value: (i: number) => number) => ({
  values: Array.from({ length: count }, (_, i) => value(i)),
});

/** Every seventh is not finite. */
const broken = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
const withBroken = (i: number) => (i % 7 === 3 ? (broken[i % 3] ?? 0) : ((i * 37) % 64) / 16 - 1);

export const summary: Op = {
  infer: (inputs) => {
    const count = elements(item(inputs, 0));
    return [[summaryWidth], ...(count > fewValues ? [[valueParts(count), summaryWidth]] : [])];
  },
  reference,
  cpu,
  kernels,
  samples: [
    sample("one value", [1]),
    sample("few values", [7, 5]),
    sample("more than a workgroup has lanes", [3, 131]),
    sample("parts", [5, 401]),
    sample("parts of a shared batch", [61, 67], { shared: true }),
    sample(
      "far from zero",
      [1500],
      numbers(1500, (i) => 1000 + ((i * 37) % 64) / 64),
    ),
    sample(
      "zeros",
      [40],
      numbers(40, (i) => (i % 4 === 0 ? 0 : i % 4 === 1 ? -0 : 1)),
    ),
    sample("some not finite", [90], numbers(90, withBroken)),
    sample("parts with some not finite", [1300], numbers(1300, withBroken)),
    sample("none finite", [5], { values: [...broken, Number.NaN, Number.NaN] }),
    sample(
      "of one size",
      [70],
      numbers(70, () => 3),
    ),
  ],
};
