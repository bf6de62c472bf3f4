/** A circuit forward and backward, its paths, and its gradient by differences. */
import { gates } from "./gates.ts";
import type { Circuit } from "./parse.ts";

/** Values of the inputs by name; 1 where there is none. */
export type InputValues = Readonly<Record<string, number>>;

/** Names are free: `constructor` is one that every object knows. */
function inputValue(inputs: InputValues, name: string): number {
  return Object.hasOwn(inputs, name) ? (inputs[name] ?? 1) : 1;
}

/** A node's inputs in numbers. */
function read(circuit: Circuit, index: number, values: ArrayLike<number>): number[] {
  return (circuit[index]?.inputs ?? []).map((input) => values[input] ?? 0);
}

/** The value of every node. */
export function forward(circuit: Circuit, inputs: InputValues): Float64Array {
  const values = new Float64Array(circuit.length);
  for (const [index, { gate, name, value }] of circuit.entries()) {
    if (gate === "constant") values[index] = value;
    else if (gate === "input") values[index] = inputValue(inputs, name ?? "");
    else values[index] = gates[gate].value(read(circuit, index, values));
  }
  return values;
}

/** Slopes of a node with respect to its inputs; none for inputs and constants. */
export function slopesOf(circuit: Circuit, index: number, values: Float64Array): readonly number[] {
  const gate = circuit[index]?.gate ?? "constant";
  if (gate === "constant" || gate === "input") return [];
  return gates[gate].slopes(read(circuit, index, values), values[index] ?? 0);
}

export interface Sweep {
  /** Gradient of the output with respect to each node. */
  readonly gradients: Float64Array;
  /** What each node passes to each of its inputs: its gradient times its slope; null: nothing real. */
  readonly passed: readonly (readonly (number | null)[])[];
}

/** One sweep from the output back, which visits every wire once. */
export function backward(circuit: Circuit, values: Float64Array): Sweep {
  const gradients = new Float64Array(circuit.length);
  const passed: (number | null)[][] = circuit.map(() => []);
  gradients[circuit.length - 1] = 1;
  for (let index = circuit.length - 1; index >= 0; index--) {
    const slopes = slopesOf(circuit, index, values);
    for (const [place, input] of (circuit[index]?.inputs ?? []).entries()) {
      // df/dx += df/dy dy/dx
      const part = product(gradients[index] ?? 0, slopes[place] ?? 0);
      // The slope of (-1)^2 for its exponent is no real number, and nobody asks for it.
      const isAsked = circuit[input]?.gate !== "constant" || !Number.isNaN(part);
      passed[index]?.push(isAsked ? part : null);
      if (isAsked) gradients[input] = (gradients[input] ?? 0) + part;
    }
  }
  return { gradients, passed };
}

/** A gate that passes nothing stays silent, however large what it was given. */
function product(gradient: number, slope: number): number {
  return slope === 0 || gradient === 0 ? 0 : gradient * slope;
}

/** A way from a node to the output. */
export interface CircuitPath {
  /** Nodes behind the first, up to the output. */
  readonly nodes: readonly number[];
  /** Which input of each of them it takes: x * x has two ways from x. */
  readonly places: readonly number[];
  /** Slope of each of them along the way. */
  readonly slopes: readonly number[];
  readonly product: number;
}

/** Wires by the node that they leave: where they go and which input they are there. */
function wiresFrom(circuit: Circuit, from: number): { to: number; place: number }[] {
  return circuit.flatMap(({ inputs }, to) =>
    inputs.flatMap((input, place) => (input === from ? [{ to, place }] : [])),
  );
}

/** Up to `most` of the ways from a node to the output; the sum of their products is its gradient. */
export function pathsFrom(
  circuit: Circuit,
  node: number,
  values: Float64Array,
  most: number,
): CircuitPath[] {
  const found: CircuitPath[] = [];
  const walk = (at: number, { nodes, places, slopes }: Omit<CircuitPath, "product">): void => {
    if (found.length >= most) return;
    if (at === circuit.length - 1) {
      found.push({ nodes, places, slopes, product: slopes.reduce(product, 1) });
      return;
    }
    for (const { to, place } of wiresFrom(circuit, at)) {
      const slope = slopesOf(circuit, to, values)[place] ?? 0;
      walk(to, {
        nodes: [...nodes, to],
        places: [...places, place],
        slopes: [...slopes, slope],
      });
    }
  };
  walk(node, { nodes: [], places: [], slopes: [] });
  return found;
}

/** How many ways lead from each node to the output, and how many wires they have together. */
export function pathCounts(circuit: Circuit): { paths: number[]; wires: number[] } {
  const paths = circuit.map<number>((_, index) => (index === circuit.length - 1 ? 1 : 0));
  const wires = circuit.map(() => 0);
  for (let index = circuit.length - 2; index >= 0; index--) {
    for (const { to } of wiresFrom(circuit, index)) {
      paths[index] = (paths[index] ?? 0) + (paths[to] ?? 0);
      wires[index] = (wires[index] ?? 0) + (paths[to] ?? 0) + (wires[to] ?? 0);
    }
  }
  return { paths, wires };
}

/** How often a node is read. */
export function usesOf(circuit: Circuit, node: number): number {
  return wiresFrom(circuit, node).length;
}

/** The gradient of one input by the sweep beside that by differences. */
export interface GradientCheck {
  readonly name: string;
  readonly node: number;
  readonly gradient: number;
  readonly numeric: number;
  /** |a - n| / max(|a|, |n|), or over what differences can tell; NaN where there is no slope. */
  readonly error: number;
  /** A kink lies between the two places that the difference is taken of. */
  readonly kink: boolean;
}

/** CS231n: smaller is not better. */
const h = 1e-5;

/** The smallest slope that differences tell to 1e-7: values are rounded to 2^-53 of themselves. */
function differenceFloor(value: number): number {
  return (2 ** -53 * Math.abs(value)) / h / 1e-7;
}

/** (f(x + h) - f(x - h)) / 2h for every input. */
export function checkGradients(circuit: Circuit, inputs: InputValues): GradientCheck[] {
  const values = forward(circuit, inputs);
  const { gradients } = backward(circuit, values);
  return circuit.flatMap(({ gate, name }, node) => {
    if (gate !== "input" || name === null) return [];
    const gradient = gradients[node] ?? 0;
    const x = values[node] ?? 0;
    const [up, down] = [x + h, x - h].map((at) => forward(circuit, { ...inputs, [name]: at }));
    const numeric = ((up?.at(-1) ?? 0) - (down?.at(-1) ?? 0)) / (2 * h);
    const floor = differenceFloor(values.at(-1) ?? 0);
    const size = Math.max(Math.abs(gradient), Math.abs(numeric), floor);
    const error = size === 0 ? 0 : Math.abs(gradient - numeric) / size;
    return [{ name, node, gradient, numeric, error, kink: !sameRoutes(circuit, up, down) }];
  });
}

function sameRoutes(circuit: Circuit, up?: Float64Array, down?: Float64Array): boolean {
  return circuit.every(({ gate }, index) => {
    if (gate === "constant" || gate === "input" || !up || !down) return true;
    const { route } = { route: undefined, ...gates[gate] };
    return !route || route(read(circuit, index, up)) === route(read(circuit, index, down));
  });
}
