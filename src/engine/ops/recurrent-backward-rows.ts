/** How a gradient passes back through each recurrent cell, for a row of the batch in one step. */
import type { NumberArray } from "./op.ts";
import type { RecurrentCell, RecurrentGeometry } from "./recurrent-geometry.ts";
import type { RecurrentMath } from "./recurrent-math.ts";

/** One step, all rows of the batch; arrays are [batch, units] unless said otherwise. */
export interface BackwardStep {
  readonly geometry: RecurrentGeometry;
  readonly math: RecurrentMath;
  readonly activation: "tanh" | "relu";
  readonly t: number;
  /** [batch, columns] */
  readonly gates: NumberArray;
  readonly kept: NumberArray;
  /** The state before the step. */
  readonly before: NumberArray;
  /** Gradient of the state after the step. */
  readonly slopes: NumberArray;
  /** Gradient of the state before it, as far as it does not pass through the kernel. */
  readonly carried: NumberArray;
  /** Gradient of the LSTM's cell, after the step and then before it. */
  readonly cellSlopes: NumberArray;
  /** Gradient of r * state. */
  readonly resetSlopes: NumberArray;
  /** Gradient of the projections [batch, time, columns]. */
  readonly projected: NumberArray;
  /** Gradient of the products with the kernel [batch, columns]. */
  readonly products: NumberArray;
}

type Row = (step: BackwardStep, row: number) => void;

function simpleRow(step: BackwardStep, row: number): void {
  const { geometry, activation, gates, slopes, carried, projected, products, t } = step;
  const { units, steps } = geometry;
  for (let u = 0; u < units; u++) {
    const at = row * units + u;
    const value = gates[at] ?? 0;
    // tanh' = 1 - y^2
    const kink = value > 0 ? 1 : 0;
    const slope = activation === "tanh" ? 1 - value * value : kink;
    const passed = (slopes[at] ?? 0) * slope;
    projected[(row * steps + t) * units + u] = passed;
    products[at] = passed;
    carried[at] = 0;
  }
}

/** With sigmoid' = s (1 - s) and tanh' = 1 - y^2, of c' = f c + i g and h' = o tanh c'. */
function lstmRow(step: BackwardStep, row: number): void {
  const { geometry, math, gates, kept, slopes, carried, cellSlopes, t } = step;
  const { units, steps, columns } = geometry;
  const { projected, products } = step;
  for (let u = 0; u < units; u++) {
    const at = row * columns + u;
    const here = row * units + u;
    const i = gates[at] ?? 0;
    const f = gates[at + units] ?? 0;
    const g = gates[at + 2 * units] ?? 0;
    const o = gates[at + 3 * units] ?? 0;
    const c = kept[here] ?? 0;
    const dh = slopes[here] ?? 0;
    const squashed = math.tanh(f * c + i * g);
    const dc = (cellSlopes[here] ?? 0) + dh * o * (1 - squashed * squashed);
    const di = dc * g * i * (1 - i);
    const df = dc * c * f * (1 - f);
    const dg = dc * i * (1 - g * g);
    const dO = dh * squashed * o * (1 - o);
    const x = (row * steps + t) * columns + u;
    products[at] = di;
    products[at + units] = df;
    products[at + 2 * units] = dg;
    products[at + 3 * units] = dO;
    projected[x] = di;
    projected[x + units] = df;
    projected[x + 2 * units] = dg;
    projected[x + 3 * units] = dO;
    cellSlopes[here] = dc * f;
    carried[here] = 0;
  }
}

/** Of h' = z h + (1 - z) n, n = tanh(x + b + r p). */
function gruRow(step: BackwardStep, row: number): void {
  const { geometry, gates, kept, before, slopes, carried, projected, products, t } = step;
  const { units, steps, columns } = geometry;
  for (let u = 0; u < units; u++) {
    const at = row * columns + u;
    const here = row * units + u;
    const z = gates[at] ?? 0;
    const r = gates[at + units] ?? 0;
    const n = gates[at + 2 * units] ?? 0;
    const dh = slopes[here] ?? 0;
    const dn = dh * (1 - z) * (1 - n * n);
    const dz = dh * ((before[here] ?? 0) - n) * z * (1 - z);
    const dr = dn * (kept[here] ?? 0) * r * (1 - r);
    const x = (row * steps + t) * columns + u;
    products[at] = dz;
    products[at + units] = dr;
    products[at + 2 * units] = dn * r;
    projected[x] = dz;
    projected[x + units] = dr;
    projected[x + 2 * units] = dn;
    carried[here] = dh * z;
  }
}

/** The candidate's share, first: products [batch, columns] of r * state with the kernel. */
export function candidateSlopes(step: BackwardStep, products: NumberArray, row: number): void {
  const { geometry, gates, slopes, projected, t } = step;
  const { units, steps, columns } = geometry;
  for (let u = 0; u < units; u++) {
    const at = row * columns + u;
    const z = gates[at] ?? 0;
    const n = gates[at + 2 * units] ?? 0;
    const dn = (slopes[row * units + u] ?? 0) * (1 - z) * (1 - n * n);
    products[at + 2 * units] = dn;
    projected[(row * steps + t) * columns + 2 * units + u] = dn;
  }
}

/** Of h' = z h + (1 - z) n, n = tanh(x + (r h) U), once the gradient of r h is known. */
function resetBeforeRow(step: BackwardStep, row: number): void {
  const { geometry, gates, before, slopes, carried, resetSlopes, projected, products, t } = step;
  const { units, steps, columns } = geometry;
  for (let u = 0; u < units; u++) {
    const at = row * columns + u;
    const here = row * units + u;
    const z = gates[at] ?? 0;
    const r = gates[at + units] ?? 0;
    const n = gates[at + 2 * units] ?? 0;
    const h = before[here] ?? 0;
    const dh = slopes[here] ?? 0;
    const reached = resetSlopes[here] ?? 0;
    const dz = dh * (h - n) * z * (1 - z);
    const dr = reached * h * r * (1 - r);
    const x = (row * steps + t) * columns + u;
    products[at] = dz;
    products[at + units] = dr;
    projected[x] = dz;
    projected[x + units] = dr;
    carried[here] = dh * z + reached * r;
  }
}

export const backwardRows: { readonly [C in RecurrentCell]: Row } = {
  simpleRnn: simpleRow,
  lstm: lstmRow,
  gru: gruRow,
  gruResetBefore: resetBeforeRow,
};
