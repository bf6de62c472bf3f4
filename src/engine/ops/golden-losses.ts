/** PyTorch's golden cases of losses; see `golden-cases.ts`. */
import { elements, type Shape } from "../core/shape.ts";
import {
  type Expectation,
  entry,
  type GoldenBuild,
  type GoldenCase,
  type GoldenMachine,
  type GoldenTensor,
  Tape,
} from "./golden-tape.ts";
import { plainMatmul } from "./matmul-geometry.ts";
import type { Attributes, NumberArray, TensorId } from "./op.ts";
import { item } from "./operands.ts";
import { plainCrossEntropy } from "./softmax-cross-entropy.ts";

interface LossRule {
  readonly op: string;
  readonly attributes: (found: GoldenCase) => Attributes;
  /** The input that is scored. */
  readonly values: string;
  /** What the case's loss is of the op's. */
  readonly factor?: number;
}

type Reduction = "mean" | "sum" | "none";

/** Labels count rows of the last axis; targets of numbers are taken one by one. */
function lossShapes(found: GoldenCase, values: GoldenTensor): { values: Shape; targets: Shape } {
  const count = elements(values.shape);
  if (!found.int_inputs) return { values: [count, 1], targets: [count, 1] };
  const classes = values.shape.at(-1) ?? 1;
  return { values: [count / classes, classes], targets: [count / classes, 1] };
}

const total = (rows: ArrayLike<number>) => Array.from(rows).reduce((sum, row) => sum + row, 0);

function reduced(rows: NumberArray, reduction: Reduction, factor: number): number[] {
  if (reduction === "none") return Array.from(rows, (row) => row * factor);
  const sum = total(rows) * factor;
  return [reduction === "mean" ? sum / rows.length : sum];
}

/** The case's gradient from the op's, which is that of the mean. */
function scaled(
  gradient: NumberArray,
  [rows = 1, columns = 1]: Shape,
  reduction: Reduction,
  upstream: readonly number[],
): number[] {
  const factor = reduction === "mean" ? 1 : rows;
  return Array.from(gradient, (slope, index) => {
    const row = reduction === "none" ? Math.floor(index / columns) : 0;
    return slope * factor * item(upstream, row);
  });
}

function lossCase(rule: LossRule, reduction: Reduction): GoldenBuild {
  const { op, attributes, values: scored, factor = 1 } = rule;
  return ({ emitter, put }, found) => {
    const values = entry(found.inputs, scored);
    const targets = found.int_inputs?.["target"] ?? entry(found.inputs, "target");
    const shapes = lossShapes(found, values);
    const inputs = [put(values.data, shapes.values), put(targets.data, shapes.targets)];
    const outputs = emitter.emit(op, inputs, attributes(found));
    const upstream = entry(found.upstream, "y").data;
    const y: Expectation = {
      where: "y",
      tensor: item(outputs, 0),
      expected: entry(found.outputs, "y").data,
      from: (losses) => reduced(losses, reduction, factor),
    };
    const slopes = Object.entries(found.grads).map(([name, { data }]): Expectation => {
      // A loss of differences falls with the target as it rises with the prediction.
      const sign = name === scored ? factor : -factor;
      return {
        where: `gradient of ${name}`,
        tensor: item(outputs, 2),
        expected: data,
        from: (gradient) =>
          scaled(gradient, shapes.values, reduction, upstream).map((slope) => sign * slope),
      };
    });
    return [y, ...slopes];
  };
}

/** Emits the loss [1] of a case that is no op of ours, from ops that are. */
type Composition = (
  tape: Tape,
  x: TensorId,
  found: GoldenCase,
  put: GoldenMachine["put"],
) => TensorId;

