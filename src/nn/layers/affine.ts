/** What layers with a kernel and a bias have in common. */
import type { Shape } from "../../engine/core/shape.ts";
import type { TensorId } from "../../engine/ops/op.ts";
import type { LayerActivationName } from "../../spec/catalogue.ts";
import type { InitializerSpec } from "../../spec/experiment.ts";
import { emitActivation } from "./activation.ts";
import type { LayerContext, ParameterSpec } from "./layer.ts";

export interface AffineSpec {
  readonly activation: LayerActivationName;
  readonly alpha: number | null;
  readonly useBias: boolean;
  readonly initializer: InitializerSpec | null;
  readonly biasInitializer: InitializerSpec | null;
}

/** Kernel [..., in, out] and, where wished, a bias [out] that starts at zero unless the layer says otherwise. */
export function affineParameters(
  spec: AffineSpec,
  shape: Shape,
  fans: { readonly fanIn: number; readonly fanOut: number },
): ParameterSpec[] {
  const kernel = { name: "kernel", shape, ...fans, decays: true, initializer: spec.initializer };
  const initializer = spec.biasInitializer ?? { kind: "zeros" };
  const bias = { name: "bias", shape: shape.slice(-1), ...fans, decays: false, initializer };
  return spec.useBias ? [kernel, bias] : [kernel];
}

/** f(product + b), un-fused: the plan joins the parts. */
export function emitBiasAndActivation(
  spec: AffineSpec,
  product: TensorId,
  context: LayerContext,
): TensorId {
  const bias = context.parameters[1];
  const { builder } = context;
  const sum =
    bias === undefined ? product : builder.emitOne("binary", [product, bias], { function: "add" });
  return emitActivation(spec.activation, spec.alpha, sum, context);
}
