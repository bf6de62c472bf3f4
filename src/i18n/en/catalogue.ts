/** One label and one sentence for every row and field of the catalogue. */
import type { CatalogueWords, Words } from "../catalogue-words.ts";

const activations = {
  linear: {
    label: "Linear",
    help: "f(x) = x: no activation at all; the usual choice for an output layer.",
  },
  sigmoid: {
    label: "Sigmoid",
    help: "f(x) = 1 / (1 + e⁻ˣ): between 0 and 1; saturates on both sides, where its gradient vanishes.",
  },
  tanh: {
    label: "Tanh",
    help: "f(x) = tanh(x): between −1 and 1 and centred on zero; saturates on both sides.",
  },
  relu: {
    label: "ReLU",
    help: "f(x) = max(0, x): cheap and does not saturate for x > 0; a unit that is negative for every input is dead (Nair and Hinton, 2010).",
  },
  leakyRelu: {
    label: "Leaky ReLU",
    help: "x for x > 0 and a small multiple of x otherwise, so that no unit dies (Maas et al., 2013).",
  },
  elu: {
    label: "ELU",
    help: "x for x > 0 and eˣ − 1 otherwise: smooth, with means nearer to zero (Clevert et al., 2015).",
  },
  selu: {
    label: "SELU",
    help: "A scaled ELU that holds activations at mean 0 and variance 1 when weights start with LeCun normal (Klambauer et al., 2017).",
  },
  gelu: {
    label: "GELU",
    help: "f(x) = x · Φ(x), with Φ the normal distribution function (Hendrycks and Gimpel, 2016).",
  },
  silu: {
    label: "SiLU",
    help: "f(x) = x · sigmoid(x), also called swish (Ramachandran et al., 2017).",
  },
  softplus: {
    label: "Softplus",
    help: "f(x) = ln(1 + eˣ): a smooth ReLU that is always positive.",
  },
} satisfies CatalogueWords["activations"];

const activationOptions = {
  linear: activations.linear.label,
  sigmoid: activations.sigmoid.label,
  tanh: activations.tanh.label,
  relu: activations.relu.label,
  leakyRelu: activations.leakyRelu.label,
  elu: activations.elu.label,
  selu: activations.selu.label,
  gelu: activations.gelu.label,
  silu: activations.silu.label,
  softplus: activations.softplus.label,
};

const learningRate: Words = {
  label: "Learning rate",
  help: "How far one update goes along the gradient. Too small is slow, too large diverges.",
};
const momentum: Words = {
  label: "Momentum",
  help: "μ: the share of the velocity that survives each step; 0.9 averages over about ten steps.",
};
const beta1: Words = { label: "β₁", help: "Decay of the running mean of the gradient." };
const beta2: Words = { label: "β₂", help: "Decay of the running mean of the squared gradient." };
const epsilon: Words = {
  label: "ε",
  help: "Added to the denominator, so that nothing is divided by zero.",
};
const points: Words = { label: "Points", help: "How many examples are made, validation included." };
const noise: Words = {
  label: "Noise",
  help: "How far points are scattered from where they belong.",
};

