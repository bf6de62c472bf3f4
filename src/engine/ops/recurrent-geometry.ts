/**
 * What a recurrent op works on. Columns of projections, kernel and gates stand gate by gate as in
 * Keras: h for a simple cell; i, f, c, o for an LSTM; z, r, h for a GRU.
 */
import type { Shape } from "../core/shape.ts";
import { choiceOf, flagOf } from "./attributes.ts";
import type { Attributes } from "./op.ts";
import { expectShape, item } from "./operands.ts";

interface Cell {
  /** The constant of shaders/recurrent-cell.wgsl. */
  readonly code: number;
  readonly gates: number;
  /** States of a unit: the LSTM has its output and its cell. */
  readonly states: number;
  /** Numbers of a unit that the gradient needs besides the gates. */
  readonly kept: number;
  /** What the recurrent kernel multiplies in a step: the state, and for one form r * state. */
  readonly factors: number;
}

export const recurrentCells = {
  /** h' = f(x + h U) */
  simpleRnn: { code: 0, gates: 1, states: 1, kept: 0, factors: 1 },
  /** Keeps the cell before the step. Hochreiter and Schmidhuber, 1997; Gers et al., 2000. */
  lstm: { code: 1, gates: 4, states: 2, kept: 1, factors: 1 },
  /** Keeps h U + b of the candidate: Keras's `reset_after`, PyTorch's form. */
  gru: { code: 2, gates: 3, states: 1, kept: 1, factors: 1 },
  /** Cho et al., 2014: the candidate sees (r * h) U. */
  gruResetBefore: { code: 3, gates: 3, states: 1, kept: 0, factors: 2 },
} as const satisfies Record<string, Cell>;

export type RecurrentCell = keyof typeof recurrentCells;
export type RecurrentForm = "fused" | "steps";

const cellNames: readonly RecurrentCell[] = ["simpleRnn", "lstm", "gru", "gruResetBefore"];

export type RecurrentAttributes = {
  readonly cell: RecurrentCell;
  /** Of the simple cell; the others have their own. */
  readonly activation: "tanh" | "relu";
  /** y is [batch, time, units] instead of the last state [batch, units]. */
  readonly sequences: boolean;
  /** Whether there is an input of first states. */
  readonly initial: boolean;
  /** Whether there is an input of lengths. */
  readonly masked: boolean;
  readonly form: RecurrentForm;
};

export function recurrentAttributes(attributes: Attributes): RecurrentAttributes {
  return {
    cell: choiceOf(attributes, "cell", cellNames),
    activation: choiceOf(attributes, "activation", ["tanh", "relu"] as const),
    sequences: flagOf(attributes, "sequences"),
    initial: flagOf(attributes, "initial"),
    masked: flagOf(attributes, "masked"),
    form: choiceOf(attributes, "form", ["fused", "steps"] as const),
  };
}

/** One invocation a unit: WebGPU's default for the invocations of a workgroup. */
const mostFusedUnits = 256;

/**
 * One kernel over all steps where a workgroup holds the state, else a product and a kernel for each
 * step. A reset before the product makes the candidate wait for the reset within the step, so that
 * form has one kernel for any size; its state fits in 16 KiB up to 1,024 units.
 */
export function recurrentForm(cell: RecurrentCell, units: number): RecurrentForm {
  return cell === "gruResetBefore" || units <= mostFusedUnits ? "fused" : "steps";
}

/** The inputs of `recurrent` by name. */
export interface RecurrentInputs<T> {
  readonly projections: T;
  readonly kernel: T;
  readonly bias: T | null;
  readonly initial: T | null;
  readonly lengths: T | null;
}

export function recurrentInputs<T>(
  inputs: readonly T[],
  { cell, initial, masked }: RecurrentAttributes,
): RecurrentInputs<T> {
  let next = 0;
  const take = (there: boolean) => (there ? item(inputs, next++) : null);
  return {
    projections: item(inputs, next++),
    kernel: item(inputs, next++),
    bias: take(cell === "gru"),
    initial: take(initial),
    lengths: take(masked),
  };
}

export interface RecurrentGeometry {
  readonly batch: number;
  readonly steps: number;
  readonly units: number;
  readonly gates: number;
  /** gates * units */
  readonly columns: number;
  readonly states: number;
  readonly factors: number;
  /** Elements of a step in `saved`: gates [batch, columns], then what is kept [batch, units]. */
  readonly savedStride: number;
}

export function recurrentGeometry(
  batch: number,
  steps: number,
  units: number,
  cell: RecurrentCell,
): RecurrentGeometry {
  const { gates, states, kept, factors } = recurrentCells[cell];
  const savedStride = batch * (gates + kept) * units;
  return { batch, steps, units, gates, columns: gates * units, states, factors, savedStride };
}

/** From the shapes of the inputs of `recurrent`; throws where they do not fit each other. */
export function forwardGeometry(
  inputs: readonly Shape[],
  attributes: RecurrentAttributes,
): RecurrentGeometry {
  const shapes = recurrentInputs(inputs, attributes);
  const [batch = 0, steps = 0] = shapes.projections;
  const [units = 0] = shapes.kernel;
  const geometry = recurrentGeometry(batch, steps, units, attributes.cell);
  const { columns, states } = geometry;
  expectShape("recurrent projections", shapes.projections, [batch, steps, columns]);
  expectShape("recurrent kernel", shapes.kernel, [units, columns]);
  if (shapes.bias) expectShape("recurrent bias", shapes.bias, [2, columns]);
  if (shapes.initial) expectShape("recurrent initial", shapes.initial, [states, batch, units]);
  if (shapes.lengths) expectShape("recurrent lengths", shapes.lengths, [batch, 1]);
  return geometry;
}

/** From the shapes of the inputs of `recurrentGradient`; throws where they do not fit each other. */
export function gradientGeometry(
  inputs: readonly Shape[],
  attributes: RecurrentAttributes,
): RecurrentGeometry {
  const states = item(inputs, 2);
  const [all = 0, batch = 0, units = 0] = states;
  const { factors } = recurrentGeometry(batch, 1, units, attributes.cell);
  const geometry = recurrentGeometry(batch, all / factors, units, attributes.cell);
  expectShape("recurrentGradient saved", item(inputs, 1), [geometry.steps, geometry.savedStride]);
  expectShape("recurrentGradient kernel", item(inputs, 3), [units, geometry.columns]);
  return geometry;
}

/** Where a gradient enters: every output, the last output, or the LSTM's last cell. */
export type UpstreamPlace = "outputs" | "lastOutput" | "lastCell";

export const upstreamPlaces: readonly UpstreamPlace[] = ["outputs", "lastOutput", "lastCell"];
