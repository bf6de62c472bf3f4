import { elements } from "../../engine/core/shape.ts";
import { item } from "../../engine/ops/operands.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import { type Layer, same } from "./layer.ts";
import { channelParameter } from "./normalization.ts";

/**
 * Over all axes but the last: with the statistics of the batch in training (Ioffe and Szegedy, 2015),
 * with their moving averages in evaluation and, as in Keras, wherever the layer is frozen. Four numbers
 * a channel, of which two are trained.
 */
export const batchNormalization: Layer<Extract<LayerSpec, { kind: "batchNormalization" }>> = {
  infer: same,
  parameters: (_spec, [input]) => {
    const moving = { moving: true } as const;
    return [
      channelParameter("gamma", input, 1),
      channelParameter("beta", input, 0),
      { ...channelParameter("moving_mean", input, 0), ...moving },
      { ...channelParameter("moving_variance", input, 1), ...moving },
    ];
  },
  emit: ({ decay, epsilon, unbiased, trainable }, [x], context) => {
    const { builder, parameters, training, afterLoss } = context;
    if (!training || !trainable) {
      return builder.emitOne("batchNormApply", [x, ...parameters], { epsilon });
    }
    const outputs = builder.emit("batchNorm", [x, ...parameters.slice(0, 2)], { epsilon });
    const statistics = [item(outputs, 1), item(outputs, 2)];
    const count = elements(builder.shape(x).slice(0, -1));
    afterLoss((halted) => {
      const operands = [...statistics, ...parameters.slice(2), halted];
      builder.emit("movingAverage", operands, { decay, count, unbiased });
    });
    return item(outputs, 0);
  },
};
