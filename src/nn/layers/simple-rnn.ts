import type { LayerSpec } from "../../spec/experiment.ts";
import type { Layer } from "./layer.ts";
import { emitRecurrent, recurrentParameters, recurrentShape } from "./recurrent.ts";

/** h' = f(x W + h U + b), from a state of zeros: Elman, "Finding structure in time", 1990. */
export const simpleRnn: Layer<Extract<LayerSpec, { kind: "simpleRnn" }>> = {
  infer: recurrentShape,
  parameters: (spec, inputs) => recurrentParameters(spec, inputs, "simpleRnn"),
  emit: (spec, inputs, context) =>
    emitRecurrent(spec, inputs, context, { cell: "simpleRnn", activation: spec.activation }),
};
