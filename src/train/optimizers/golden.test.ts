/** Optimizers against 50-step trajectories in ../shared/golden, in float64 and float32. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { engineOps } from "../../engine/ops/index.ts";
import { Interpreter } from "../../engine/ops/interpreter.ts";
import { plainMatmul } from "../../engine/ops/matmul-geometry.ts";
import { type NumberArray, tableColumns } from "../../engine/ops/op.ts";
import { optimizers as rows } from "../../spec/catalogue.ts";
import type { OptimizerSpec } from "../../spec/experiment.ts";
import { optimizerOps, optimizers, stepScalars } from "./index.ts";

const folder = new URL("../../../../shared/golden/", import.meta.url);
const here = existsSync(folder);

interface Run {
  readonly name: string;
  readonly optimizer: string;
  readonly lr: number;
  readonly hyper: Readonly<Record<string, number>>;
  readonly regulariser?: string;
}

interface ValleyRun extends Run {
  readonly x: number[];
  readonly y: number[];
}

interface LogisticRun extends Run {
  readonly params: number[][];
  readonly loss: number[];
}

interface Valley {
  readonly runs: ValleyRun[];
}

interface Logistic {
  readonly meta: { readonly X: { readonly data: number[] }; readonly y: number[] };
  readonly runs: LogisticRun[];
}

function read(file: string): string {
  return readFileSync(new URL(file, folder), "utf8");
}

/** A run as the document would hold it; null where we have no such optimizer or regulariser. */
function specOf({ optimizer, lr, hyper }: Run): OptimizerSpec | null {
  const { momentum = 0, rho = 0, eps = 0, b1 = 0, b2 = 0, wd = 0 } = hyper;
  const learningRate = lr;
  const adam = { learningRate, beta1: b1, beta2: b2, epsilon: eps };
  switch (optimizer) {
    case "sgd":
      return { kind: "sgd", learningRate };
    case "momentum":
      return { kind: "momentum", learningRate, momentum };
    case "nesterov":
      return { kind: "nesterov", learningRate, momentum };
    case "adagrad":
      return { kind: "adagrad", learningRate, epsilon: eps };
    case "rmsprop":
      return { kind: "rmsprop", learningRate, rho, epsilon: eps };
    case "adam":
      return { kind: "adam", ...adam };
    case "adamw":
      return { kind: "adamw", ...adam, decay: wd };
    default:
      return null;
  }
}

interface Precision {
  readonly tolerance: number;
  readonly numbers: (length: number) => NumberArray;
}

const precisions: Record<string, Precision> = {
  // The figures have nine digits.
  float64: { tolerance: 2e-8, numbers: (length) => new Float64Array(length) },
  float32: { tolerance: 1e-4, numbers: (length) => new Float32Array(length) },
};

interface Descent {
  readonly spec: OptimizerSpec;
  readonly start: readonly number[];
  readonly gradient: (weights: NumberArray) => ArrayLike<number>;
  readonly l2?: number;
  readonly clipNorm?: number;
  /** 1 for weights that L2 and decay apply to; all by default. */
  readonly decays?: readonly number[];
}

function tableOf({ spec, l2 = 0, clipNorm = 0 }: Descent): Float64Array {
  const table = new Float64Array(tableColumns.layers);
  table[tableColumns.l2] = l2;
  table[tableColumns.clipNorm] = clipNorm;
  const values = Object.entries(spec).filter(([name]) => name in rows[spec.kind].fields);
  const order = Object.keys(rows[spec.kind].fields).slice(1);
  for (const [name, value] of values) {
    const place = order.indexOf(name);
    if (place >= 0) table[tableColumns.optimizer + place] = Number(value);
  }
  return table;
}

/** Weights after 0..50 updates by the ops of a training step. */
function descend(descent: Descent, { numbers }: Precision): number[][] {
  const { spec, start, gradient, clipNorm = 0 } = descent;
  const count = start.length;
  const slotCount = Math.max(1, optimizers[spec.kind].slots);
  const filled = (values: ArrayLike<number>) => {
    const array = numbers(values.length);
    array.set(values);
    return array;
  };
  let weights = filled(start);
  let slots = numbers(slotCount * count);
  const decays = filled(descent.decays ?? start.map(() => 1));
  const path = [[...weights]];
  for (let t = 1; t <= 50; t++) {
    const scalars = new Float64Array(4);
    scalars.set(stepScalars(spec, t));
    const interpreter = new Interpreter({
      ops: { ...engineOps, ...optimizerOps },
      numbers,
      loop: (op) => op.cpu ?? op.reference,
      table: tableOf(descent),
      scalars,
    });
    const add = (values: NumberArray) => interpreter.add(values, [values.length]);
    const [g, halted] = [add(filled(gradient(weights))), add(numbers(1))];
    const clip = clipNorm > 0;
    const scale = clip
      ? interpreter.emit("gradientNorm", [g, add(numbers(4)), halted]).slice(0, 1)
      : [];
    const inputs = [add(weights), g, add(slots), add(decays), ...scale, halted];
    const attributes = { runs: [0, 1], slots: slotCount, clip };
    const [newWeights, newSlots] = interpreter.emit(`update.${spec.kind}`, inputs, attributes);
    weights = interpreter.value(newWeights!);
    slots = interpreter.value(newSlots!);
    path.push([...weights]);
  }
  return path;
}

