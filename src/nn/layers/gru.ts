import type { Layer } from "./layer.ts";
import {
  emitRecurrent,
  type RecurrentSpec,
  recurrentParameters,
  recurrentShape,
} from "./recurrent.ts";

type GruSpec = Extract<RecurrentSpec, { kind: "gru" }>;

/** The reset gate works on h U + b, as in Keras and PyTorch, or on h, as in Cho et al., 2014. */
function cellOf({ resetAfter }: GruSpec) {
  return resetAfter ? "gru" : "gruResetBefore";
}

/** h' = z h + (1 - z) n with the gates z, r, h in this order, from a state of zeros. */
export const gru: Layer<GruSpec> = {
  infer: recurrentShape,
  parameters: (spec, inputs) => recurrentParameters(spec, inputs, cellOf(spec)),
  emit: (spec, inputs, context) =>
    emitRecurrent(spec, inputs, context, { cell: cellOf(spec), activation: "tanh" }),
};
