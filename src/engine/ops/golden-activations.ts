/** PyTorch's golden cases of activations and softmax. */
import { differentiated, type GoldenBuild, withAxes } from "./golden-tape.ts";
import type { Attributes } from "./op.ts";

function emitted(op: string, attributes: Attributes = {}): GoldenBuild {
  return differentiated((tape, of) => tape.node(op, [of("x")], attributes));
}

const smooth = ["", "_extreme"];
const kinked = [...smooth, "_at_zero"];

function variants(golden: string, suffixes: readonly string[], attributes: Attributes) {
  const build = emitted("unary", attributes);
  return Object.fromEntries(suffixes.map((suffix) => [golden + suffix, build]));
}

/** [batch, channels, time] with the channels last. */
const channelsLast = { x: [0, 2, 1], y: [0, 2, 1] };

export const goldenActivations: Readonly<Record<string, GoldenBuild>> = {
  ...variants("sigmoid", smooth, { function: "sigmoid" }),
  ...variants("tanh", smooth, { function: "tanh" }),
  ...variants("relu", kinked, { function: "relu" }),
  ...variants("leaky_relu_0.01", kinked, { function: "leakyRelu" }),
  ...variants("leaky_relu_0.3", kinked, { function: "leakyRelu", alpha: 0.3 }),
  ...variants("elu_1", kinked, { function: "elu" }),
  ...variants("elu_0.5", kinked, { function: "elu", alpha: 0.5 }),
  ...variants("selu", kinked, { function: "selu" }),
  ...variants("gelu_exact", smooth, { function: "gelu" }),
  ...variants("gelu_tanh", smooth, { function: "geluTanh" }),
  ...variants("silu", smooth, { function: "silu" }),
  ...variants("softplus", smooth, { function: "softplus" }),
  ...variants("softsign", smooth, { function: "softsign" }),
  ...variants("relu6", smooth, { function: "relu6" }),
  ...variants("mish", smooth, { function: "mish" }),
  ...variants("identity", smooth, { function: "linear" }),
  ...variants("hard_sigmoid_torch", smooth, { function: "hardSigmoid" }),
  ...variants("hard_swish_torch", smooth, { function: "hardSwish" }),
  softmax_last: emitted("softmax"),
  softmax_shift: emitted("softmax"),
  softmax_axis1_ncl: withAxes(channelsLast, emitted("softmax")),
  log_softmax: emitted("logSoftmax"),
  log_softmax_wide: emitted("logSoftmax"),
};
