/** English words of what holds for all runs, and of what may differ between them. */
import type { ActivationName } from "../../../spec/catalogue.ts";
import type { CatalogueWords } from "../../catalogue-words.ts";
import { activations } from "./activations.ts";

export const training = {
  batchSize: {
    label: "Batch size",
    help: "How many examples one update averages its gradient over.",
  },
  shuffle: {
    label: "Shuffle",
    help: "Whether the examples are put into a new random order before each epoch.",
    options: { epoch: "Each epoch", none: "Never" },
  },
  limitUnit: {
    label: "Length counted in",
    help: "An epoch is one pass over the training examples, a step one update.",
    options: { epochs: "Epochs", steps: "Steps" },
  },
  limit: { label: "Length", help: "Training stops by itself after this many epochs or steps." },
  evaluateEvery: {
    label: "Evaluate every",
    help: "Steps between evaluations on the validation part; 0 evaluates once an epoch, but not more often than every 50 steps.",
  },
  target: {
    label: "Stop at",
    help: "Training stops when every run has reached this validation accuracy (or R²); 0 switches it off.",
  },
  patience: {
    label: "Patience",
    help: "Early stopping: training ends when no run has improved for so many evaluations; 0 switches it off (Prechelt, 1998).",
  },
  watch: {
    label: "Watch",
    help: "What patience and the best checkpoint go by, on the validation part.",
    options: { loss: "Validation loss", accuracy: "Validation accuracy (or R²)" },
  },
  seeds: {
    label: "Seeds a run",
    help: "Trains every run this many times, with seeds that follow its own: the curve is the mean, the band goes from the smallest to the largest. One seed crowns no winner.",
  },
  keepBest: {
    label: "Keep the best",
    help: "Keeps the weights of the best evaluation as a checkpoint, to be restored later.",
  },
  checkpointEvery: {
    label: "Checkpoint every",
    help: "Steps between checkpoints kept in this browser; 0 keeps none.",
  },
} as const satisfies CatalogueWords["training"];

export const run = {
  seed: {
    label: "Seed",
    help: "Decides the initial weights, dropout and noise: the same seed gives the same run.",
  },
  l1: {
    label: "L1 penalty",
    help: "Adds λ·sign(w) to each weight's gradient, which drives weights that matter little to nothing; with L2 it makes an elastic net. Biases are left alone.",
  },
  l2: {
    label: "L2 penalty",
    help: "Adds λ·w to each weight's gradient, which keeps weights small; biases are left alone.",
  },
  weightDecay: {
    label: "Weight decay",
    help: "Takes η·λ·w off every weight at each step, beside the optimizer's own step and not through the gradient; biases are left alone (Loshchilov and Hutter, 2017).",
  },
  maxNorm: {
    label: "Max-norm",
    help: "The largest norm that each unit's incoming weights may have; after every step longer ones are cut back to it. 0 switches it off; a layer's own limit wins.",
  },
  clipNorm: {
    label: "Clip the norm",
    help: "Scales the gradient down when its global norm exceeds this value; its direction stays. 0 switches it off.",
  },
  clipValue: {
    label: "Clip each value",
    help: "Cuts each component of the gradient off at ± this value, after its norm was clipped; the direction may change. 0 switches it off.",
  },
  dropout: {
    label: "Dropout rate",
    help: "The rate of every dropout layer in this run; left empty, each layer has its own.",
  },
  warmup: {
    label: "Warm-up",
    help: "Steps over which the learning rate rises in a straight line to its own value; the schedule starts after them. 0 switches it off.",
  },
} as const satisfies CatalogueWords["run"];

const activationOptions = Object.fromEntries(
  Object.entries(activations).map(([name, { label }]) => [name, label]),
) as Record<ActivationName, string>;

export const structure = {
  activation: {
    label: "Activation",
    help: "The activation of every hidden layer in this run; the output layer keeps its own.",
    options: { ...activationOptions, asBuilt: "As built" },
  },
  batchNormalization: {
    label: "Batch norm",
    help: "On puts batch normalisation behind every hidden dense and convolution layer, before its activation; off takes out what the network has.",
    options: { asBuilt: "As built", on: "On", off: "Off" },
  },
  width: {
    label: "Width",
    help: "Multiplies units and filters of the hidden layers in this run.",
  },
} as const satisfies CatalogueWords["structure"];
