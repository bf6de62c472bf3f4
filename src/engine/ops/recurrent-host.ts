/**
 * Recurrent layers on the host, forward and backward over time: a product for each step, then the
 * cell row by row. With plain products and exact functions in float64 it is the oracle.
 */

import { choiceOf } from "./attributes.ts";
import { matmulCpu, matmulReference } from "./matmul-cpu.ts";
import { plainMatmul } from "./matmul-geometry.ts";
import type { Attributes, NumberArray, Op, ReferenceCall } from "./op.ts";
import { floats, item } from "./operands.ts";
import { type BackwardStep, backwardRows, candidateSlopes } from "./recurrent-backward-rows.ts";
import { candidateRow, type ForwardStep, forwardRows } from "./recurrent-forward-rows.ts";
import {
  forwardGeometry,
  gradientGeometry,
  type RecurrentGeometry,
  recurrentAttributes,
  recurrentInputs,
  upstreamPlaces,
} from "./recurrent-geometry.ts";
import { exactMath, fastMath, type RecurrentMath } from "./recurrent-math.ts";

type Call = ReferenceCall<Attributes>;

interface Loops {
  readonly multiply: Op["reference"];
  readonly math: RecurrentMath;
}

const plainLoops: Loops = { multiply: matmulReference, math: exactMath };
const fastLoops: Loops = { multiply: matmulCpu, math: fastMath };

export const forwardReference = (call: Call): void => forward(call, plainLoops);
export const forwardCpu = (call: Call): void => forward(call, fastLoops);
export const gradientReference = (call: Call): void => backward(call, plainLoops);
export const gradientCpu = (call: Call): void => backward(call, fastLoops);

type Multiply = (a: NumberArray, b: NumberArray, y: NumberArray) => void;

/** y [batch, n] = a [batch, k] b [k, n], or b [n, k] transposed; the shapes hold for every step. */
function multiplier(
  call: Call,
  { multiply }: Loops,
  { batch, depth, columns }: { batch: number; depth: number; columns: number },
  transposeB: boolean,
): Multiply {
  const fixed = {
    ...call,
    inputShapes: [[batch, depth], transposeB ? [columns, depth] : [depth, columns]],
    outputShapes: [[batch, columns]],
    attributes: { ...plainMatmul, transposeB },
  };
  return (a, b, y) => multiply({ ...fixed, inputs: [a, b], outputs: [y] });
}

/** Part `index` of an array of equal parts. */
function part(array: NumberArray, index: number, length: number): NumberArray {
  return array.subarray(index * length, (index + 1) * length);
}

function numbersLike(array: NumberArray, length: number): NumberArray {
  return array instanceof Float64Array ? new Float64Array(length) : new Float32Array(length);
}

/** The candidate's columns of a GRU's kernel, as a matrix of their own. */
function candidateKernel(kernel: NumberArray, { units, columns }: RecurrentGeometry): NumberArray {
  const found = numbersLike(kernel, units * units);
  for (let k = 0; k < units; k++) {
    const end = (k + 1) * columns;
    found.set(kernel.subarray(end - units, end), k * units);
  }
  return found;
}

function isLive(lengths: NumberArray | null, row: number, t: number): boolean {
  return lengths === null || t < (lengths[row] ?? 0);
}

function forward(call: Call, loops: Loops): void {
  const attributes = recurrentAttributes(call.attributes);
  const geometry = forwardGeometry(call.inputShapes, attributes);
  const { batch, steps, units, columns, savedStride } = geometry;
  const all = call.inputs.map((_, index) => floats(call, index));
  const { projections, kernel, bias, initial, lengths } = recurrentInputs(all, attributes);
  const [y, saved, states, final] = [0, 1, 2, 3].map((index) => item(call.outputs, index));
  if (!y || !saved || !states || !final) return;
  const size = batch * units;
  const multiply = multiplier(call, loops, { batch, depth: units, columns }, false);
  const candidate = candidateProduct(call, loops, geometry, kernel);
  const lstm = attributes.cell === "lstm";
  let before = numbersLike(y, size);
  let cell = numbersLike(y, size);
  if (initial) {
    before.set(part(initial, 0, size));
    if (lstm) cell.set(part(initial, 1, size));
  }
  for (let t = 0; t < steps; t++) {
    const kept = saved.subarray(t * savedStride + batch * columns, (t + 1) * savedStride);
    const step: ForwardStep = {
      ...{ geometry, math: loops.math, activation: attributes.activation, projections, bias, t },
      gates: saved.subarray(t * savedStride, t * savedStride + batch * columns),
      ...{ kept, before, after: numbersLike(y, size), cell: numbersLike(y, size) },
    };
    if (lstm) kept.set(cell);
    part(states, t, size).set(before);
    multiply(before, kernel, step.gates);
    for (let row = 0; row < batch; row++) forwardRows[attributes.cell](step, row);
    candidate?.(step, part(states, steps + t, size));
    for (let row = 0; row < batch; row++) {
      if (!isLive(lengths, row, t)) holdRow(step, cell, row);
      if (attributes.sequences) {
        y.set(part(step.after, row, units), (row * steps + t) * units);
      }
    }
    before = step.after;
    cell = step.cell;
  }
  if (!attributes.sequences) y.set(before);
  final.set(lstm ? cell : before);
}

