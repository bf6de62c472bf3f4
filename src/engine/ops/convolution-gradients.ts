/**
 * The gradients of a convolution, with its window as attributes. Of the input: dy, kernel, [saved] ->
 * dx [batch, ...size, channels] = (dy * mirrored kernel) * f'(saved), by gathering; `size` is height and
 * width of x, `gradientOf` names f or is null. Of the kernel: x, dy -> dKernel [...window, channels,
 * filters] and, if `sumColumns`, the bias gradient [filters] in dKernel's buffer; where cells are many
 * and outputs few, partial sums come before them as another output.
 */
import type { ActivationName } from "../../spec/catalogue.ts";
import { elements } from "../core/shape.ts";
import { inputGradientCpu } from "./convolution-cpu.ts";
import { inputGradientShapes, kernelGradientShapes } from "./convolution-geometry.ts";
import { kernelGradientCpu } from "./convolution-kernel-cpu.ts";
import { inputGradientKernels, kernelGradientKernels } from "./convolution-kernels.ts";
import { inputGradientReference, kernelGradientReference } from "./convolution-reference.ts";
import {
  largeWindowSamples,
  savedValues,
  type WindowSample,
  windowSamples,
} from "./convolution-samples.ts";
import type { Attributes, Op, Sample } from "./op.ts";

const allWindows = [...windowSamples, ...largeWindowSamples];

function inputSample({ name, x, kernel, y, window }: WindowSample): Sample<Attributes> {
  return {
    name,
    inputs: [{ shape: y }, { shape: kernel }],
    attributes: { ...window, size: x.slice(1, -1), gradientOf: null },
    differentiable: [],
  };
}

/** What is saved is the function's output, so it lies in the function's range. */
function slopeSample(
  gradientOf: ActivationName,
  window: WindowSample,
  alpha?: number,
): Sample<Attributes> {
  const base = inputSample(window);
  const values = savedValues(gradientOf, elements(window.x), alpha);
  return {
    ...base,
    name: `slope of ${gradientOf}, ${base.name}`,
    inputs: [...base.inputs, { shape: window.x, values }],
    attributes: { ...base.attributes, gradientOf, ...(alpha === undefined ? {} : { alpha }) },
  };
}

const strided = windowSamples.filter(({ name }) => name === "stride 3 beside dilation 2");

export const convolutionInputGradient: Op = {
  infer: inputGradientShapes,
  reference: inputGradientReference,
  cpu: inputGradientCpu,
  kernels: inputGradientKernels,
  samples: [
    ...allWindows.map(inputSample),
    ...largeWindowSamples.map((window) => slopeSample("relu", window)),
    ...strided.flatMap((window) => [slopeSample("tanh", window), slopeSample("elu", window, 0.5)]),
  ],
};

function kernelSample(
  { name, x, y, kernel, window, shared }: WindowSample,
  sumColumns: boolean,
): Sample<Attributes> {
  return {
    name: sumColumns ? `${name}, column sums` : name,
    inputs: [{ shape: x, shared }, { shape: y }],
    attributes: { ...window, window: kernel.slice(0, -2), sumColumns },
    differentiable: [],
  };
}

export const convolutionKernelGradient: Op = {
  infer: kernelGradientShapes,
  reference: kernelGradientReference,
  cpu: kernelGradientCpu,
  kernels: kernelGradientKernels,
  samples: allWindows.flatMap((each) => [kernelSample(each, false), kernelSample(each, true)]),
};
