import type { LayerSpec } from "../../spec/experiment.ts";
import { type Layer, noParameters, same } from "./layer.ts";

/** y = f(x), element by element. */
export const activation: Layer<Extract<LayerSpec, { kind: "activation" }>> = {
  infer: same,
  parameters: noParameters,
  emit: (spec, x, { builder }) => builder.emitOne("unary", [x], { function: spec.function }),
};
