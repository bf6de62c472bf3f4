import { item } from "../../engine/ops/operands.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import { type Layer, same } from "./layer.ts";
import { channelParameter } from "./normalization.ts";

/** Over the last axis, each place by itself (Ba, Kiros and Hinton, 2016). */
export const layerNormalization: Layer<Extract<LayerSpec, { kind: "layerNormalization" }>> = {
  infer: same,
  parameters: (_spec, [input]) => [
    channelParameter("gamma", input, 1),
    channelParameter("beta", input, 0),
  ],
  emit: ({ epsilon }, [x], { builder, parameters }) =>
    item(builder.emit("layerNorm", [x, ...parameters], { epsilon }), 0),
};
