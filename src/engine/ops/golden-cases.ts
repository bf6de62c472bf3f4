/**
 * PyTorch's golden cases: the op that each is for, and the numbers that should come out, forward and
 * backward. Shared by the test in Node, which runs ops as they are emitted, and the one on WebGPU,
 * which compiles them to a plan.
 */
import { goldenActivations } from "./golden-activations.ts";
import { goldenImageConvolutions, goldenSeriesConvolutions } from "./golden-convolution.ts";
import { goldenLosses } from "./golden-losses.ts";
import { goldenNormalizations } from "./golden-norm.ts";
import { goldenMerges, goldenPools } from "./golden-pooling.ts";
import { goldenRecurrent } from "./golden-recurrent.ts";
import {
  differentiated,
  type Expectation,
  entry,
  type GoldenBuild,
  type GoldenCase,
  type Tape,
} from "./golden-tape.ts";
import { engineOps } from "./index.ts";
import { Interpreter } from "./interpreter.ts";
import { plainMatmul } from "./matmul-geometry.ts";
import type { NumberArray, Op, TensorId } from "./op.ts";
import { tableColumns } from "./op.ts";
import { item } from "./operands.ts";

const product = (modes: Partial<typeof plainMatmul>) => ({ ...plainMatmul, ...modes });

function addLinear(tape: Tape, x: TensorId, w: TensorId): TensorId {
  return tape.node("matmul", [x, w], product({ transposeB: true }));
}

const linear = differentiated((tape, of, { inputs }) => {
  const y = addLinear(tape, of("x"), of("w"));
  return "b" in inputs ? tape.node("binary", [y, of("b")], { function: "add" }) : y;
});
const flatLinear = differentiated((tape, of) =>
  addLinear(tape, tape.node("reshape", [of("x")], { shape: [2, 12] }), of("w")),
);
const matmul = differentiated((tape, of, { attrs }) => {
  const transposeA = attrs["transpose_a"] === true;
  const transposeB = attrs["transpose_b"] === true;
  return tape.node("matmul", [of("a"), of("b")], product({ transposeA, transposeB }));
});
const dropout = differentiated((tape, of, found) =>
  tape.node("dropout", [of("x")], { column: rateColumn(found), stream: dropoutStream(found) }),
);
const binary = (name: string) =>
  differentiated((tape, of) => tape.node("binary", [of("a"), of("b")], { function: name }));
const dropoutRates = [0.25, 0.5];

/** The row of the runs table that the cases need: rates of dropout; the seed is 0. */
export function goldenTable(): Float64Array {
  const table = new Float64Array(32);
  table.set(dropoutRates, tableColumns.layers);
  return table;
}

function rateColumn({ name, attrs }: GoldenCase): number {
  const index = dropoutRates.indexOf(Number(attrs["p"]));
  if (index < 0) throw new Error(`${name}: expected a rate of ${dropoutRates.join(" or ")}`);
  return tableColumns.layers + index;
}

/** The stream whose draws keep what the case's mask keeps. */
function dropoutStream(found: GoldenCase): number {
  const { data: mask } = entry(found.inputs, "mask");
  const column = rateColumn(found);
  const ones = new Float64Array(mask.length).fill(1);
  const numbers = (length: number) => new Float64Array(length);
  const loop = (op: Op) => op.reference;
  for (let stream = 0; stream < 1_000_000; stream++) {
    const interpreter = new Interpreter({ ops: engineOps, numbers, loop, table: goldenTable() });
    const x = interpreter.add(ones, [mask.length]);
    const y = interpreter.value(item(interpreter.emit("dropout", [x], { column, stream }), 0));
    if (y.every((value, index) => (value !== 0) === (mask[index] === 1))) return stream;
  }
  throw new Error(`no stream below 1,000,000 gives the mask of ${found.name}`);
}

/** The cases of each file that our ops cover. */
export const goldenBuilds: Readonly<Record<string, Readonly<Record<string, GoldenBuild>>>> = {
  "ops_dense.json": {
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
    flatten_linear: flatLinear,
    "dropout_p0.25": dropout,
    "dropout_p0.5": dropout,
    ...goldenMerges,
  },
  "ops_activations.json": goldenActivations,
  "ops_losses.json": goldenLosses,
  "ops_norm.json": goldenNormalizations,
  "ops_pool.json": goldenPools,
  "ops_conv1d.json": goldenSeriesConvolutions,
  "ops_conv2d.json": goldenImageConvolutions,
  "ops_recurrent.json": goldenRecurrent,
};

/** A case to run, and how. */
export interface KnownCase {
  readonly file: string;
  readonly found: GoldenCase;
  readonly build: GoldenBuild;
}

/** Cases that our ops cover; `read` gives a file's text. */
export function knownCases(read: (file: string) => string): KnownCase[] {
  return Object.entries(goldenBuilds).flatMap(([file, builds]) => {
    const { cases }: { cases: GoldenCase[] } = JSON.parse(read(file));
    return cases.flatMap((found): KnownCase[] => {
      const build = builds[found.name];
      return build ? [{ file, found, build }] : [];
    });
  });
}

/**
 * What is wrong with an expectation, in words; "" where every number is within the tolerance of the
 * largest magnitude of what is expected.
 */
export function mistakeIn(
  expectation: Expectation,
  values: NumberArray,
  tolerance: number,
): string {
  const { where, expected } = expectation;
  const got = expectation.from(values);
  if (got.length !== expected.length)
    return `${where}: expected ${expected.length} numbers, got ${got.length}`;
  const wrong = errorsIn(expectation, values).findIndex((error) => !(error <= tolerance));
  return wrong < 0 ? "" : `${where}[${wrong}]: expected ${expected[wrong]}, got ${got[wrong]}`;
}

/** The largest of all numbers' errors; NaN where there is one. */
export function worstError(expectation: Expectation, values: NumberArray): number {
  return errorsIn(expectation, values).reduce((worst, error) => Math.max(worst, error), 0);
}

/** Distances from what is expected, as shares of its largest magnitude. */
function errorsIn({ expected, from }: Expectation, values: NumberArray): number[] {
  const got = from(values);
  const largest = Math.max(1e-30, ...expected.map(Math.abs));
  return expected.map((value, index) => Math.abs((got[index] ?? Number.NaN) - value) / largest);
}
