import type { LayerSpec } from "../../spec/experiment.ts";
import { type Layer, noParameters, same } from "./layer.ts";

/** Inverted dropout (Srivastava et al., JMLR 15, 2014): y = x mask / (1 - rate) while training. */
export const dropout: Layer<Extract<LayerSpec, { kind: "dropout" }>> = {
  infer: same,
  parameters: noParameters,
  emit: (_spec, [x], { builder, training, column, stream }) =>
    training ? builder.emitOne("dropout", [x], { column, stream }) : x,
  tableValues: (spec, run) => [run.dropout ?? spec.rate],
};
