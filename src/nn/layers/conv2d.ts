import type { LayerSpec } from "../../spec/experiment.ts";
import { affineParameters, emitBiasAndActivation } from "./affine.ts";
import { checkWindow, windowAlong } from "./convolution-window.ts";
import type { Layer } from "./layer.ts";

/** y = f(x * W + b) over [height, width, channels]; kernel [height, width, in, filters] as in Keras. */
export const conv2d: Layer<Extract<LayerSpec, { kind: "conv2d" }>> = {
  infer: (spec, [input], name) => {
    const { height, width, filters } = spec;
    const expected = "[height, width, channels]";
    checkWindow(spec, [height, width], { name, input, expected });
    const [high = 1, wide = 1] = input;
    return [windowAlong(spec, height, high).count, windowAlong(spec, width, wide).count, filters];
  },
  parameters: (spec, [input]) => {
    const { height, width, filters } = spec;
    const channels = input.at(-1) ?? 1;
    const fans = { fanIn: height * width * channels, fanOut: height * width * filters };
    return affineParameters(spec, [height, width, channels, filters], fans);
  },
  emit: (spec, [x], context) => {
    const { builder, parameters } = context;
    const [kernel] = parameters;
    if (kernel === undefined) throw new Error("conv2d: expected a kernel");
    const [, high = 1, wide = 1] = builder.shape(x);
    const down = windowAlong(spec, spec.height, high);
    const across = windowAlong(spec, spec.width, wide);
    const product = builder.emitOne("convolution", [x, kernel], {
      strides: [spec.stride, spec.stride],
      dilations: [spec.dilation, spec.dilation],
      padding: [down.before, down.after, across.before, across.after],
      bias: false,
      activation: "linear",
    });
    return emitBiasAndActivation(spec, product, context);
  },
};