export const catalogue = {
  layers: {
    input: {
      label: "Input",
      help: "One example as the data gives it; its shape follows the data.",
      fields: {},
    },
    flatten: {
      label: "Flatten",
      help: "Lays an image or a sequence out as one row of numbers, so that a dense layer can read it.",
      fields: {},
    },
    dense: {
      label: "Dense",
      help: "Every unit sees every input: y = f(x · W + b).",
      fields: {
        units: {
          label: "Units",
          help: "How many outputs the layer has, each with weights of its own.",
        },
        activation: {
          label: "Activation",
          help: "The function f applied to every output.",
          options: activationOptions,
        },
        useBias: {
          label: "Bias",
          help: "Adds a learned number b to each unit; it starts at zero.",
        },
        initializer: {
          label: "Initial weights",
          help: "How this layer's weights start; otherwise as the run or the network says.",
        },
      },
    },
    activation: {
      label: "Activation",
      help: "Applies one function to every number; without it, stacked dense layers are worth only one.",
      fields: {
        function: {
          label: "Function",
          help: "The function that is applied.",
          options: activationOptions,
        },
      },
    },
    dropout: {
      label: "Dropout",
      help: "In training, sets a random share of the numbers to zero and scales the rest by 1 / (1 − rate); evaluation leaves all as they are (Srivastava et al., 2014).",
      fields: { rate: { label: "Rate", help: "The share of numbers set to zero at each step." } },
    },
  },
  activations,
  initializers: {
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
  },
  losses: {
    softmaxCrossEntropy: {
      label: "Softmax cross-entropy",
      help: "L = −ln softmax(logits)[label]: for choosing one of several classes. Before training it is about ln(classes).",
      fields: {},
    },
    binaryCrossEntropy: {
      label: "Binary cross-entropy",
      help: "L = −y·ln σ(x) − (1 − y)·ln(1 − σ(x)), computed from the logit x: for yes or no.",
      fields: {},
    },
    meanSquaredError: {
      label: "Mean squared error",
      help: "L = mean of (prediction − target)²: for numbers.",
      fields: {},
    },
  },
  optimizers: {
    sgd: {
      label: "SGD",
      help: "w ← w − η·g: a plain step against the gradient.",
      fields: { learningRate },
    },
    momentum: {
      label: "Momentum",
      help: "v ← μ·v − η·g, w ← w + v: steps in the same direction add up (Polyak, 1964).",
      fields: { learningRate, momentum },
    },
    nesterov: {
      label: "Nesterov",
      help: "Momentum whose gradient looks ahead to where the velocity leads (Nesterov, 1983).",
      fields: { learningRate, momentum },
    },
    adagrad: {
      label: "AdaGrad",
      help: "Divides each weight's step by the root of its summed squared gradients, so steps only ever shrink (Duchi et al., 2011).",
      fields: { learningRate, epsilon },
    },
    rmsprop: {
      label: "RMSProp",
      help: "AdaGrad with a running mean in place of the sum, so steps do not die out (Tieleman and Hinton, 2012).",
      fields: {
        learningRate,
        rho: { label: "ρ", help: "Decay of the running mean of the squared gradient." },
        epsilon,
      },
    },
    adam: {
      label: "Adam",
      help: "w ← w − η·m̂ / (√v̂ + ε), with running means of gradient and squared gradient, corrected for their start (Kingma and Ba, 2014).",
      fields: { learningRate, beta1, beta2, epsilon },
    },
    adamw: {
      label: "AdamW",
      help: "Adam with weight decay applied to the weights themselves, not through the gradient (Loshchilov and Hutter, 2017).",
      fields: {
        learningRate,
        beta1,
        beta2,
        epsilon,
        decay: { label: "Weight decay", help: "λ: each step also takes η·λ·w off every weight." },
      },
    },
  },
  datasets: {
    circle: {
      label: "Circle",
      help: "A disc of one class inside a ring of the other.",
      fields: { points, noise },
    },
    xor: {
      label: "XOR",
      help: "Four squares, opposite ones alike: no straight line separates them.",
      fields: { points, noise },
    },
    gaussians: {
      label: "Gaussians",
      help: "One round cloud for each class.",
      fields: { points, noise, classes: { label: "Classes", help: "How many clouds there are." } },
    },
    spiral: {
      label: "Spiral",
      help: "Arms wound around each other: hard for a small network, and worth watching.",
      fields: {
        points,
        noise,
        arms: { label: "Arms", help: "How many arms, each a class of its own." },
      },
    },
    moons: {
      label: "Moons",
      help: "Two crescents that reach into each other.",
      fields: { points, noise },
    },
    plane: {
      label: "Plane",
      help: "Regression: a tilted plane over two inputs, which a single linear unit can learn.",
      fields: { points, noise },
    },
    bumps: {
      label: "Bumps",
      help: "Regression: hills and hollows over two inputs.",
      fields: { points, noise },
    },
    sine: { label: "Sine", help: "Regression: a wave over one input.", fields: { points, noise } },
    digits: {
      label: "Drawn digits",
      help: "Grey images of 28 × 28 pixels in ten classes, drawn stroke by stroke from the seed.",
      fields: {
        points: { label: "Images", help: "How many images are drawn, validation included." },
        distortion: {
          label: "Distortion",
          help: "How much the digits are turned, sheared, shifted and roughened.",
        },
      },
    },
  },
  sources: {
    file: { label: "Your file", help: "Read on your device; it is never uploaded." },
    remote: {
      label: "Downloaded data",
      help: "Fetched only when you ask, checked, and kept in this browser.",
    },
    arrays: {
      label: "Arrays from the console",
      help: "Given by a script; they last as long as the page is open.",
    },
  },
  preprocessings: {
    none: { label: "As they are", help: "Inputs go into the network unchanged." },
    standardize: {
      label: "Standardise",
      help: "Each feature gets mean 0 and standard deviation 1, found on the training part only.",
    },
    minMax: {
      label: "Min–max",
      help: "Each feature is scaled to 0 … 1 by its range in the training part.",
    },
    divide255: { label: "Divide by 255", help: "Grey values from 0 to 255 become 0 … 1." },
  },
  training: {
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
  },
  run: {
    seed: {
      label: "Seed",
      help: "Decides the initial weights and dropout: the same seed gives the same run.",
    },
    l2: {
      label: "L2 penalty",
      help: "Adds λ·w to each weight's gradient, which keeps weights small; biases are left alone.",
    },
    clipNorm: {
      label: "Gradient clipping",
      help: "Scales the gradient down when its global norm exceeds this value; 0 switches it off.",
    },
  },
} as const satisfies CatalogueWords;
