import type { LayerSpec } from "../../spec/experiment.ts";
import type { Layer } from "./layer.ts";
import { emitRecurrent, recurrentParameters, recurrentShape } from "./recurrent.ts";

/**
 * c' = f c + i g, h' = o tanh c' with the gates i, f, c, o in this order, from a state of zeros:
 * Hochreiter and Schmidhuber, 1997; the forget gate's bias starts at 1 by Jozefowicz et al., 2015.
 */
export const lstm: Layer<Extract<LayerSpec, { kind: "lstm" }>> = {
  infer: recurrentShape,
  parameters: (spec, inputs) => {
    const { units, forgetBias } = spec;
    const isForget = (index: number) => Math.floor(index / units) === 1;
    const values = (index: number) => (isForget(index) ? forgetBias : 0);
    return recurrentParameters(spec, inputs, "lstm", { values });
  },
  emit: (spec, inputs, context) =>
    emitRecurrent(spec, inputs, context, { cell: "lstm", activation: "tanh" }),
};
