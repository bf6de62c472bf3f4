import type { LayerSpec } from "../../spec/experiment.ts";
import { type Layer, noParameters, same } from "./layer.ts";

/** Where examples enter; their shape is the data set's. */
export const input: Layer<Extract<LayerSpec, { kind: "input" }>> = {
  infer: same,
  parameters: noParameters,
  emit: (_spec, [x]) => x,
};