/** A row past its length stays as it is. */
function holdRow(step: ForwardStep, cell: NumberArray, row: number): void {
  const { units } = step.geometry;
  step.after.set(part(step.before, row, units), row * units);
  step.cell.set(part(cell, row, units), row * units);
}

/** The second half of a step where the candidate sees (r * h) U; null for other cells. */
function candidateProduct(
  call: Call,
  loops: Loops,
  geometry: RecurrentGeometry,
  kernel: NumberArray,
): ((step: ForwardStep, resetStates: NumberArray) => void) | null {
  const { batch, units, factors } = geometry;
  if (factors === 1) return null;
  const own = candidateKernel(kernel, geometry);
  const products = numbersLike(kernel, batch * units);
  const multiply = multiplier(call, loops, { batch, depth: units, columns: units }, false);
  return (step, resetStates) => {
    for (let row = 0; row < batch; row++) resetRow(step, resetStates, row);
    multiply(resetStates, own, products);
    for (let row = 0; row < batch; row++) candidateRow(step, products, row);
  };
}

/** r * h */
function resetRow({ geometry, gates, before }: ForwardStep, into: NumberArray, row: number): void {
  const { units, columns } = geometry;
  for (let u = 0; u < units; u++) {
    const reset = gates[row * columns + units + u] ?? 0;
    into[row * units + u] = reset * (before[row * units + u] ?? 0);
  }
}

function backward(call: Call, loops: Loops): void {
  const attributes = recurrentAttributes(call.attributes);
  const geometry = gradientGeometry(call.inputShapes, attributes);
  const { batch, steps, units, columns, savedStride } = geometry;
  const all = call.inputs.map((_, index) => floats(call, index));
  const [upstream, saved, states, kernel, lengths = null] = all;
  const [projected, products, initial, bias] = call.outputs;
  if (!upstream || !saved || !states || !kernel || !projected || !products || !initial) return;
  const place = choiceOf(call.attributes, "place", upstreamPlaces);
  const size = batch * units;
  const multiply = multiplier(call, loops, { batch, depth: columns, columns: units }, true);
  const candidate = candidateGradient(call, loops, geometry, kernel);
  const resetSlopes = numbersLike(kernel, candidate ? size : 0);
  const carried = numbersLike(kernel, size);
  const slopes = part(initial, 0, size);
  initial.fill(0);
  projected.fill(0);
  products.fill(0);
  if (place === "lastOutput") slopes.set(upstream);
  if (place === "lastCell") part(initial, 1, size).set(upstream);
  for (let t = steps - 1; t >= 0; t--) {
    if (place === "outputs") addStep(slopes, upstream, t, geometry);
    const step: BackwardStep = {
      ...{ geometry, math: loops.math, activation: attributes.activation, t, projected },
      gates: saved.subarray(t * savedStride, t * savedStride + batch * columns),
      kept: saved.subarray(t * savedStride + batch * columns, (t + 1) * savedStride),
      before: part(states, t, size),
      products: part(products, t, batch * columns),
      ...{ slopes, carried, resetSlopes, cellSlopes: initial.subarray(size) },
      live: Array.from({ length: batch }, (_, row) => isLive(lengths, row, t)),
    };
    candidate?.(step, part(products, steps + t, batch * columns));
    carried.set(slopes);
    for (const [row, live] of step.live.entries()) {
      if (live) backwardRows[attributes.cell](step, row);
    }
    multiply(step.products, kernel, slopes);
    for (let i = 0; i < size; i++) slopes[i] = (slopes[i] ?? 0) + (carried[i] ?? 0);
  }
  if (bias) sumBoth(bias, projected, products, columns);
}

/** slopes += upstream[:, t] */
function addStep(
  slopes: NumberArray,
  upstream: NumberArray,
  t: number,
  { batch, steps, units }: RecurrentGeometry,
): void {
  for (let row = 0; row < batch; row++) {
    const from = (row * steps + t) * units;
    for (let u = 0; u < units; u++) {
      slopes[row * units + u] = (slopes[row * units + u] ?? 0) + (upstream[from + u] ?? 0);
    }
  }
}

/** First half of a step back where the candidate sees (r * h) U: what reaches r * h. */
function candidateGradient(
  call: Call,
  loops: Loops,
  { batch, units, columns, factors }: RecurrentGeometry,
  kernel: NumberArray,
): ((step: BackwardStep, products: NumberArray) => void) | null {
  if (factors === 1) return null;
  const multiply = multiplier(call, loops, { batch, depth: columns, columns: units }, true);
  return (step, products) => {
    for (const [row, live] of step.live.entries()) {
      if (live) candidateSlopes(step, products, row);
    }
    multiply(products, kernel, step.resetSlopes);
  };
}

/** Row 0 joins the projections, row 1 the products. */
function sumBoth(
  bias: NumberArray,
  projected: NumberArray,
  products: NumberArray,
  columns: number,
): void {
  bias.fill(0);
  for (const [row, slopes] of [projected, products].entries()) {
    const sums = part(bias, row, columns);
    for (let at = 0; at < slopes.length; at += columns) {
      for (let c = 0; c < columns; c++) sums[c] = (sums[c] ?? 0) + (slopes[at + c] ?? 0);
    }
  }
}
