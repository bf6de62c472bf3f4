import { describe, expect, test } from "vitest";
import { createCpuExecutor } from "../engine/cpu/executor.ts";
import type { HostExecutor } from "../engine/plan/host-executor.ts";
import { createReferenceExecutor } from "../engine/reference/executor.ts";
import { buffers } from "../nn/layout.ts";
import { trainingSteps } from "./hyper-parameters.ts";
import {
  enqueueComparison,
  enqueueInspection,
  type RunInspection,
  readInspection,
  type TensorStatistics,
} from "./inspection.ts";
import { allOps, type Program } from "./program.ts";
import { denseNetwork, opened, statistics, windowsNetwork } from "./test-inspections.ts";
import { readWeights, writeWeights } from "./weights.ts";

function reference(program: Program): HostExecutor {
  return opened(program, createReferenceExecutor(program.plan, allOps));
}

function cpu(program: Program): HostExecutor {
  return opened(program, createCpuExecutor(program.plan, allOps, "cpu"));
}

/** The state after `steps` steps, with a look inside before and behind each or with none. */
function trained(program: Program, steps: number, looks: boolean) {
  const executor = cpu(program);
  for (let step = 0; step < steps; step++) {
    if (looks) enqueueInspection(program, executor, step);
    executor.run("train", trainingSteps(program, step, 1));
    if (looks) enqueueComparison(program, executor);
  }
  const kept = ["parameters", "slots", "ring", "halted", "gradients"] as const;
  const state = kept.map((name) => [...executor.peek(buffers[name])]);
  const moving = program.plan.movingStride > 0 ? [...executor.peek(buffers.moving)] : [];
  return [...state, moving];
}

function expectLike(got: TensorStatistics, values: ArrayLike<number>): void {
  const { bins, ...wanted } = statistics(values);
  const { bins: gotBins, ...rest } = got;
  for (const [name, value] of Object.entries(wanted)) {
    const number = rest[name as keyof typeof rest];
    const size = Math.max(1e-30, Math.abs(value), name === "mean" ? wanted.std : 0);
    expect(Math.abs(number - value) / size, name).toBeLessThan(1e-5);
  }
  // Rounding to float32 may carry a value over the border of two bins.
  const moved = bins.reduce((sum, bin, index) => sum + Math.abs(bin - gotBins[index]!), 0);
  expect(moved).toBeLessThanOrEqual(2);
}

async function inspect(program: Program, executor: HostExecutor, step: number) {
  enqueueInspection(program, executor, step);
  executor.run("train", trainingSteps(program, step, 1));
  enqueueComparison(program, executor);
  return readInspection(program, executor, { compared: true });
}

describe.each([1, 3])("%i runs side by side", (runs) => {
  test("a dense network's figures are those computed by hand", async () => {
    const { program, dataset } = denseNetwork(runs);
    const executor = reference(program);
    const before = await Promise.all(
      Array.from({ length: runs }, (_, run) => readWeights(program, executor, run)),
    );
    const inspections = await inspect(program, executor, 0);
    expect(inspections).toHaveLength(runs);
    for (const [run, { layers, parameters }] of inspections.entries()) {
      const weights = (name: string) => before[run]![name]!.data;
      const forward = (x: ArrayLike<number>, rows: number) => {
        const hidden = dense(x, rows, weights("dense_1/kernel"), weights("dense_1/bias"));
        const y = hidden.map(Math.tanh);
        return { y, logits: dense(y, rows, weights("dense_2/kernel"), weights("dense_2/bias")) };
      };
      const sample = forward(dataset.validation.x, dataset.validation.count);
      expect(layers.map(({ name }) => name)).toEqual(["dense_1", "dense_2"]);
      expectLike(layers[0]!.activation, sample.y);
      expectLike(layers[1]!.activation, sample.logits);
      // The batch of step 0 in order, and softmax's gradient (p - onehot) / batch.
      const { y, logits } = forward(dataset.training.x, program.batch);
      const slope = softmaxSlope(logits, dataset.training.y, program.batch);
      expectLike(layers[1]!.gradient!, slope);
      expectLike(
        layers[0]!.gradient!,
        backThrough(slope, weights("dense_2/kernel"), program.batch),
      );
      const kernel = parameters.find(({ name }) => name === "dense_2/kernel")!;
      expectLike(kernel.gradient!, outer(y, slope, program.batch));
      expectLike(kernel.weights, weights("dense_2/kernel"));
    }
  });

  test("gradients, updates and ratios are those of the step of training", async () => {
    const { program } = windowsNetwork(runs);
    const executor = reference(program);
    for (const step of [0, 1, 2]) {
      const before = [...executor.peek(buffers.parameters)];
      const inspections = await inspect(program, executor, step);
      const after = executor.peek(buffers.parameters);
      const gradients = executor.peek(buffers.gradients);
      for (const [run, { parameters, gradientNorm }] of inspections.entries()) {
        const start = run * program.plan.parameterStride;
        const whole = gradients.subarray(start, start + program.plan.parameterStride);
        expect(gradientNorm).toBeCloseTo(Math.hypot(...whole), 5);
        for (const each of parameters) {
          const { offset } = program.model.parameters.find(({ name }) => name === each.name)!;
          const size = each.shape.reduce((product, length) => product * length, 1);
          const indices = Array.from({ length: size }, (_, i) => start + offset + i);
          const old = indices.map((i) => before[i]!);
          const update = indices.map((i) => after[i]! - before[i]!);
          expectLike(
            each.gradient!,
            indices.map((i) => gradients[i]!),
          );
          expectLike(each.weights, old);
          expectLike(each.update!, update);
          if (Math.hypot(...old) === 0) expect(each.ratio).toBeNull();
          else expect(each.ratio! / (Math.hypot(...update) / Math.hypot(...old))).toBeCloseTo(1, 5);
        }
      }
    }
  });

  test("training does not notice, to the bit", () => {
    for (const { program } of [denseNetwork(runs), windowsNetwork(runs)]) {
      expect(trained(program, 7, true)).toEqual(trained(program, 7, false));
    }
  });
});

