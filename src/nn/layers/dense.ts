import { shapeText } from "../../engine/core/shape.ts";
import type { TensorId } from "../../engine/ops/op.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import { Fault } from "../../spec/fault.ts";
import type { Layer, LayerContext, ParameterSpec } from "./layer.ts";

type DenseSpec = Extract<LayerSpec, { kind: "dense" }>;

/** y = f(x W + b); kernel [in, units] as in Keras. */
export const dense: Layer<DenseSpec> = {
  infer: (spec, input, name) => {
    if (input.length !== 1) {
      throw new Fault("shape.needsFlat", { layer: name, got: shapeText(input) });
    }
    return [spec.units];
  },
  parameters: (spec, input) => {
    const fanIn = input.at(-1) ?? 1;
    const fans = { fanIn, fanOut: spec.units };
    const kernel: ParameterSpec = {
      name: "kernel",
      shape: [fanIn, spec.units],
      ...fans,
      decays: true,
      initializer: spec.initializer,
    };
    const zeros = { kind: "zeros" } as const;
    const bias = { name: "bias", shape: [spec.units], ...fans, decays: false, initializer: zeros };
    return spec.useBias ? [kernel, bias] : [kernel];
  },
  emit: (spec, x, context) => {
    const linear = affine(x, context);
    if (spec.activation === "linear") return linear;
    return context.builder.emitOne("unary", [linear], { function: spec.activation });
  },
};

/** x W + b, un-fused: the plan joins the parts. */
function affine(x: TensorId, { builder, parameters }: LayerContext): TensorId {
  const [kernel, bias] = parameters;
  if (kernel === undefined) throw new Error("dense: expected a kernel");
  const product = builder.emitOne("matmul", [x, kernel], plainMatmul);
  return bias === undefined
    ? product
    : builder.emitOne("binary", [product, bias], { function: "add" });
}

const plainMatmul = {
  transposeA: false,
  transposeB: false,
  bias: false,
  activation: "linear",
  gradientOf: null,
  sumColumns: false,
};
