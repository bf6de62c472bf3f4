/** Expressions of the notes, with the values that they have there. */
import type { InputValues } from "../../train/circuits/circuit.ts";

interface Preset {
  readonly text: string;
  readonly values: InputValues;
}

export const presetNames = [
  "tree",
  "product",
  "neuron",
  "routes",
  "staged",
  "paths",
  "deadUnit",
  "vanishing",
] as const;
export type PresetName = (typeof presetNames)[number];

export const presets: Readonly<Record<PresetName, Preset>> = {
  tree: { text: "(a+b)*(b+1)", values: { a: 2, b: 1 } },
  product: { text: "(x+y)*z", values: { x: -2, y: 5, z: -4 } },
  neuron: {
    text: "1/(1+exp(-(w0*x0+w1*x1+w2)))",
    values: { w0: 2, x0: -1, w1: -3, x1: -2, w2: -3 },
  },
  routes: { text: "2*(x*y + max(z, w))", values: { x: 3, y: -4, z: 2, w: -1 } },
  staged: {
    text: "num = x + sigmoid(y); den = sigmoid(x) + (x+y)^2; num/den",
    values: { x: 3, y: -4 },
  },
  paths: { text: "c = x*y; d = c + x; c*d", values: { x: 2, y: 3 } },
  deadUnit: { text: "w2*relu(w1*x + b)", values: { w2: 3, w1: -2, x: 1, b: 0.5 } },
  vanishing: {
    text: "sigmoid(w3*sigmoid(w2*sigmoid(w1*x)))",
    values: { w1: 1, w2: 1, w3: 1, x: 1 },
  },
};
