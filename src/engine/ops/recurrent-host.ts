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
  type RecurrentAttributes,
  type RecurrentGeometry,
  type RecurrentInputs,
  recurrentAttributes,
  recurrentInputs,
  type UpstreamPlace,
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

export const forwardReference = (call: Call): void => new ForwardWalk(call, plainLoops).run();
export const forwardCpu = (call: Call): void => new ForwardWalk(call, fastLoops).run();
export const gradientReference = (call: Call): void => new BackwardWalk(call, plainLoops).run();
export const gradientCpu = (call: Call): void => new BackwardWalk(call, fastLoops).run();

type Multiply = (a: NumberArray, b: NumberArray, y: NumberArray) => void;

interface ProductSize {
  readonly batch: number;
  readonly depth: number;
  readonly columns: number;
  readonly transposeB?: boolean;
}

/** y [batch, n] = a [batch, k] b [k, n], or b [n, k] transposed; the shapes hold for every step. */
function multiplier(
  call: Call,
  { multiply }: Loops,
  { batch, depth, columns, transposeB = false }: ProductSize,
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

function isLive(lengths: NumberArray | null, row: number, t: number): boolean {
  return lengths === null || t < (lengths[row] ?? 0);
}

class ForwardWalk {
  private readonly attributes: RecurrentAttributes;
  private readonly geometry: RecurrentGeometry;
  private readonly inputs: RecurrentInputs<NumberArray>;
  private readonly y: NumberArray;
  private readonly saved: NumberArray;
  private readonly states: NumberArray;
  private readonly final: NumberArray;
  private readonly math: RecurrentMath;
  private readonly multiply: Multiply;
  private readonly candidate: CandidateProduct | null;
  private readonly size: number;
  /** The state [batch, units], and an LSTM's cell. */
  private state: NumberArray;
  private cell: NumberArray;

  constructor(call: Call, loops: Loops) {
    this.attributes = recurrentAttributes(call.attributes);
    this.geometry = forwardGeometry(call.inputShapes, this.attributes);
    const all = call.inputs.map((_, index) => floats(call, index));
    this.inputs = recurrentInputs(all, this.attributes);
    this.y = item(call.outputs, 0);
    this.saved = item(call.outputs, 1);
    this.states = item(call.outputs, 2);
    this.final = item(call.outputs, 3);
    this.math = loops.math;
    const { batch, units, columns, factors } = this.geometry;
    this.multiply = multiplier(call, loops, { batch, depth: units, columns });
    this.candidate =
      factors === 1 ? null : candidateProduct(call, loops, this.geometry, this.inputs.kernel);
    this.size = batch * units;
    this.state = numbersLike(this.y, this.size);
    this.cell = numbersLike(this.y, this.size);
  }

  run(): void {
    const { attributes, geometry, inputs, size } = this;
    const isLstm = attributes.cell === "lstm";
    if (inputs.initial) {
      this.state.set(part(inputs.initial, 0, size));
      if (isLstm) this.cell.set(part(inputs.initial, 1, size));
    }
    for (let t = 0; t < geometry.steps; t++) {
      const step = this.stepAt(t);
      this.take(step);
      this.settle(step);
    }
    if (!attributes.sequences) this.y.set(this.state);
    this.final.set(isLstm ? this.cell : this.state);
  }

  private stepAt(t: number): ForwardStep {
    const { attributes, geometry, inputs, saved, size } = this;
    const { batch, columns, savedStride } = geometry;
    const start = t * savedStride;
    return {
      geometry,
      math: this.math,
      activation: attributes.activation,
      t,
      projections: inputs.projections,
      bias: inputs.bias,
      gates: saved.subarray(start, start + batch * columns),
      kept: saved.subarray(start + batch * columns, start + savedStride),
      before: this.state,
      after: numbersLike(saved, size),
      cell: numbersLike(saved, size),
    };
  }

  private take(step: ForwardStep): void {
    const { attributes, geometry, inputs, states, size } = this;
    const { batch, steps } = geometry;
    if (attributes.cell === "lstm") step.kept.set(this.cell);
    part(states, step.t, size).set(step.before);
    this.multiply(step.before, inputs.kernel, step.gates);
    for (let row = 0; row < batch; row++) forwardRows[attributes.cell](step, row);
    this.candidate?.(step, part(states, steps + step.t, size));
  }

  /** A row past its length stays as it is. */
  private settle(step: ForwardStep): void {
    const { attributes, geometry, inputs, y } = this;
    const { batch, steps, units } = geometry;
    for (let row = 0; row < batch; row++) {
      if (!isLive(inputs.lengths, row, step.t)) {
        step.after.set(part(this.state, row, units), row * units);
        step.cell.set(part(this.cell, row, units), row * units);
      }
      const after = part(step.after, row, units);
      if (attributes.sequences) y.set(after, (row * steps + step.t) * units);
    }
    this.state = step.after;
    this.cell = step.cell;
  }
}

type CandidateProduct = (step: ForwardStep, resetStates: NumberArray) => void;

/** The second half of a step where the candidate sees (r * h) U. */
function candidateProduct(
  call: Call,
  loops: Loops,
  geometry: RecurrentGeometry,
  kernel: NumberArray,
): CandidateProduct {
  const { batch, units } = geometry;
  const own = candidateKernel(kernel, geometry);
  const products = numbersLike(kernel, batch * units);
  const multiply = multiplier(call, loops, { batch, depth: units, columns: units });
  return (step, resetStates) => {
    for (let row = 0; row < batch; row++) resetRow(step, resetStates, row);
    multiply(resetStates, own, products);
    for (let row = 0; row < batch; row++) candidateRow(step, products, row);
  };
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

/** r * h */
function resetRow({ geometry, gates, before }: ForwardStep, into: NumberArray, row: number): void {
  const { units, columns } = geometry;
  for (let u = 0; u < units; u++) {
    const reset = gates[row * columns + units + u] ?? 0;
    into[row * units + u] = reset * (before[row * units + u] ?? 0);
  }
}

class BackwardWalk {
  private readonly attributes: RecurrentAttributes;
  private readonly geometry: RecurrentGeometry;
  private readonly place: UpstreamPlace;
  private readonly upstream: NumberArray;
  private readonly saved: NumberArray;
  private readonly states: NumberArray;
  private readonly kernel: NumberArray;
  private readonly lengths: NumberArray | null;
  private readonly projected: NumberArray;
  private readonly products: NumberArray;
  private readonly initial: NumberArray;
  private readonly bias: NumberArray | null;
  private readonly math: RecurrentMath;
  private readonly multiply: Multiply;
  private readonly size: number;
  /** Of the state [batch, units]: all of its gradient, and what does not pass through the kernel. */
  private readonly slopes: NumberArray;
  private readonly carried: NumberArray;
  private readonly resetSlopes: NumberArray;

  constructor(call: Call, loops: Loops) {
    this.attributes = recurrentAttributes(call.attributes);
    this.geometry = gradientGeometry(call.inputShapes, this.attributes);
    this.place = choiceOf(call.attributes, "place", upstreamPlaces);
    this.upstream = floats(call, 0);
    this.saved = floats(call, 1);
    this.states = floats(call, 2);
    this.kernel = floats(call, 3);
    this.lengths = this.attributes.masked ? floats(call, 4) : null;
    this.projected = item(call.outputs, 0);
    this.products = item(call.outputs, 1);
    this.initial = item(call.outputs, 2);
    this.bias = call.outputs[3] ?? null;
    this.math = loops.math;
    const { batch, units, columns, factors } = this.geometry;
    const product = { batch, depth: columns, columns: units, transposeB: true };
    this.multiply = multiplier(call, loops, product);
    this.size = batch * units;
    this.slopes = part(this.initial, 0, this.size);
    this.carried = numbersLike(this.kernel, this.size);
    this.resetSlopes = numbersLike(this.kernel, factors === 1 ? 0 : this.size);
  }

  run(): void {
    const { geometry, place, upstream, projected, products, initial, slopes, size } = this;
    for (const output of [projected, products, initial]) output.fill(0);
    if (place === "lastOutput") slopes.set(upstream);
    if (place === "lastCell") part(initial, 1, size).set(upstream);
    for (let t = geometry.steps - 1; t >= 0; t--) {
      if (place === "outputs") this.addUpstream(t);
      this.take(this.stepAt(t));
    }
    if (this.bias) sumBoth(this.bias, projected, products, geometry.columns);
  }

  /** slopes += upstream[:, t] */
  private addUpstream(t: number): void {
    const { geometry, slopes, upstream } = this;
    const { batch, steps, units } = geometry;
    for (let row = 0; row < batch; row++) {
      const first = (row * steps + t) * units;
      for (let u = 0; u < units; u++) {
        slopes[row * units + u] = (slopes[row * units + u] ?? 0) + (upstream[first + u] ?? 0);
      }
    }
  }

  private stepAt(t: number): BackwardStep {
    const { attributes, geometry, saved, size } = this;
    const { batch, columns, savedStride } = geometry;
    const start = t * savedStride;
    return {
      geometry,
      math: this.math,
      activation: attributes.activation,
      t,
      gates: saved.subarray(start, start + batch * columns),
      kept: saved.subarray(start + batch * columns, start + savedStride),
      before: part(this.states, t, size),
      slopes: this.slopes,
      carried: this.carried,
      cellSlopes: this.initial.subarray(size),
      resetSlopes: this.resetSlopes,
      projected: this.projected,
      products: part(this.products, t, batch * columns),
    };
  }

  /** Rows past their length pass their gradient on as it is. */
  private take(step: BackwardStep): void {
    const { attributes, geometry, kernel, slopes, carried, size } = this;
    const { batch, steps, columns, factors } = geometry;
    const rows = Array.from({ length: batch }, (_, row) => row);
    const live = rows.filter((row) => isLive(this.lengths, row, step.t));
    if (factors === 2) {
      const products = part(this.products, steps + step.t, batch * columns);
      for (const row of live) candidateSlopes(step, products, row);
      this.multiply(products, kernel, step.resetSlopes);
    }
    carried.set(slopes);
    for (const row of live) backwardRows[attributes.cell](step, row);
    this.multiply(step.products, kernel, slopes);
    for (let i = 0; i < size; i++) slopes[i] = (slopes[i] ?? 0) + (carried[i] ?? 0);
  }
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