function composed(scored: string, forward: Composition): GoldenBuild {
  return ({ emitter, put }, found) => {
    const tape = new Tape(emitter);
    const values = entry(found.inputs, scored);
    const x = put(values.data, values.shape);
    const loss = forward(tape, x, found, put);
    const gradients = tape.differentiate(loss, put(entry(found.upstream, "y").data, [1]));
    const from = (numbers: NumberArray) => numbers;
    const slope = gradients.get(x);
    if (slope === undefined) throw new Error(`golden figures: no gradient of ${scored}`);
    return [
      { where: "y", tensor: loss, expected: entry(found.outputs, "y").data, from },
      {
        where: `gradient of ${scored}`,
        tensor: slope,
        expected: entry(found.grads, scored).data,
        from,
      },
    ];
  };
}

/** Sum of all weight * x, with weights that are given. */
function weightedSum(tape: Tape, x: TensorId, weights: TensorId): TensorId {
  const terms = tape.node("binary", [x, weights], { function: "multiply" });
  return tape.node("reduce", [terms], { function: "sum", over: "all" });
}

function logSoftmax(tape: Tape, logits: TensorId): TensorId {
  return tape.node("logSoftmax", [logits]);
}

/** -(mean of logp[target]) */
const likelihood = composed("logp", (tape, x, found, put) => {
  const [rows = 1, classes = 1] = entry(found.inputs, "logp").shape;
  const { data } = entry(found.int_inputs, "target");
  const weights = Array.from({ length: rows * classes }, (_, index) =>
    data[Math.floor(index / classes)] === index % classes ? -1 / rows : 0,
  );
  return weightedSum(tape, x, put(weights, [rows, classes]));
});

/** -(sum of t ln softmax(z)) / N */
const softTargets = composed("logits", (tape, x, found, put) => {
  const { data, shape } = entry(found.inputs, "target_probs");
  const weights = data.map((share) => -share / item(shape, 0));
  return weightedSum(tape, logSoftmax(tape, x), put(weights, shape));
});

/** (sum of t (ln t - ln softmax(z))) / N */
const divergence = composed("logits", (tape, x, found, put) => {
  const { data, shape } = entry(found.inputs, "target_probs");
  const weights = data.map((share) => share / item(shape, 0));
  const logs = put(data.map(Math.log), shape);
  const difference = tape.node("binary", [logs, logSoftmax(tape, x)], { function: "subtract" });
  return weightedSum(tape, difference, put(weights, shape));
});

/** max(0, 1 - t s) for t = -1 or 1 is the hinge of two classes with scores -s / 2 and s / 2. */
const binaryHinge: GoldenBuild = ({ emitter, put }, found) => {
  const tape = new Tape(emitter);
  const { data, shape } = entry(found.inputs, "score");
  const score = put(data, shape);
  const scores = tape.node("matmul", [score, put([-0.5, 0.5], [1, 2])], plainMatmul);
  const labels = entry(found.inputs, "target").data.map((sign) => (sign > 0 ? 1 : 0));
  const inputs = [scores, put(labels, [labels.length, 1])];
  const losses = tape.node("hinge", inputs, { margin: 1, squared: false });
  // Losses of a batch flow back as their mean.
  const shares = put(
    labels.map(() => 1 / labels.length),
    [labels.length],
  );
  const slope = tape.differentiate(losses, shares).get(score);
  if (slope === undefined) throw new Error("golden figures: no gradient of score");
  return [
    {
      where: "y",
      tensor: losses,
      expected: entry(found.outputs, "y").data,
      from: (rows) => reduced(rows, "mean", 1),
    },
    {
      where: "gradient of score",
      tensor: slope,
      expected: entry(found.grads, "score").data,
      from: (numbers) => numbers,
    },
  ];
};