describe("a network of many kinds of layers", () => {
  const { program } = windowsNetwork(1);
  const names = [
    "conv1d_1",
    "batch_normalization_1",
    "activation_1",
    "dropout_1",
    "flatten_1",
    "dense_1",
  ];

  async function looked(): Promise<RunInspection> {
    const [inspection] = await inspect(program, reference(program), 0);
    return inspection!;
  }

  test("has statistics for every layer, and gradients where they flow", async () => {
    const { layers, parameters } = await looked();
    expect(layers.map(({ name }) => name)).toEqual(names);
    expect(layers.every(({ gradient }) => gradient !== null)).toBe(true);
    expect(parameters.map(({ name }) => name)).toEqual([
      "conv1d_1/kernel",
      "conv1d_1/bias",
      "batch_normalization_1/gamma",
      "batch_normalization_1/beta",
      "dense_1/kernel",
      "dense_1/bias",
    ]);
  });

  test("histograms sum to the number of elements", async () => {
    const { layers, parameters } = await looked();
    const all = [
      ...layers.flatMap(({ activation, gradient }) => [activation, gradient!]),
      ...parameters.flatMap(({ weights, gradient, update }) => [weights, gradient!, update!]),
    ];
    for (const { bins, count, notFinite } of all) {
      expect(notFinite).toBe(0);
      expect(bins.reduce((sum, bin) => sum + bin, 0)).toBe(count);
    }
    const { validation } = program.dataset;
    expect(layers[0]!.activation.count).toBe(validation.count * 5 * 3);
    expect(parameters[0]!.weights.count).toBe(2 * 2 * 3);
  });

  test("what only hands on has the same figures, and dropout drops in training alone", async () => {
    const { layers } = await looked();
    const [, , relu, dropout, flatten] = layers;
    expect(dropout!.activation).toEqual(relu!.activation);
    expect(flatten!.activation).toEqual(relu!.activation);
    expect(dropout!.gradient!.zeros).toBe(flatten!.gradient!.zeros);
    expect(relu!.gradient!.zeros).toBeGreaterThan(flatten!.gradient!.zeros + 0.1);
  });

  test("without a comparison there are no updates", async () => {
    const executor = reference(program);
    enqueueInspection(program, executor, 0);
    const [inspection] = await readInspection(program, executor, { compared: false });
    expect(inspection!.parameters.map(({ update, ratio }) => [update, ratio])).toEqual(
      inspection!.parameters.map(() => [null, null]),
    );
  });
});

