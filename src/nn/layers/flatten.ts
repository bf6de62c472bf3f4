import { elements } from "../../engine/core/shape.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import { type Layer, noParameters } from "./layer.ts";

/** [batch, ...shape] -> [batch, product of shape]; position-major, as in Keras. */
export const flatten: Layer<Extract<LayerSpec, { kind: "flatten" }>> = {
  infer: (_spec, [shape]) => [elements(shape)],
  parameters: noParameters,
  emit: (_spec, [x], { builder }) => {
    const [batch = 1, ...rest] = builder.shape(x);
    return builder.emitOne("reshape", [x], { shape: [batch, elements(rest)] });
  },
};
