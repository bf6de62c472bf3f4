/**
 * Convolution (cross-correlation, as everywhere in the field): x [batch, height, width, channels] and
 * kernel [taps high, taps wide, channels, filters], [bias [filters]] -> y [batch, high, wide, filters]
 * with y = f(x * kernel + bias). A series is an image of height 1, and may leave that axis out: x [batch,
 * time, channels], kernel [taps, channels, filters]. Attributes: `strides` and
 * `dilations` of height and width, `padding` [top, bottom, left, right], `bias`, `activation`, and
 * `alpha` where the activation has one.
 */
import { convolutionCpu } from "./convolution-cpu.ts";
import {
  convolutionAttributes,
  convolutionShapes,
  windowAttributes,
} from "./convolution-geometry.ts";
import { convolutionKernels } from "./convolution-kernels.ts";
import { convolutionReference } from "./convolution-reference.ts";
import { largeWindowSamples, type WindowSample, windowSamples } from "./convolution-samples.ts";
import type { Attributes, GradientRequest, Op, Sample, TensorId } from "./op.ts";
import { item } from "./operands.ts";

function gradient(request: GradientRequest<Attributes>): (TensorId | null)[] {
  const { emitter, wanted, upstream } = request;
  const { bias, activation } = convolutionAttributes(request.attributes);
  const [x, kernel] = [item(request.inputs, 0), item(request.inputs, 1)];
  const [dy = null] = upstream;
  if (dy === null) return [null, null];
  if (bias || activation !== "linear") {
    throw new Error("convolution: expected no epilogue, as fusion follows differentiation");
  }
  const window = windowAttributes(request.attributes);
  const emit = (op: string, inputs: TensorId[], attributes: Attributes) =>
    emitter.emit(op, inputs, { ...window, ...attributes }).at(-1) ?? null;
  const inputGradient = () =>
    emit("convolutionInputGradient", [dy, kernel], {
      size: emitter.shape(x).slice(1, -1),
      gradientOf: null,
    });
  const kernelGradient = () =>
    emit("convolutionKernelGradient", [x, dy], {
      window: emitter.shape(kernel).slice(0, -2),
      sumColumns: false,
    });
  return [wanted[0] ? inputGradient() : null, wanted[1] ? kernelGradient() : null];
}

const plain = { bias: false, activation: "linear" };

function sample({ name, x, kernel, window, shared }: WindowSample): Sample<Attributes> {
  return {
    name,
    inputs: [{ shape: x, shared }, { shape: kernel }],
    attributes: { ...window, ...plain },
  };
}

const series: WindowSample = {
  name: "a series",
  x: [3, 8, 3],
  kernel: [3, 3, 6],
  y: [3, 8, 6],
  window: { strides: [1, 1], dilations: [1, 1], padding: [0, 0, 1, 1] },
  shared: false,
};

/** Fusion follows differentiation, so fused forms have no gradient of their own. */
function fused(attributes: Attributes): Sample<Attributes> {
  const base = sample(series);
  const biases = attributes["bias"] === true ? [{ shape: [6] }] : [];
  return {
    name: Object.values(attributes).join(" "),
    inputs: [...base.inputs, ...biases],
    attributes: { ...base.attributes, ...attributes },
    differentiable: [],
  };
}

export const convolution: Op = {
  infer: convolutionShapes,
  gradient,
  reference: convolutionReference,
  cpu: convolutionCpu,
  kernels: convolutionKernels,
  samples: [
    ...windowSamples.map(sample),
    ...largeWindowSamples.map((each) => ({ ...sample(each), differentiable: [] })),
    fused({ bias: true, activation: "linear" }),
    fused({ bias: true, activation: "relu" }),
    fused({ bias: false, activation: "tanh" }),
    fused({ bias: true, activation: "leakyRelu", alpha: 0.3 }),
  ],
};
