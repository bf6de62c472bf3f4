/** English words of initializers and losses. */
import type { CatalogueWords } from "../../catalogue-words.ts";

export const initializers = {
  zeros: {
    label: "Zeros",
    help: "All weights start at 0: every unit of a layer stays the same as its neighbours, so nothing is learned.",
    fields: {},
  },
  constant: {
    label: "Constant",
    help: "All weights start at one value: units stay alike, as with zeros.",
    fields: { value: { label: "Value", help: "What every weight starts at." } },
  },
  normal: {
    label: "Normal",
    help: "Weights drawn from a normal distribution with mean 0.",
    fields: {
      std: {
        label: "Standard deviation",
        help: "How wide the distribution is; 0.01 makes deep networks collapse, 1 makes them saturate.",
      },
    },
  },
  uniform: {
    label: "Uniform",
    help: "Weights drawn evenly between −limit and limit.",
    fields: { limit: { label: "Limit", help: "The largest weight that can be drawn." } },
  },
  xavierNormal: {
    label: "Xavier normal",
    help: "Normal with variance 2 / (fan-in + fan-out), made for sigmoid and tanh (Glorot and Bengio, 2010).",
    fields: {},
  },
  xavierUniform: {
    label: "Xavier uniform",
    help: "Uniform with limit √(6 / (fan-in + fan-out)), made for sigmoid and tanh (Glorot and Bengio, 2010).",
    fields: {},
  },
  heNormal: {
    label: "He normal",
    help: "Normal with variance 2 / fan-in, made for ReLU (He et al., 2015).",
    fields: {},
  },
  heUniform: {
    label: "He uniform",
    help: "Uniform with limit √(6 / fan-in), made for ReLU (He et al., 2015).",
    fields: {},
  },
  lecunNormal: {
    label: "LeCun normal",
    help: "Normal with variance 1 / fan-in, made for SELU (LeCun et al., 1998).",
    fields: {},
  },
  orthogonal: {
    label: "Orthogonal",
    help: "A random matrix whose rows or columns are orthonormal: it keeps lengths as they are (Saxe et al., 2013).",
    fields: { gain: { label: "Gain", help: "What the orthogonal matrix is multiplied by." } },
  },
} as const satisfies CatalogueWords["initializers"];

export const losses = {
  softmaxCrossEntropy: {
    label: "Softmax cross-entropy",
    help: "L = −ln softmax(logits)[label]: for choosing one of several classes. Before training it is about ln(classes).",
    fields: {
      labelSmoothing: {
        label: "Label smoothing",
        help: "ε: the target becomes 1 − ε + ε/classes for the right class and ε/classes for the others, so that the network need not be certain (Szegedy et al., 2015). Validation shows the loss without it.",
      },
      classWeights: {
        label: "Class weights",
        help: "One number for each class, with commas between: how much its examples count. Empty: all alike. A rare class may be given more. Validation shows the loss without weights.",
      },
      divideBy: {
        label: "Divide by",
        help: "What the weighted sum of losses is divided by: the weights of the batch, as in PyTorch, or the number of examples, as in Keras.",
        options: { weights: "Sum of weights", examples: "Number of examples" },
      },
    },
  },
  binaryCrossEntropy: {
    label: "Binary cross-entropy",
    help: "L = −p·y·ln σ(x) − (1 − y)·ln(1 − σ(x)), computed from the logit x: for yes or no.",
    fields: {
      positiveWeight: {
        label: "Weight of yes",
        help: "p: how much a positive example counts beside a negative one; above 1 the network misses fewer of them. Validation shows the loss without it.",
      },
    },
  },
  hinge: {
    label: "Hinge",
    help: "L = Σ max(0, xⱼ − x_y + margin) over the wrong classes j: the right class must win by the margin, then nothing more is asked (Weston and Watkins, 1999).",
    fields: {
      margin: { label: "Margin", help: "By how much the right class must win." },
      squared: {
        label: "Squared",
        help: "Squares each term: large violations count more, small ones less.",
      },
    },
  },
  meanSquaredError: {
    label: "Mean squared error",
    help: "L = mean of (prediction − target)²: for numbers.",
    fields: {},
  },
  meanAbsoluteError: {
    label: "Mean absolute error",
    help: "L = mean of |prediction − target|: outliers pull no harder than any other example; the gradient does not shrink near the target.",
    fields: {},
  },
  huber: {
    label: "Huber",
    help: "d²/2 where |d| ≤ δ, and δ·(|d| − δ/2) beyond: squared near the target, straight far away, so that outliers do not dominate yet keep their gradient (Huber, 1964).",
    fields: {
      delta: { label: "δ", help: "The error at which the square turns into a straight line." },
    },
  },
} as const satisfies CatalogueWords["losses"];