/** PyTorch weighs the ones of each column apart; our catalogue has one weight, so columns are taken one by one. */
const columnWeights: GoldenBuild = ({ emitter, put }, found) => {
  const { data, shape } = entry(found.inputs, "logits");
  const [rows = 1, columns = 1] = shape;
  const columnOf = (numbers: readonly number[], column: number) =>
    numbers.filter((_, index) => index % columns === column);
  const targets = entry(found.inputs, "target").data;
  const parts = entry(found.inputs, "pos_weight").data.map((positiveWeight, column) => {
    const inputs = [data, targets].map((each) => put(columnOf(each, column), [rows, 1]));
    return emitter.emit("binaryCrossEntropy", inputs, { positiveWeight });
  });
  const sum = parts
    .map((outputs) => item(outputs, 0))
    .reduce((a, b) => item(emitter.emit("binary", [a, b], { function: "add" }), 0));
  const slopes = parts.map(
    (outputs, column): Expectation => ({
      where: `gradient of column ${column} of logits`,
      tensor: item(outputs, 2),
      expected: columnOf(entry(found.grads, "logits").data, column),
      from: (gradient) => Array.from(gradient, (slope) => slope / columns),
    }),
  );
  const y: Expectation = {
    where: "y",
    tensor: sum,
    expected: entry(found.outputs, "y").data,
    from: (losses) => [total(losses) / (rows * columns)],
  };
  return [y, ...slopes];
};

const crossEntropyOf = (divideBy: "weights" | "examples"): LossRule => ({
  op: "softmaxCrossEntropy",
  attributes: ({ inputs, attrs }) => ({
    ...plainCrossEntropy,
    labelSmoothing: Number(attrs["label_smoothing"] ?? 0),
    classWeights: inputs["weight"]?.data ?? [],
    divideBy,
  }),
  values: "logits",
});
const crossEntropy = crossEntropyOf("examples");
const weightedCrossEntropy = crossEntropyOf("weights");
const binaryCrossEntropy: LossRule = {
  op: "binaryCrossEntropy",
  attributes: () => ({ positiveWeight: 1 }),
  values: "logits",
};
const difference = (op: string, factor = 1): LossRule => ({
  op,
  attributes: ({ attrs }) => ({
    hits: "none",
    delta: Number(attrs["delta"] ?? attrs["beta"] ?? 1),
  }),
  values: "pred",
  factor,
});
const squaredError = difference("meanSquaredError");
const hinge: LossRule = {
  op: "hinge",
  attributes: ({ attrs }) => ({
    margin: Number(attrs["delta"]),
    squared: attrs["squared"] === true,
  }),
  values: "scores",
};

export const goldenLosses: Readonly<Record<string, GoldenBuild>> = {
  ce_mean: lossCase(crossEntropy, "mean"),
  ce_sum: lossCase(crossEntropy, "sum"),
  ce_none: lossCase(crossEntropy, "none"),
  ce_weighted_mean: lossCase(weightedCrossEntropy, "mean"),
  ce_weighted_sum: lossCase(crossEntropy, "sum"),
  "ce_smooth0.1": lossCase(weightedCrossEntropy, "mean"),
  "ce_smooth0.1_weighted": lossCase(weightedCrossEntropy, "mean"),
  log_softmax_nll: lossCase(crossEntropy, "mean"),
  nll_from_log_probs: likelihood,
  ce_soft_targets: softTargets,
  ce_sequence_ntc: lossCase(crossEntropy, "mean"),
  ce_extreme: lossCase(crossEntropy, "none"),
  bce_mean: lossCase(binaryCrossEntropy, "mean"),
  bce_sum: lossCase(binaryCrossEntropy, "sum"),
  bce_none: lossCase(binaryCrossEntropy, "none"),
  bce_pos_weight: columnWeights,
  bce_extreme: lossCase(binaryCrossEntropy, "none"),
  mse_mean: lossCase(squaredError, "mean"),
  mse_sum: lossCase(squaredError, "sum"),
  mse_none: lossCase(squaredError, "none"),
  // Half the sum over three columns is 3 / 2 of their mean.
  half_sse_mean_over_batch: lossCase(difference("meanSquaredError", 1.5), "mean"),
  mae_mean: lossCase(difference("meanAbsoluteError"), "mean"),
  huber_1: lossCase(difference("huber"), "mean"),
  "huber_0.5": lossCase(difference("huber"), "mean"),
  // huber(delta = beta) / beta
  "smooth_l1_0.5": lossCase(difference("huber", 2), "mean"),
  hinge_cs231n: lossCase(hinge, "mean"),
  hinge_cs231n_squared: lossCase(hinge, "mean"),
  hinge_binary: binaryHinge,
  kl_div_batchmean: divergence,
};
