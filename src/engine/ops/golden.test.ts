/** Ops against PyTorch's figures in float64, and the float32 loops of the CPU against them too. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { elements, type Shape } from "../core/shape.ts";
import { engineOps } from "./index.ts";
import { Interpreter, type InterpreterOptions } from "./interpreter.ts";
import { plainMatmul } from "./matmul-geometry.ts";
import {
  type Attributes,
  type GradientRequest,
  type NumberArray,
  type Op,
  type TensorId,
  tableColumns,
} from "./op.ts";

const folder = new URL("../../../../shared/golden/", import.meta.url);
const here = existsSync(folder);

interface Tensor {
  readonly shape: number[];
  readonly data: number[];
}

interface Case {
  readonly name: string;
  readonly op: string;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly int_inputs?: Readonly<Record<string, Tensor>>;
  readonly outputs: Readonly<Record<string, Tensor>>;
  readonly upstream: Readonly<Record<string, Tensor>>;
  readonly grads: Readonly<Record<string, Tensor>>;
}

function casesOf(file: string): Case[] {
  const { cases }: { cases: Case[] } = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  return cases;
}

const ops: Readonly<Record<string, Op>> = engineOps;

/** Emits nodes, and differentiates what was emitted from last to first. */
class Tape extends Interpreter {
  private readonly nodes: Omit<GradientRequest<Attributes>, "upstream" | "emitter" | "wanted">[] =
    [];
  private readonly names: string[] = [];

  node(name: string, inputs: readonly TensorId[], attributes: Attributes = {}): TensorId {
    const outputs = this.emit(name, inputs, attributes);
    this.nodes.push({ inputs, outputs, attributes });
    this.names.push(name);
    return outputs[0]!;
  }

  differentiate(output: TensorId, upstream: TensorId): Map<TensorId, NumberArray> {
    const gradients = new Map([[output, upstream]]);
    for (const [index, node] of [...this.nodes.entries()].reverse()) {
      const found = ops[this.names[index]!]!.gradient!({
        ...node,
        emitter: this,
        upstream: node.outputs.map((id) => gradients.get(id) ?? null),
        wanted: node.inputs.map(() => true),
      });
      for (const [place, id] of found.entries())
        if (id !== null) gradients.set(node.inputs[place]!, id);
    }
    return new Map([...gradients].map(([id, gradient]) => [id, this.value(gradient)]));
  }
}

interface Precision {
  readonly tolerance: number;
  readonly numbers: (length: number) => NumberArray;
  readonly loop: (op: Op) => Op["reference"];
}

const precisions: Record<string, Precision> = {
  // The figures have nine digits.
  "reference in float64": {
    tolerance: 1e-8,
    numbers: (length) => new Float64Array(length),
    loop: (op) => op.reference,
  },
  "cpu in float32": {
    tolerance: 1e-5,
    numbers: (length) => new Float32Array(length),
    loop: (op) => op.cpu ?? op.reference,
  },
};

/** Every number within the tolerance of the tensor's largest magnitude. */
function expectNear(
  got: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  where: string,
) {
  expect(got.length, where).toBe(expected.length);
  const wanted = Array.from(expected);
  const largest = Math.max(1e-30, ...wanted.map(Math.abs));
  const wrong = wanted.findIndex((value, i) => !(Math.abs(got[i]! - value) <= tolerance * largest));
  expect(wrong < 0 ? "" : `${where}[${wrong}]: expected ${wanted[wrong]}, got ${got[wrong]}`).toBe(
    "",
  );
}

type Build = (tape: Tape, inputs: Readonly<Record<string, TensorId>>, found: Case) => TensorId;

/** Runs a case forward and backward and compares outputs and gradients. */
function check(
  found: Case,
  build: Build,
  precision: Precision,
  moment: Partial<InterpreterOptions>,
) {
  // Nine digits of inputs near 1000 leave six behind the point.
  const tolerance = found.name === "softmax_shift" ? 1e-5 : precision.tolerance;
  const tape = new Tape({ ops, ...precision, ...moment });
  const put = ({ shape, data }: Tensor) => {
    const values = precision.numbers(data.length);
    values.set(data);
    return tape.add(values, shape);
  };
  const entries = Object.entries(found.inputs).map(
    ([name, tensor]) => [name, put(tensor)] as const,
  );
  const inputs = Object.fromEntries(entries);
  const output = build(tape, inputs, found);
  expectNear(tape.value(output), found.outputs["y"]!.data, tolerance, "y");
  const gradients = tape.differentiate(output, put(found.upstream["y"]!));
  for (const [name, { data }] of Object.entries(found.grads)) {
    expectNear(gradients.get(inputs[name]!)!, data, tolerance, `gradient of ${name}`);
  }
}

