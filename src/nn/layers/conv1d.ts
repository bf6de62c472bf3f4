import type { LayerSpec } from "../../spec/experiment.ts";
import { affineParameters, emitBiasAndActivation } from "./affine.ts";
import { checkWindow, windowAlong } from "./convolution-window.ts";
import type { Layer } from "./layer.ts";

/** y = f(x * W + b) along time, [time, channels]; kernel [width, in, filters] as in Keras. */
export const conv1d: Layer<Extract<LayerSpec, { kind: "conv1d" }>> = {
  infer: (spec, [input], name) => {
    checkWindow(spec, [spec.width], { name, input, expected: "[time, channels]" });
    return [windowAlong(spec, spec.width, input[0] ?? 1).count, spec.filters];
  },
  parameters: (spec, [input]) => {
    const channels = input.at(-1) ?? 1;
    const fans = { fanIn: spec.width * channels, fanOut: spec.width * spec.filters };
    return affineParameters(spec, [spec.width, channels, spec.filters], fans);
  },
  emit: (spec, [x], context) => {
    const { builder, parameters } = context;
    const [kernel] = parameters;
    if (kernel === undefined) throw new Error("conv1d: expected a kernel");
    const [, time = 1] = builder.shape(x);
    const { before, after } = windowAlong(spec, spec.width, time);
    const product = builder.emitOne("convolution", [x, kernel], {
      strides: [1, spec.stride],
      dilations: [1, spec.dilation],
      padding: [0, 0, before, after],
      bias: false,
      activation: "linear",
    });
    return emitBiasAndActivation(spec, product, context);
  },
};
