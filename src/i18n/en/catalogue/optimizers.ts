/** English words of the optimizers and of the schedules of their learning rate. */
import type { CatalogueWords, Words } from "../../catalogue-words.ts";

const learningRate: Words = {
  label: "Learning rate",
  help: "How far one update goes along the gradient. Too small is slow, too large diverges.",
};
const momenta = {
  momentum: {
    label: "Momentum",
    help: "μ: the share of the velocity that survives each step; 0.9 averages over about ten steps.",
  },
  startMomentum: {
    label: "Momentum at first",
    help: "Where the momentum starts when it rises; 0.5 is usual.",
  },
  rampSteps: {
    label: "Rises over",
    help: "Steps over which the momentum rises in a straight line from its first value; 0 keeps it constant.",
  },
};
const beta1: Words = { label: "β₁", help: "Decay of the running mean of the gradient." };
const beta2: Words = { label: "β₂", help: "Decay of the running mean of the squared gradient." };
const rho: Words = { label: "ρ", help: "Decay of the running mean of the squared gradient." };
const epsilon: Words = {
  label: "ε",
  help: "Added to the denominator, so that nothing is divided by zero.",
};
const adamFields = { learningRate, beta1, beta2, epsilon };

export const optimizers = {
  sgd: {
    label: "SGD",
    help: "w ← w − η·g: a plain step against the gradient.",
    fields: { learningRate },
  },
  momentum: {
    label: "Momentum",
    help: "v ← μ·v − η·g, w ← w + v: steps in the same direction add up (Polyak, 1964).",
    fields: { learningRate, ...momenta },
  },
  nesterov: {
    label: "Nesterov",
    help: "Momentum whose gradient looks ahead to where the velocity leads (Nesterov, 1983).",
    fields: { learningRate, ...momenta },
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
      rho,
      epsilon,
      epsilonInside: {
        label: "ε under the root",
        help: "Divides by √(h + ε), as Keras does, instead of √h + ε.",
      },
    },
  },
  adadelta: {
    label: "AdaDelta",
    help: "RMSProp whose steps are scaled by a running mean of past steps, so that it needs hardly any learning rate: 1 is usual (Zeiler, 2012).",
    fields: { learningRate, rho, epsilon },
  },
  adam: {
    label: "Adam",
    help: "w ← w − η·m̂ / (√v̂ + ε), with running means of gradient and squared gradient, corrected for their start (Kingma and Ba, 2014).",
    fields: {
      ...adamFields,
      epsilonHat: {
        label: "ε beside the raw root",
        help: "Adds ε to √v before v is corrected, as Keras does, instead of to √v̂.",
      },
      uncorrected: {
        label: "Without correction",
        help: "The short form w ← w − η·m / (√v + ε): m and v start at 0 and are not corrected for it, so the first steps are off.",
      },
    },
  },
  adamw: {
    label: "AdamW",
    help: "Adam with weight decay applied to the weights themselves, not through the gradient (Loshchilov and Hutter, 2017).",
    fields: {
      ...adamFields,
      decay: { label: "Weight decay", help: "λ: each step also takes η·λ·w off every weight." },
    },
  },
  amsgrad: {
    label: "AMSGrad",
    help: "Adam that divides by the largest v̂ so far, so that a weight's step never grows again by itself (Reddi et al., 2018).",
    fields: adamFields,
  },
  adamax: {
    label: "Adamax",
    help: "Adam with the largest recent |g|, decayed by β₂, in place of the root of a mean of squares (Kingma and Ba, 2014).",
    fields: adamFields,
  },
  nadam: {
    label: "NAdam",
    help: "Adam with Nesterov's look ahead in its running mean of the gradient (Dozat, 2016).",
    fields: {
      ...adamFields,
      momentumDecay: {
        label: "Momentum decay",
        help: "ψ: how quickly the momentum rises to β₁, as β₁·(1 − ½·0.96^(t·ψ)).",
      },
    },
  },
  radam: {
    label: "RAdam",
    help: "Adam that begins as plain momentum and adapts only once v is known well enough: a warm-up of its own (Liu et al., 2019).",
    fields: adamFields,
  },
  lion: {
    label: "Lion",
    help: "w ← w − η·sign(β₁·m + (1 − β₁)·g): all weights move equally far; wants a learning rate of about a tenth of Adam's (Chen et al., 2023).",
    fields: {
      learningRate,
      beta1: { label: "β₁", help: "Share of the running mean in the direction of this step." },
      beta2: { label: "β₂", help: "Decay of the running mean of the gradient." },
    },
  },
} as const satisfies CatalogueWords["optimizers"];

