/** PyTorch's golden cases of batch and layer normalisation, with their moving statistics. */
import {
  differentiated,
  type Expectation,
  entry,
  type GoldenBuild,
  type GoldenCase,
  type GoldenTensor,
  withAxes,
} from "./golden-tape.ts";
import type { Attributes, TensorId } from "./op.ts";
import { item } from "./operands.ts";

/** A case's record of the moving statistics, before and after one step. */
interface RunningCase extends GoldenCase {
  readonly running?: Readonly<Record<string, unknown>>;
}

function epsilonOf({ attrs }: GoldenCase): Attributes {
  return { epsilon: Number(attrs["eps"]) };
}

const training = differentiated((tape, of, found) =>
  tape.node("batchNorm", [of("x"), of("gamma"), of("beta")], epsilonOf(found)),
);

const evaluation = differentiated((tape, of, found) => {
  const names = ["x", "gamma", "beta", "running_mean", "running_var"];
  return tape.node("batchNormApply", names.map(of), epsilonOf(found));
});

const layers = differentiated((tape, of, found) =>
  tape.node("layerNorm", [of("x"), of("gamma"), of("beta")], epsilonOf(found)),
);

function isTensor(value: unknown): value is GoldenTensor {
  return typeof value === "object" && value !== null && "data" in value && "shape" in value;
}

function runningTensor({ running }: RunningCase, name: string): GoldenTensor {
  const tensor = entry(running, name);
  if (!isTensor(tensor)) throw new Error(`golden figures: expected a tensor "${name}"`);
  return tensor;
}

/** The statistics of the batch, and what the moving ones become in PyTorch's form and in Keras's. */
const moving: GoldenBuild = ({ emitter, put }, found: RunningCase) => {
  const operands = ["x", "gamma", "beta"].map((name) => entry(found.inputs, name));
  const x = item(operands, 0);
  const inputs = operands.map(({ data, shape }) => put(data, shape));
  const outputs = emitter.emit("batchNorm", inputs, epsilonOf(found));
  const batch = [item(outputs, 1), item(outputs, 2)];
  const count = x.data.length / item(x.shape, x.shape.length - 1);
  const decay = 1 - Number(entry(found.running, "torch_momentum"));
  // A value of the step, as it lies apart from what is written in place.
  const halted = item(emitter.emit("unary", [put([0], [1])], { function: "linear" }), 0);
  const expectation = (name: string, tensor: TensorId): Expectation => {
    const { data } = runningTensor(found, name);
    return { where: name, tensor, expected: data, from: (values) => values };
  };
  const after = [true, false].flatMap((unbiased) => {
    const before = ["mean_before", "var_before"].map((name) => {
      const { data, shape } = runningTensor(found, name);
      return put(data, shape);
    });
    const form = unbiased ? "torch_unbiased" : "keras_biased";
    const attributes = { decay, count, unbiased };
    const moved = emitter.emit("movingAverage", [...batch, ...before, halted], attributes);
    return [
      expectation("mean_after", item(moved, 0)),
      expectation(`var_after_${form}`, item(moved, 1)),
    ];
  });
  const statistics = ["batch_mean", "batch_var_biased"].map((name, index) =>
    expectation(name, item(batch, index)),
  );
  return [...statistics, ...after];
};

const trainingStep: GoldenBuild = (machine, found) => [
  ...training(machine, found),
  ...moving(machine, found),
];

const series = { x: [0, 2, 1], y: [0, 2, 1] };
const images = { x: [0, 2, 3, 1], y: [0, 2, 3, 1] };

export const goldenNormalizations: Readonly<Record<string, GoldenBuild>> = {
  batchnorm_train_2d: trainingStep,
  batchnorm_eval_2d: evaluation,
  batchnorm_train_2d_keras_eps: trainingStep,
  batchnorm_eval_2d_keras_eps: evaluation,
  batchnorm_train_ncl: withAxes(series, trainingStep),
  batchnorm_eval_ncl: withAxes(series, evaluation),
  batchnorm_train_nchw: withAxes(images, trainingStep),
  batchnorm_eval_nchw: withAxes(images, evaluation),
  batchnorm_constant_channel: training,
  layernorm_last: layers,
  layernorm_seq: layers,
  layernorm_keras_eps: layers,
};
