/** What the conformance suites run of each optimizer. */
import { type Attributes, type Sample, tableColumns } from "../../engine/ops/op.ts";
import { type OptimizerKind, optimizers as rows } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import type { Optimizer, OptimizerValues } from "./optimizer.ts";

interface SampleOptions {
  readonly name: string;
  readonly count: number;
  readonly clip?: boolean;
  readonly own?: boolean;
  readonly regularizes?: boolean;
  readonly halted?: boolean;
  /** Clipping by value, L1, L2 and weight decay, in the first run. */
  readonly clipValue?: number;
  readonly penalty?: number;
  readonly gradients?: readonly number[];
}

const ramp = (count: number, of: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => of(index));

/** A row's defaults, all numbers and switches other from run to run. */
function valuesOf<K extends OptimizerKind>(kind: K, run: number): OptimizerValues<K> {
  const values: object = rowDefault(rows, kind);
  const moved = Object.entries(values).map(([name, value]) => {
    if (typeof value === "boolean") return [name, run === 1];
    return [name, typeof value === "number" ? value * (1 - 0.1 * run) : value];
  });
  return { ...values, ...Object.fromEntries(moved) };
}

/** Mask of the weights, then own penalties; where no layer has any, what must not be read. */
function decaysOf(count: number, own: boolean): number[] {
  const mask = ramp(count, (i) => (i % 3 === 0 ? 0 : 1));
  const penalties = ramp(2 * count, (i) => (own ? 0.03 * (i % 5) : 1e30));
  return [...mask, ...penalties];
}

function sample<K extends OptimizerKind>(
  kind: K,
  optimizer: Optimizer<K>,
  options: SampleOptions,
): Sample<Attributes> {
  const { name, count, clip = false, own = false, halted = false, gradients } = options;
  const { clipValue = 0, penalty = 0, regularizes = true } = options;
  const slotCount = Math.max(1, optimizer.slots);
  // Squares are kept in slots, so they are positive.
  const slots = ramp(slotCount * count, (i) => 0.01 + ((i * 7) % 11) * 0.05);
  return {
    name,
    inputs: [
      { shape: [count] },
      gradients ? { shape: [count], values: gradients } : { shape: [count] },
      { shape: [slotCount * count], values: slots },
      { shape: [3 * count], shared: true, values: decaysOf(count, own) },
      ...(clip ? [{ shape: [1], values: [0.375] }] : []),
      { shape: [1], values: [halted ? 1 : 0] },
    ],
    attributes: { runs: [0, 1], slots: optimizer.slots, clip, regularizes, own },
    differentiable: [],
    table: (run) => ({
      [tableColumns.l1]: penalty * (run + 1),
      [tableColumns.l2]: 0.25 * run + penalty,
      [tableColumns.clipValue]: clipValue * (run + 1),
      [tableColumns.weightDecay]: penalty * (run + 2),
      ...Object.fromEntries(
        optimizer
          .constants(valuesOf(kind, run))
          .map((value, index) => [tableColumns.optimizer + index, value]),
      ),
    }),
    scalars: (run) =>
      optimizer.scalars(7, valuesOf(kind, run), {
        learningRate: 0.05 + 0.01 * run,
        momentum: null,
      }),
  };
}

export function updateSamples<K extends OptimizerKind>(
  kind: K,
  optimizer: Optimizer<K>,
): Sample<Attributes>[] {
  return [
    sample(kind, optimizer, { name: "plain", count: 5 }),
    sample(kind, optimizer, { name: "nothing to regularise", count: 21, regularizes: false }),
    sample(kind, optimizer, { name: "clipped by norm", count: 131, clip: true }),
    sample(kind, optimizer, { name: "clipped by value", count: 67, clip: true, clipValue: 0.125 }),
    sample(kind, optimizer, { name: "penalties and decay", count: 33, penalty: 0.0625 }),
    sample(kind, optimizer, { name: "own penalties", count: 1029, own: true, penalty: 0.125 }),
    sample(kind, optimizer, { name: "halted", count: 7, halted: true, penalty: 0.125 }),
    sample(kind, optimizer, {
      name: "a gradient that is not a number stays so",
      count: 3,
      clipValue: 0.5,
      gradients: [0.25, Number.NaN, -0.75],
    }),
  ];
}
