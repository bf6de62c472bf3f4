/** Titles and descriptions of the presets, in the order of spec/presets.ts. */
import type { PresetId } from "../../spec/presets.ts";
import type { Words } from "../catalogue-words.ts";

export const presets = {
  spiral: {
    label: "Spiral",
    help: "Two arms, a small tanh network and Adam: watch the boundary wind itself in.",
  },
  circle: {
    label: "Circle",
    help: "A disc inside a ring: a few units close the circle within seconds.",
  },
  xor: { label: "XOR", help: "The problem that no single layer solves, and two layers do." },
  gaussians: {
    label: "Gaussians",
    help: "Four clouds and a softmax: the plane is shared out among them.",
  },
  moons: {
    label: "Moons",
    help: "Two crescents and ReLU: the boundary is made of straight pieces.",
  },
  sine: { label: "Sine", help: "Regression: a small network bends a line into a wave." },
  bumps: { label: "Bumps", help: "Regression over two inputs: hills and hollows from tanh units." },
  digits: {
    label: "Drawn digits",
    help: "Images through Flatten, 64 ReLU units and dropout to ten classes.",
  },
  accelerometer: {
    label: "Accelerometer",
    help: "The notes’ network of four convolutions tells six activities apart, from people it has not seen; the best weights are kept.",
  },
  residual: {
    label: "Residual",
    help: "Two convolutions with a way around them: what they learn is added to what came in. Open the graph to see the branch.",
  },
  lstm: {
    label: "LSTM",
    help: "The same movements read step by step by an LSTM, with its gradient clipped by norm.",
  },
  parity: {
    label: "Parity",
    help: "Odd or even? A GRU counts the ones in sequences of different lengths, which no look at single places can.",
  },
  convDigits: {
    label: "Convolution on digits",
    help: "Two small convolutions and poolings read drawn digits with a fraction of the weights of a dense network.",
  },
  optimizers: {
    label: "Four optimizers",
    help: "SGD, Momentum, AdaGrad and Adam on the same batches, from the same start.",
  },
  initializers: {
    label: "Three initializations",
    help: "Std 0.01, Xavier and He in a ReLU network of six layers: one of them hardly moves.",
  },
} as const satisfies Record<PresetId, Words>;