const product = (modes: Partial<typeof plainMatmul>) => ({ ...plainMatmul, ...modes });

const linear: Build = (tape, { x, w, b }) => {
  const y = tape.node("matmul", [x!, w!], product({ transposeB: true }));
  return b === undefined ? y : tape.node("binary", [y, b], { function: "add" });
};
const matmul: Build = (tape, { a, b }, { attrs }) => {
  const transposeA = attrs["transpose_a"] === true;
  const transposeB = attrs["transpose_b"] === true;
  return tape.node("matmul", [a!, b!], product({ transposeA, transposeB }));
};
const binary =
  (name: string): Build =>
  (tape, { a, b }) =>
    tape.node("binary", [a!, b!], { function: name });
const unary =
  (name: string): Build =>
  (tape, { x }) =>
    tape.node("unary", [x!], { function: name });
const softmax: Build = (tape, { x }) => tape.node("softmax", [x!]);

const dense: Record<string, Build> = {
  linear,
  linear_nobias: linear,
  linear_sequence: linear,
  matmul,
  matmul_ta: matmul,
  matmul_tb: matmul,
  matmul_batched: matmul,
  matmul_17x33x19: matmul,
  add: binary("add"),
  add_broadcast: binary("add"),
  mul: binary("multiply"),
  flatten_linear: (tape, { x, w }, found) => {
    const flat = tape.node("reshape", [x!], { shape: [2, 12] });
    return linear(tape, { x: flat, w: w! }, found);
  },
  "dropout_p0.25": (tape, { x }) => tape.node("dropout", [x!], { column: 12, stream: 0 }),
  "dropout_p0.5": (tape, { x }) => tape.node("dropout", [x!], { column: 12, stream: 0 }),
};

const activations: Record<string, Build> = {
  ...withVariants("sigmoid", "sigmoid", ["", "_extreme"]),
  ...withVariants("tanh", "tanh", ["", "_extreme"]),
  ...withVariants("relu", "relu", ["", "_extreme", "_at_zero"]),
  ...withVariants("leaky_relu_0.01", "leakyRelu", ["", "_extreme", "_at_zero"]),
  ...withVariants("elu_1", "elu", ["", "_extreme", "_at_zero"]),
  ...withVariants("selu", "selu", ["", "_extreme", "_at_zero"]),
  ...withVariants("gelu_exact", "gelu", ["", "_extreme"]),
  ...withVariants("silu", "silu", ["", "_extreme"]),
  ...withVariants("softplus", "softplus", ["", "_extreme"]),
  ...withVariants("identity", "linear", ["", "_extreme"]),
  softmax_last: softmax,
  softmax_shift: softmax,
};

function withVariants(golden: string, name: string, suffixes: readonly string[]) {
  return Object.fromEntries(suffixes.map((suffix) => [golden + suffix, unary(name)]));
}

/** Cases of ops that are not here; a new one in the files makes the test below fail. */
const absent = {
  "ops_dense.json": ["concat_last", "concat_axis1", "embedding", "embedding_padding_idx0"],
  "ops_activations.json": [
    ...bothKinds(["leaky_relu_0.3", "elu_0.5", "gelu_tanh", "softsign", "relu6", "mish"]),
    ...bothKinds(["hard_sigmoid_torch", "hard_swish_torch"]),
    "leaky_relu_0.3_at_zero",
    "elu_0.5_at_zero",
    "softmax_axis1_ncl",
    "log_softmax",
    "log_softmax_wide",
  ],
  "ops_losses.json": [
    "ce_weighted_mean",
    "ce_weighted_sum",
    "ce_smooth0.1",
    "ce_smooth0.1_weighted",
    "nll_from_log_probs",
    "ce_soft_targets",
    "bce_pos_weight",
    "half_sse_mean_over_batch",
    "mae_mean",
    "huber_1",
    "huber_0.5",
    "smooth_l1_0.5",
    "hinge_cs231n",
    "hinge_cs231n_squared",
    "hinge_binary",
    "kl_div_batchmean",
  ],
};

function bothKinds(names: readonly string[]): string[] {
  return names.flatMap((name) => [name, `${name}_extreme`]);
}

interface LossCase {
  readonly op: string;
  readonly attributes: Attributes;
  /** The input that is scored. */
  readonly values: string;
  readonly reduction: "mean" | "sum" | "none";
}

const crossEntropy = (reduction: LossCase["reduction"]): LossCase => {
  return { op: "softmaxCrossEntropy", attributes: {}, values: "logits", reduction };
};
const binaryCrossEntropy = (reduction: LossCase["reduction"]): LossCase => {
  return { op: "binaryCrossEntropy", attributes: {}, values: "logits", reduction };
};
const squaredError = (reduction: LossCase["reduction"]): LossCase => {
  return { op: "meanSquaredError", attributes: { hits: "none" }, values: "pred", reduction };
};

