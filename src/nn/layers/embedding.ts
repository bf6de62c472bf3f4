import { shapeText } from "../../engine/core/shape.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import { Fault } from "../../spec/fault.ts";
import type { Layer } from "./layer.ts";

/** A learned vector for each symbol; [time] -> [time, size]. The table is [vocabulary, size], as in Keras. */
export const embedding: Layer<Extract<LayerSpec, { kind: "embedding" }>> = {
  infer: (spec, [input], layer) => {
    if (input.length !== 1) {
      throw new Fault("shape.needsRank", { layer, expected: "[time]", got: shapeText(input) });
    }
    return [...input, spec.size];
  },
  parameters: (spec) => [
    {
      name: "embeddings",
      shape: [spec.vocabulary, spec.size],
      fanIn: spec.vocabulary,
      fanOut: spec.size,
      decays: true,
      initializer: spec.initializer,
    },
  ],
  emit: (_spec, [x], { builder, parameters }) => {
    const [table] = parameters;
    if (table === undefined) throw new Error("embedding: expected a table");
    return builder.emitOne("embedding", [x, table]);
  },
};
