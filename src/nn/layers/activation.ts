import type { TensorId } from "../../engine/ops/op.ts";
import type { LayerActivationName } from "../../spec/catalogue.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import { type Layer, type LayerContext, noParameters, same } from "./layer.ts";

/** y = f(x), element by element; softmax over the last axis. `alpha` null is the function's own. */
export function emitActivation(
  name: LayerActivationName,
  alpha: number | null,
  x: TensorId,
  { builder }: Pick<LayerContext, "builder">,
): TensorId {
  if (name === "linear") return x;
  if (name === "softmax") return builder.emitOne("softmax", [x]);
  return builder.emitOne(
    "unary",
    [x],
    alpha === null ? { function: name } : { function: name, alpha },
  );
}

export const activation: Layer<Extract<LayerSpec, { kind: "activation" }>> = {
  infer: same,
  parameters: noParameters,
  emit: (spec, [x], context) => emitActivation(spec.function, spec.alpha, x, context),
};
