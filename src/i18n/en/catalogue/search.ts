/** English words of a random search. */
import type { CatalogueWords } from "../../catalogue-words.ts";

export const search = {
  seed: { label: "Seed", help: "Decides what is drawn: the same seed draws the same candidates." },
  candidates: {
    label: "Candidates",
    help: "How many settings are drawn for the first stage. They train together, packed into the same dispatches.",
  },
  epochs: {
    label: "First stage",
    help: "Epochs of the first stage; each further stage trains twice as long.",
  },
  stages: {
    label: "Stages",
    help: "From coarse to fine: the best of each stage go on to the next one.",
  },
  keep: { label: "Kept", help: "Share of the candidates that go on to the next stage." },
  fresh: {
    label: "Fresh",
    help: "Candidates newly drawn around the best ones at each stage, as a share of those kept.",
  },
} as const satisfies CatalogueWords["search"];

export const searchParameters = {
  learningRate: {
    label: "Learning rate",
    help: "Drawn evenly over its logarithm, for rates act by factors.",
  },
  l1: { label: "L1 penalty", help: "Drawn evenly over its logarithm." },
  l2: { label: "L2 penalty", help: "Drawn evenly over its logarithm." },
  weightDecay: { label: "Weight decay", help: "Drawn evenly over its logarithm." },
  dropout: { label: "Dropout rate", help: "The rate of every dropout layer; drawn evenly." },
  momentum: {
    label: "Momentum",
    help: "1 − momentum is drawn evenly over its logarithm; for optimizers that have one.",
  },
  clipNorm: { label: "Clip the norm", help: "Drawn evenly over its logarithm." },
  initialStd: {
    label: "Spread of first weights",
    help: "Standard deviation of normally distributed first weights, drawn evenly over its logarithm.",
  },
} as const satisfies CatalogueWords["searchParameters"];
