import { shapeText } from "../../engine/core/shape.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import { Fault } from "../../spec/fault.ts";
import { affineParameters, emitBiasAndActivation } from "./affine.ts";
import type { Layer } from "./layer.ts";

/** y = f(x W + b); kernel [in, units] as in Keras. */
export const dense: Layer<Extract<LayerSpec, { kind: "dense" }>> = {
  infer: (spec, [input], name) => {
    if (input.length !== 1) {
      throw new Fault("shape.needsFlat", { layer: name, got: shapeText(input) });
    }
    return [spec.units];
  },
  parameters: (spec, [input]) => {
    const fanIn = input.at(-1) ?? 1;
    return affineParameters(spec, [fanIn, spec.units], { fanIn, fanOut: spec.units });
  },
  emit: (spec, [x], context) => {
    const [kernel] = context.parameters;
    if (kernel === undefined) throw new Error("dense: expected a kernel");
    const product = context.builder.emitOne("matmul", [x, kernel], plainMatmul);
    return emitBiasAndActivation(spec, product, context);
  },
};

const plainMatmul = {
  transposeA: false,
  transposeB: false,
  bias: false,
  activation: "linear",
  gradientOf: null,
  sumColumns: false,
};