const factor: Words = {
  label: "Factor",
  help: "What the learning rate is multiplied by each time.",
};
const lowest: Words = {
  label: "Lowest rate",
  help: "The learning rate does not fall below this.",
};

export const schedules = {
  constant: {
    label: "Constant",
    help: "The learning rate stays as it is.",
    fields: {},
  },
  step: {
    label: "Steps",
    help: "η · factor^⌊t / every⌋: falls at even intervals, as by half every few epochs.",
    fields: {
      factor,
      every: { label: "Every", help: "Steps from one fall to the next." },
    },
  },
  milestones: {
    label: "Milestones",
    help: "Multiplies the learning rate by the factor at each of the given steps.",
    fields: {
      factor,
      at: { label: "At steps", help: "The steps at which it falls, with commas between." },
    },
  },
  exponential: {
    label: "Exponential",
    help: "η · factor^(t / every): falls smoothly, by the factor over each interval.",
    fields: {
      factor: { label: "Factor", help: "What is left of the learning rate after one interval." },
      every: { label: "Every", help: "Length of the interval in steps." },
    },
  },
  inverseTime: {
    label: "1/t",
    help: "η / (1 + k·t): falls quickly at first, then ever more slowly.",
    fields: { rate: { label: "k", help: "How quickly it falls; after 1/k steps half is left." } },
  },
  cosine: {
    label: "Cosine",
    help: "Half a cosine wave from the learning rate down to the lowest, over the whole length of the training (Loshchilov and Hutter, 2016).",
    fields: { lowest },
  },
  cosineRestarts: {
    label: "Cosine with restarts",
    help: "Half a cosine wave down, then back to the top at once, again and again (Loshchilov and Hutter, 2016).",
    fields: { lowest, period: { label: "Period", help: "Steps from one restart to the next." } },
  },
  polynomial: {
    label: "Polynomial",
    help: "lowest + (η − lowest) · (1 − t/T)^power over the whole length T of the training.",
    fields: {
      lowest,
      power: { label: "Power", help: "1 is a straight line; larger falls sooner." },
    },
  },
  oneCycle: {
    label: "One cycle",
    help: "Rises from a small rate to the learning rate, then falls far below where it began, over the whole length of the training (Smith and Topin, 2017).",
    fields: {
      warmShare: { label: "Share of the rise", help: "The share of the training that rises." },
      startDivisor: {
        label: "Start divisor",
        help: "Starts at the learning rate divided by this.",
      },
      endDivisor: { label: "End divisor", help: "Ends at the starting rate divided by this." },
      cycleMomentum: {
        label: "Cycle the momentum",
        help: "The momentum falls while the rate rises, and the other way round; only with Momentum and Nesterov.",
      },
      lowMomentum: { label: "Lowest momentum", help: "At the top of the learning rate." },
      highMomentum: { label: "Highest momentum", help: "At the start and at the end." },
    },
  },
  plateau: {
    label: "On a plateau",
    help: "Lowers the learning rate when evaluations stop improving; each run goes by its own.",
    fields: {
      factor,
      patience: {
        label: "Patience",
        help: "How many evaluations without an improvement are borne.",
      },
      watch: {
        label: "Watch",
        help: "What must improve on the validation part.",
        options: { accuracy: "Accuracy (or R²)", loss: "Loss" },
      },
      threshold: {
        label: "Threshold",
        help: "What is less than this better does not count as an improvement.",
      },
      cooldown: {
        label: "Pause",
        help: "Evaluations after a fall in which nothing is counted.",
      },
      lowest,
      rule: {
        label: "Rule",
        help: "PyTorch: the threshold is a share of the best, and the rate falls once bad evaluations exceed the patience. Keras: the threshold is absolute, and the rate falls as soon as they reach it.",
        options: { pytorch: "As PyTorch", keras: "As Keras" },
      },
    },
  },
} as const satisfies CatalogueWords["schedules"];
