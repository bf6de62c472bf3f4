import type { LayerSpec } from "../../spec/experiment.ts";
import { type Layer, noParameters, same } from "./layer.ts";

/** y = x + std z while training, with z standard normal and drawn anew at each step. */
export const gaussianNoise: Layer<Extract<LayerSpec, { kind: "gaussianNoise" }>> = {
  infer: same,
  parameters: noParameters,
  emit: (_spec, [x], { builder, training, column, stream }) =>
    training ? builder.emitOne("gaussianNoise", [x], { column, stream }) : x,
  tableValues: (spec) => [spec.std],
};