const losses: Record<string, LossCase> = {
  ce_mean: crossEntropy("mean"),
  ce_sum: crossEntropy("sum"),
  ce_none: crossEntropy("none"),
  log_softmax_nll: crossEntropy("mean"),
  ce_sequence_ntc: crossEntropy("mean"),
  ce_extreme: crossEntropy("none"),
  bce_mean: binaryCrossEntropy("mean"),
  bce_sum: binaryCrossEntropy("sum"),
  bce_none: binaryCrossEntropy("none"),
  bce_extreme: binaryCrossEntropy("none"),
  mse_mean: squaredError("mean"),
  mse_sum: squaredError("sum"),
  mse_none: squaredError("none"),
};

/** Labels count rows of the last axis; targets of numbers are taken one by one. */
function lossShapes(found: Case, values: Tensor): { values: Shape; targets: Shape } {
  const count = elements(values.shape);
  if (!found.int_inputs) return { values: [count, 1], targets: [count, 1] };
  const classes = values.shape.at(-1)!;
  return { values: [count / classes, classes], targets: [count / classes, 1] };
}

function checkLoss(found: Case, loss: LossCase, precision: Precision): void {
  const { tolerance } = precision;
  const tape = new Tape({ ops, ...precision });
  const values = found.inputs[loss.values]!;
  const targets = found.int_inputs?.["target"] ?? found.inputs["target"]!;
  const shapes = lossShapes(found, values);
  const put = (data: readonly number[], shape: Shape) => {
    const array = precision.numbers(data.length);
    array.set(data);
    return tape.add(array, shape);
  };
  const inputs = [put(values.data, shapes.values), put(targets.data, shapes.targets)];
  const [lossesId, , gradientId] = tape.emit(loss.op, inputs, loss.attributes);
  const rows = tape.value(lossesId!);
  const sum = Array.from(rows).reduce((total, row) => total + row, 0);
  const total = loss.reduction === "mean" ? sum / rows.length : sum;
  const y = loss.reduction === "none" ? rows : [total];
  expectNear(y, found.outputs["y"]!.data, tolerance, "y");
  // The op's gradient is that of the mean.
  const factor = loss.reduction === "mean" ? 1 : rows.length;
  const upstream = found.upstream["y"]!.data;
  const columns = shapes.values[1]!;
  const gradient = Array.from(tape.value(gradientId!), (slope, index) => {
    const row = loss.reduction === "none" ? Math.floor(index / columns) : 0;
    return slope * factor * upstream[row]!;
  });
  expectNear(gradient, found.grads[loss.values]!.data, tolerance, `gradient of ${loss.values}`);
}

/** The seed whose draws keep what the case's mask keeps. */
function dropoutMoment(found: Case): Partial<InterpreterOptions> {
  if (found.op !== "dropout") return {};
  const { data: mask } = found.inputs["mask"]!;
  const table = new Float64Array(32);
  table[tableColumns.layers] = Number(found.attrs["p"]);
  for (let seed = 0; seed < 1_000_000; seed++) {
    table[tableColumns.seed] = seed;
    const tape = new Interpreter({ ops, ...precisions["reference in float64"]!, table });
    const ones = tape.add(new Float64Array(mask.length).fill(1), [mask.length]);
    const [y] = tape.emit("dropout", [ones], { column: tableColumns.layers, stream: 0 });
    if (tape.value(y!).every((value, index) => (value !== 0) === (mask[index] === 1)))
      return { table };
  }
  throw new Error(`no seed below 1,000,000 gives the mask of ${found.name}`);
}

describe.skipIf(!here)("golden figures in ../shared/golden", () => {
  describe.each(Object.entries(precisions))("%s", (_, precision) => {
    const builds = { "ops_dense.json": dense, "ops_activations.json": activations };
    for (const [file, known] of Object.entries(builds)) {
      const present = here ? casesOf(file).filter(({ name }) => name in known) : [];
      test.each(present.map((found) => [found.name, found] as const))(
        `${file}: %s`,
        (name, found) => {
          check(found, known[name]!, precision, dropoutMoment(found));
        },
      );
    }
    const present = here ? casesOf("ops_losses.json").filter(({ name }) => name in losses) : [];
    test.each(present.map((found) => [found.name, found] as const))(
      "ops_losses.json: %s",
      (name, found) => {
        checkLoss(found, losses[name]!, precision);
      },
    );
  });

  test.each(Object.entries(absent))(
    "every case of %s is checked or named as absent",
    (file, names) => {
      const checked = { ...dense, ...activations, ...losses };
      const left = casesOf(file)
        .map(({ name }) => name)
        .filter((name) => !(name in checked));
      expect(left.sort()).toEqual([...names].sort());
    },
  );
});
