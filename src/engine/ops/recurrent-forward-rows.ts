/** What each recurrent cell does with a row of the batch in one step. */
import type { NumberArray } from "./op.ts";
import type { RecurrentCell, RecurrentGeometry } from "./recurrent-geometry.ts";
import type { RecurrentMath } from "./recurrent-math.ts";

/** One step, all rows of the batch; arrays are [batch, units] unless said otherwise. */
export interface ForwardStep {
  readonly geometry: RecurrentGeometry;
  readonly math: RecurrentMath;
  readonly activation: "tanh" | "relu";
  readonly t: number;
  /** [batch, time, columns] */
  readonly projections: NumberArray;
  /** [2, columns] */
  readonly bias: NumberArray | null;
  /** [batch, columns]: products with the kernel, which the gates replace. */
  readonly gates: NumberArray;
  readonly kept: NumberArray;
  readonly before: NumberArray;
  readonly after: NumberArray;
  /** The LSTM's cell after the step. */
  readonly cell: NumberArray;
}

type Row = (step: ForwardStep, row: number) => void;

/** h' = f(x + h U) */
function simpleRow(step: ForwardStep, row: number): void {
  const { geometry, math, activation, projections, gates, after, t } = step;
  const { units, steps } = geometry;
  const from = (row * steps + t) * units;
  for (let u = 0; u < units; u++) {
    const at = row * units + u;
    const sum = (projections[from + u] ?? 0) + (gates[at] ?? 0);
    // Written so that NaN passes.
    const value = activation === "tanh" ? math.tanh(sum) : sum <= 0 ? 0 : sum;
    gates[at] = value;
    after[at] = value;
  }
}

/** c' = f c + i g, h' = o tanh c' */
function lstmRow(step: ForwardStep, row: number): void {
  const { geometry, math, projections, gates, kept, after, cell, t } = step;
  const { units, steps, columns } = geometry;
  const { sigmoid, tanh } = math;
  for (let u = 0; u < units; u++) {
    const x = (row * steps + t) * columns + u;
    const at = row * columns + u;
    const input = sigmoid((projections[x] ?? 0) + (gates[at] ?? 0));
    const forget = sigmoid((projections[x + units] ?? 0) + (gates[at + units] ?? 0));
    const candidate = tanh((projections[x + 2 * units] ?? 0) + (gates[at + 2 * units] ?? 0));
    const output = sigmoid((projections[x + 3 * units] ?? 0) + (gates[at + 3 * units] ?? 0));
    gates[at] = input;
    gates[at + units] = forget;
    gates[at + 2 * units] = candidate;
    gates[at + 3 * units] = output;
    const c = forget * (kept[row * units + u] ?? 0) + input * candidate;
    cell[row * units + u] = c;
    after[row * units + u] = output * tanh(c);
  }
}

/** h' = z h + (1 - z) tanh(x + b + r (h U + b')) */
function gruRow(step: ForwardStep, row: number): void {
  const { geometry, math, projections, gates, kept, before, after, t } = step;
  const { units, steps, columns } = geometry;
  const bias = step.bias ?? [];
  const { sigmoid, tanh } = math;
  for (let u = 0; u < units; u++) {
    const x = (row * steps + t) * columns + u;
    const at = row * columns + u;
    const outer = (gate: number) =>
      (projections[x + gate * units] ?? 0) + (bias[u + gate * units] ?? 0);
    const inner = (gate: number) =>
      (gates[at + gate * units] ?? 0) + (bias[columns + u + gate * units] ?? 0);
    const update = sigmoid(outer(0) + inner(0));
    const reset = sigmoid(outer(1) + inner(1));
    const product = inner(2);
    const candidate = tanh(outer(2) + reset * product);
    gates[at] = update;
    gates[at + units] = reset;
    gates[at + 2 * units] = candidate;
    const here = row * units + u;
    kept[here] = product;
    after[here] = update * (before[here] ?? 0) + (1 - update) * candidate;
  }
}

/** The gates that come before the candidate's product. */
function resetBeforeRow(step: ForwardStep, row: number): void {
  const { geometry, math, projections, gates, t } = step;
  const { units, steps, columns } = geometry;
  const from = (row * steps + t) * columns;
  for (let c = 0; c < 2 * units; c++) {
    const at = row * columns + c;
    gates[at] = math.sigmoid((projections[from + c] ?? 0) + (gates[at] ?? 0));
  }
}

/** h' = z h + (1 - z) tanh(x + (r h) U); products are (r h) U [batch, units]. */
export function candidateRow(step: ForwardStep, products: NumberArray, row: number): void {
  const { geometry, math, projections, gates, before, after, t } = step;
  const { units, steps, columns } = geometry;
  for (let u = 0; u < units; u++) {
    const here = row * units + u;
    const x = (row * steps + t) * columns + 2 * units + u;
    const candidate = math.tanh((projections[x] ?? 0) + (products[here] ?? 0));
    gates[row * columns + 2 * units + u] = candidate;
    const update = gates[row * columns + u] ?? 0;
    after[here] = update * (before[here] ?? 0) + (1 - update) * candidate;
  }
}

export const forwardRows: { readonly [C in RecurrentCell]: Row } = {
  simpleRnn: simpleRow,
  lstm: lstmRow,
  gru: gruRow,
  gruResetBefore: resetBeforeRow,
};
