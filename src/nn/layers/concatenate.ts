import { sameShape } from "../../engine/core/shape.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import { type Layer, noParameters } from "./layer.ts";
import { expectMergeable } from "./merging.ts";

/** Inputs side by side along the last axis; all others must agree. */
export const concatenate: Layer<Extract<LayerSpec, { kind: "concatenate" }>> = {
  infer: (_spec, inputs, layer) => {
    expectMergeable(inputs, layer, (first, other) =>
      sameShape(first.slice(0, -1), other.slice(0, -1)),
    );
    const channels = inputs.reduce((sum, shape) => sum + (shape.at(-1) ?? 1), 0);
    return [...inputs[0].slice(0, -1), channels];
  },
  parameters: noParameters,
  emit: (_spec, inputs, { builder }) => builder.emitOne("concatenate", inputs),
};
