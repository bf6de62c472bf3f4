/** English words of the activations. */
import type { CatalogueWords } from "../../catalogue-words.ts";

export const activations = {
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
    help: "x for x > 0 and α·x otherwise, so that no unit dies (Maas et al., 2013).",
  },
  elu: {
    label: "ELU",
    help: "x for x > 0 and α·(eˣ − 1) otherwise: smooth, with means nearer to zero (Clevert et al., 2015).",
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
  geluTanh: {
    label: "GELU (tanh)",
    help: "f(x) = x/2 · (1 + tanh(√(2/π) · (x + 0.044715·x³))): GELU by a cheaper formula, within about 0.0005 of it (Hendrycks and Gimpel, 2016).",
  },
  hardSigmoid: {
    label: "Hard sigmoid",
    help: "f(x) = x/6 + 1/2, cut off at 0 and 1: a sigmoid of straight lines; flat, and so without gradient, beyond ±3.",
  },
  hardSwish: {
    label: "Hard swish",
    help: "f(x) = x · hardSigmoid(x): SiLU of cheap pieces, made for phones (Howard et al., 2019).",
  },
  mish: {
    label: "Mish",
    help: "f(x) = x · tanh(ln(1 + eˣ)): smooth, close to SiLU (Misra, 2019).",
  },
  relu6: {
    label: "ReLU6",
    help: "f(x) = min(max(0, x), 6): a ReLU that saturates at 6, for arithmetic of low precision.",
  },
  softsign: {
    label: "Softsign",
    help: "f(x) = x / (1 + |x|): like tanh, but approaches ±1 so slowly that it saturates less.",
  },
  softmax: {
    label: "Softmax",
    help: "e^xᵢ / Σⱼ e^xⱼ over all channels of a place: shares that add up to 1. The cross-entropy loss applies it by itself; an output layer needs none.",
  },
} as const satisfies CatalogueWords["activations"];

/** What functions of one number, and softmax, are called in a choice. */
export const activationOptions = {
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
  geluTanh: activations.geluTanh.label,
  hardSigmoid: activations.hardSigmoid.label,
  hardSwish: activations.hardSwish.label,
  mish: activations.mish.label,
  relu6: activations.relu6.label,
  softsign: activations.softsign.label,
  softmax: activations.softmax.label,
};
