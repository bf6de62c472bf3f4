/**
 * How a tensor's values are spread: x [...] and its summary [8] -> how many lie in each of 32 equal
 * parts of the way from the least to the largest [32]. The largest lies in the last part, and so do all
 * where they are alike; what is not finite lies in none. Counts are exact up to 2^24 in a bin. Each of
 * the parts of x [parts, 32] has bins of its own first.
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
import { dispatchedRuns, expectShape, floats, grid, item, place, read, write } from "./operands.ts";
import { summarize, summaryFields, summaryWidth, valueParts } from "./summary.ts";

export const histogramBins = 32;

/** Adds one to the bin of each of the values first, first + step, ...; bins stand from `at` on. */
function count(
  [x, summary]: readonly [ArrayLike<number>, ArrayLike<number>],
  bins: { [index: number]: number },
  { first = 0, step = 1, at = 0 },
): void {
  const low = summary[summaryFields.min] ?? 0;
  const spread = (summary[summaryFields.max] ?? 0) - low;
  const last = histogramBins - 1;
  for (let i = first; i < x.length; i += step) {
    const value = x[i] ?? 0;
    if (!Number.isFinite(value)) continue;
    const bin = spread > 0 ? Math.floor(((value - low) / spread) * histogramBins) : last;
    const to = at + Math.min(Math.max(bin, 0), last);
    bins[to] = (bins[to] ?? 0) + 1;
  }
}

function wholeHistogram(call: ReferenceCall<Attributes>): void {
  const bins = item(call.outputs, 0);
  bins.fill(0);
  count([floats(call, 0), floats(call, 1)], bins, {});
}

function reference(call: ReferenceCall<Attributes>): void {
  wholeHistogram(call);
  const partials = item(call.outputs, 1);
  partials.fill(0);
  const parts = partials.length / histogramBins;
  for (let first = 0; first < parts; first++) {
    const at = first * histogramBins;
    count([floats(call, 0), floats(call, 1)], partials, { first, step: parts, at });
  }
}

/** Counts of the values at even places and at odd ones; the largest value lies behind the last bin. */
const even = new Int32Array(histogramBins + 1);
const odd = new Int32Array(histogramBins + 1);

/** Counts values that are all finite and not all alike; in two lists, so that none waits for the last. */
function countFinite(x: NumberArray, low: number, spread: number): void {
  even.fill(0);
  odd.fill(0);
  const pairs = x.length - (x.length % 2);
  for (let i = 0; i < pairs; i += 2) {
    const first = ((((x[i] ?? 0) - low) / spread) * histogramBins) | 0;
    const second = ((((x[i + 1] ?? 0) - low) / spread) * histogramBins) | 0;
    even[first] = (even[first] ?? 0) + 1;
    odd[second] = (odd[second] ?? 0) + 1;
  }
  if (pairs === x.length) return;
  const left = ((((x[pairs] ?? 0) - low) / spread) * histogramBins) | 0;
  even[left] = (even[left] ?? 0) + 1;
}

/** Parts are for the many lanes of a GPU; nobody else reads them. */
function cpu(call: ReferenceCall<Attributes>): void {
  const [summary, bins] = [floats(call, 1), item(call.outputs, 0)];
  const low = summary[summaryFields.min] ?? 0;
  const spread = (summary[summaryFields.max] ?? 0) - low;
  if (summary[summaryFields.notFinite] !== 0 || !(spread > 0)) {
    wholeHistogram(call);
    return;
  }
  countFinite(floats(call, 0), low, spread);
  const counted = (bin: number) => (even[bin] ?? 0) + (odd[bin] ?? 0);
  for (let bin = 0; bin < histogramBins; bin++) bins[bin] = counted(bin);
  bins[histogramBins - 1] = counted(histogramBins - 1) + counted(histogramBins);
}

function kernels(request: KernelRequest<Attributes>): Dispatch[] {
  const [x, summary] = [item(request.inputs, 0), item(request.inputs, 1)];
  const [bins, partials] = [item(request.outputs, 0), item(request.outputs, 1)];
  const runs = dispatchedRuns(request);
  const [parts = 1] = partials.shape;
  return [
    {
      shader: "histogram-parts",
      constants: {},
      sizes: {
        count: elements(x.shape),
        parts,
        ...place("x", x),
        ...place("summary", summary),
        ...place("partials", partials),
      },
      bindings: [read(x), read(summary), write(partials)],
      workgroups: grid(parts, runs),
    },
    {
      shader: "histogram",
      constants: {},
      sizes: { parts, ...place("partials", partials), ...place("bins", bins) },
      bindings: [read(partials), write(bins)],
      workgroups: [1, 1, runs],
    },
  ];
}

/** Values with their own summary, none near the border of two bins. */
function sample(name: string, x: readonly number[]): Sample<Attributes> {
  return {
    name,
    inputs: [
      { shape: [x.length], values: x },
      { shape: [summaryWidth], values: summarize(x) },
    ],
    attributes: {},
    differentiable: [],
  };
}

/** 0, 1 and numbers a quarter or three quarters into a bin, times `size`. */
function spreadOut(length: number, size = 1): number[] {
  const between = (i: number) => (2 * ((i * 37) % 64) + 1) / 128;
  return Array.from({ length }, (_, i) => (i < 2 ? i : between(i)) * size);
}

export const histogram: Op = {
  infer: (inputs) => {
    expectShape("histogram summary", item(inputs, 1), [summaryWidth]);
    const shape: Shape = item(inputs, 0);
    return [[histogramBins], [valueParts(elements(shape)), histogramBins]];
  },
  reference,
  cpu,
  kernels,
  samples: [
    sample("one value", [0.3]),
    sample("few values", spreadOut(23)),
    sample("parts of several sizes", spreadOut(131, -16)),
    sample("many parts", spreadOut(5003)),
    sample("all alike", [2, 2, 2, 2, 2]),
    sample("the largest numbers", [-3e38, 3e38, -1e38, 1.1e38, Number.NaN, 2.6e38]),
    sample("the smallest numbers", spreadOut(40, 1e-33)),
    sample("none finite", [Number.NaN, Number.POSITIVE_INFINITY]),
  ],
};