function expectPath(path: readonly number[][], expected: readonly number[][], tolerance: number) {
  const largest = Math.max(...expected.flat().map(Math.abs));
  for (const [step, wanted] of expected.entries()) {
    for (const [index, value] of wanted.entries()) {
      const distance = Math.abs(path[step]![index]! - value);
      expect(distance, `step ${step}, parameter ${index}`).toBeLessThanOrEqual(tolerance * largest);
    }
  }
}

/** Optimizers and regularisers that are not here; a new one in the files makes a test fail. */
const absent = {
  "optim_valley.json": ["adam_book", "amsgrad", "nadam", "radam", "adadelta", "adamax", "lion"],
  "optim_logreg.json": [
    "adadelta",
    "adam_clip_global_norm_torch",
    "adam_epshat",
    "adam_epshat_big_eps",
    "adamax",
    "amsgrad",
    "lion",
    "lion_wd",
    "momentum_max_norm",
    "nadam",
    "radam",
    "rmsprop_keras",
    "sgd_clip_global_norm_torch",
    "sgd_clip_value",
    "sgd_decoupled_wd",
    "sgd_l1",
    "sgd_l1l2",
    "sgd_l2_penalty_keras",
    "sgd_max_norm",
  ],
};

function isPresent(file: keyof typeof absent, { name }: Run): boolean {
  return !absent[file].includes(name);
}

const valley: Valley = here ? JSON.parse(read("optim_valley.json")) : { runs: [] };
const valleyRuns = valley.runs.filter((run) => isPresent("optim_valley.json", run));
const logistic: Logistic = here
  ? JSON.parse(read("optim_logreg.json"))
  : { meta: { X: { data: [] }, y: [] }, runs: [] };
const logisticRuns = logistic.runs.filter((run) => isPresent("optim_logreg.json", run));

/** Gradient of the mean binary cross-entropy of sigmoid(X w + b), by the ops of a training step. */
function logisticGradient(weights: NumberArray): number[] {
  const interpreter = new Interpreter({
    ops: engineOps,
    numbers: (length) => new Float64Array(length),
    loop: (op) => op.reference,
  });
  const count = logistic.meta.y.length;
  const put = (values: ArrayLike<number>, shape: number[]) =>
    interpreter.add(Float64Array.from(values), shape);
  const x = put(logistic.meta.X.data, [count, 5]);
  const parameters = [put(weights.subarray(0, 5), [5, 1]), put(weights.subarray(5), [1])];
  const logits = interpreter.emit("matmul", [x, ...parameters], { ...plainMatmul, bias: true });
  const targets = put(logistic.meta.y, [count, 1]);
  const [, , slope] = interpreter.emit("binaryCrossEntropy", [...logits, targets]);
  const modes = { ...plainMatmul, transposeA: true, sumColumns: true };
  const gradients = interpreter.emit("matmul", [x, slope!], modes);
  return gradients.flatMap((id) => [...interpreter.value(id)]);
}

describe.skipIf(!here)("golden trajectories in ../shared/golden", () => {
  describe.each(Object.entries(precisions))("%s", (_, precision) => {
    test.each(valleyRuns.map((run) => [run.name, run] as const))("valley: %s", (_name, run) => {
      // f = x^2/20 + y^2
      const gradient = (weights: NumberArray) => [weights[0]! / 10, 2 * weights[1]!];
      const path = descend({ spec: specOf(run)!, start: [-7, 2], gradient }, precision);
      const expected = run.x.map((x, step) => [x, run.y[step]!]);
      expectPath(path, expected, precision.tolerance);
    });

    test.each(logisticRuns.map((run) => [run.name, run] as const))(
      "logistic regression: %s",
      (name, run) => {
        const { l2 = 0, c: clipNorm = 0 } = run.hyper;
        // A penalty in the loss decays the five weights, not the bias.
        const decays = name === "sgd_l2_penalty_half" ? [1, 1, 1, 1, 1, 0] : [1, 1, 1, 1, 1, 1];
        const start = run.params[0]!;
        const spec = specOf(run)!;
        const path = descend(
          { spec, start, gradient: logisticGradient, l2, clipNorm, decays },
          precision,
        );
        // Near step 26 this path turns on the sign of a tiny gradient, which enlarges any rounding.
        const factor = name === "rmsprop_l2" ? 4 : 1;
        expectPath(path, run.params, factor * precision.tolerance);
      },
    );
  });

  test("every run is checked or named as absent", () => {
    for (const [file, { runs }] of Object.entries({
      "optim_valley.json": valley,
      "optim_logreg.json": logistic,
    })) {
      const known = Object.entries(absent).find(([key]) => key === file)![1];
      const names = runs.map(({ name }) => name);
      expect(known.filter((name) => !names.includes(name))).toEqual([]);
      const unknown = runs.filter((run) => !known.includes(run.name) && specOf(run) === null);
      expect(unknown.map(({ name }) => name)).toEqual([]);
    }
    expect(valleyRuns).toHaveLength(7);
    expect(new Set(logisticRuns.map(({ optimizer }) => optimizer)).size).toBe(7);
  });
});

test("the path of another optimizer is found out", () => {
  const gradient = (weights: NumberArray) => [weights[0]! / 10, 2 * weights[1]!];
  const start = [-7, 2];
  const precision = precisions["float64"]!;
  const path = descend({ spec: { kind: "sgd", learningRate: 0.1 }, start, gradient }, precision);
  const spec: OptimizerSpec = { kind: "momentum", learningRate: 0.1, momentum: 0.9 };
  const other = descend({ spec, start, gradient }, precision);
  expect(() => expectPath(other, path, precision.tolerance)).toThrow();
});