describe("weak units", () => {
  async function lookAt(
    activation: Parameters<typeof denseNetwork>[1],
    bias: readonly number[],
  ): Promise<RunInspection> {
    const { program } = denseNetwork(1, activation);
    const executor = cpu(program);
    const weights = await readWeights(program, executor, 0);
    const { shape } = weights["dense_1/kernel"]!;
    // Without a kernel the units' outputs are those of their biases.
    writeWeights(program, executor, 0, {
      "dense_1/kernel": { shape, data: new Float32Array(2 * 5) },
      "dense_1/bias": { shape: [5], data: Float32Array.from(bias) },
    });
    enqueueInspection(program, executor, 0);
    const [inspection] = await readInspection(program, executor, { compared: false });
    return inspection!;
  }

  test.each([
    ["relu", [-1, 0, 1, 2, -3], 3 / 5, null],
    ["relu6", [-1, 5.9, 6.1, 7, -3], 2 / 5, 2 / 5],
    ["hardSwish", [-4, -2, 0.5, 1, 2], 1 / 5, null],
    // sigmoid(4.3) = 0.9866 and sigmoid(4.4) = 0.9879; the limit is 0.98734
    ["sigmoid", [4.3, 4.4, -4.4, -4.3, 0], null, 2 / 5],
    // tanh(2.1) = 0.9705 and tanh(2.3) = 0.9801; the limit is 0.97468
    ["tanh", [2.1, 2.3, -2.3, 0, 1], null, 2 / 5],
    ["hardSigmoid", [-3.1, -2.9, 2.9, 3.1, 4], null, 3 / 5],
    ["leakyRelu", [-1, -1, -1, 1, 1], null, null],
  ] as const)("of %s", async (activation, bias, dead, saturated) => {
    const { layers } = await lookAt(activation, bias);
    const layer = layers[0]!;
    if (dead === null) expect(layer.dead).toBeNull();
    else expect(layer.dead).toBeCloseTo(dead);
    if (saturated === null) expect(layer.saturated).toBeNull();
    else expect(layer.saturated).toBeCloseTo(saturated);
  });

  test("what is not finite is counted and left out; a gradient of it has no norm", async () => {
    const bias = [Number.NaN, Number.POSITIVE_INFINITY, 1, 1, 2];
    const { layers, gradientNorm } = await lookAt("relu", bias);
    expect(gradientNorm).toBeNull();
    const { count, notFinite, mean, max } = layers[0]!.activation;
    expect(notFinite).toBeCloseTo(count * (2 / 3));
    expect(mean).toBeCloseTo(4 / 3);
    expect(max).toBe(2);
  });
});

test("frozen weights have statistics, but neither gradient nor update", async () => {
  const { program } = denseNetwork(1, "tanh", false);
  const [inspection] = await inspect(program, reference(program), 0);
  const [frozen, , kernel] = inspection!.parameters;
  expect(frozen).toMatchObject({
    name: "dense_1/kernel",
    gradient: null,
    update: null,
    ratio: null,
  });
  expect(frozen!.weights.norm).toBeGreaterThan(0);
  expect(kernel!.update!.norm).toBeGreaterThan(0);
  expect(inspection!.layers[0]!.gradient).toBeNull();
});

/** x W + b with W [in, units]. */
function dense(
  x: ArrayLike<number>,
  rows: number,
  kernel: Float32Array,
  bias: Float32Array,
): number[] {
  const units = bias.length;
  const inputs = kernel.length / units;
  return Array.from({ length: rows * units }, (_, i) => {
    const [row, unit] = [Math.floor(i / units), i % units];
    let sum = bias[unit]!;
    for (let k = 0; k < inputs; k++) sum += x[row * inputs + k]! * kernel[k * units + unit]!;
    return sum;
  });
}

function softmaxSlope(logits: number[], labels: ArrayLike<number>, rows: number): number[] {
  return logits.map((_, i) => {
    const [row, unit] = [Math.floor(i / 2), i % 2];
    const other = logits[2 * row + 1 - unit]!;
    const p = 1 / (1 + Math.exp(other - logits[i]!));
    return (p - (labels[row] === unit ? 1 : 0)) / rows;
  });
}

/** dy W^T for W [in, 2]. */
function backThrough(slope: number[], kernel: Float32Array, rows: number): number[] {
  const inputs = kernel.length / 2;
  return Array.from({ length: rows * inputs }, (_, i) => {
    const [row, k] = [Math.floor(i / inputs), i % inputs];
    return slope[2 * row]! * kernel[2 * k]! + slope[2 * row + 1]! * kernel[2 * k + 1]!;
  });
}

/** x^T dy for dy [rows, 2]. */
function outer(x: number[], slope: number[], rows: number): number[] {
  const inputs = x.length / rows;
  return Array.from({ length: inputs * 2 }, (_, i) => {
    const [k, unit] = [Math.floor(i / 2), i % 2];
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += x[row * inputs + k]! * slope[2 * row + unit]!;
    return sum;
  });
}
