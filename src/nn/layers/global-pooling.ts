import { shapeText } from "../../engine/core/shape.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import { Fault } from "../../spec/fault.ts";
import { type Layer, noParameters } from "./layer.ts";

type GlobalPoolingSpec = Extract<
  LayerSpec,
  {
    kind:
      | "globalAveragePooling1d"
      | "globalMaxPooling1d"
      | "globalAveragePooling2d"
      | "globalMaxPooling2d";
  }
>;

const forms = { 1: "[time, channels]", 2: "[height, width, channels]" } as const;

/** Maximum or average of each channel over time, of the steps that count, or over a whole image. */
function globalPooling(
  name: "max" | "average",
  axes: keyof typeof forms,
): Layer<GlobalPoolingSpec> {
  return {
    infer: (_spec, [input], layer) => {
      if (input.length !== axes + 1) {
        const values = { layer, expected: forms[axes], got: shapeText(input) };
        throw new Fault("shape.needsRank", values);
      }
      return input.slice(-1);
    },
    parameters: noParameters,
    emit: (_spec, [x], { builder, lengths }) => {
      const inputs = axes === 1 && lengths !== null ? [x, lengths] : [x];
      return builder.emitOne("globalPool", inputs, { function: name });
    },
  };
}

export const globalAveragePooling1d = globalPooling("average", 1);
export const globalMaxPooling1d = globalPooling("max", 1);
export const globalAveragePooling2d = globalPooling("average", 2);
export const globalMaxPooling2d = globalPooling("max", 2);
