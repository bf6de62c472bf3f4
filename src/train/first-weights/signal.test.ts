/** Signals through fresh weights: against plain loops, against differences, and against the bands. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createCpuExecutor } from "../../engine/cpu/executor.ts";
import { createReferenceExecutor } from "../../engine/reference/executor.ts";
import type { InitializerSpec } from "../../spec/experiment.ts";
import { runSignal, signalKernel, signalSpreads } from "./signal.ts";
import {
  type SignalActivation,
  type SignalSpec,
  signalActivations,
  usualSize,
} from "./signal-spec.ts";
import { spreadBins, spreadOf } from "./spread.ts";

const small = { examples: 7, units: 5, layers: 3 };

const functions: Record<SignalActivation, (x: number) => number> = {
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: Math.tanh,
  relu: (x) => Math.max(0, x),
};

function specOf(activation: SignalActivation): SignalSpec {
  return { activation, initializer: { kind: "normal", std: 0.6 }, seed: 3 };
}

describe.each(signalActivations)("%s", (activation) => {
  const exact = runSignal(specOf(activation), small, createReferenceExecutor);

  test("float32 is as float64", () => {
    const found = runSignal(specOf(activation), small, createCpuExecutor);
    for (const part of ["outputs", "gradients"] as const) {
      for (const [layer, values] of found[part].entries()) {
        for (let index = 0; index < values.length; index++)
          expect(values[index]).toBeCloseTo(exact[part][layer]![index]!, 5);
      }
    }
  });

  const kernels = [1, 2, 3].map((layer) => signalKernel(specOf(activation), layer, small.units));
  const through = (last: readonly number[], kernel: Float64Array) =>
    forward(last, kernel, functions[activation]);

  test("each layer's outputs are f(a W) of the one before", () => {
    for (const layer of [2, 3]) {
      const wanted = through(Array.from(exact.outputs[layer - 2]!), kernels[layer - 1]!);
      for (const [index, value] of wanted.entries())
        expect(exact.outputs[layer - 1]![index]).toBeCloseTo(value, 12);
    }
  });

  test("each layer's gradient is that of the last one's projection, by differences", () => {
    const upstream = exact.gradients.at(-1)!;
    for (const layer of [1, 2]) {
      const start = Array.from(exact.outputs[layer - 1]!);
      const loss = (values: readonly number[]) =>
        kernels
          .slice(layer)
          .reduce(through, values)
          .reduce((sum, value, index) => sum + value * upstream[index]!, 0);
      for (const index of [0, 8, 17, 33]) {
        const h = 1e-6;
        const moved = (by: number) => start.map((value, at) => (at === index ? value + by : value));
        const numeric = (loss(moved(h)) - loss(moved(-h))) / (2 * h);
        expect(exact.gradients[layer - 1]![index]).toBeCloseTo(numeric, 7);
      }
    }
  });
});

/** f(a W) with a [examples, units]. */
function forward(last: readonly number[], kernel: Float64Array, f: (x: number) => number) {
  const { units } = small;
  return last.map((_, at) => {
    const [row, column] = [Math.floor(at / units), at % units];
    let sum = 0;
    for (let k = 0; k < units; k++) sum += last[row * units + k]! * kernel[k * units + column]!;
    return f(sum);
  });
}

test("a spread counts every value, those outside in the bins at the ends", () => {
  // Three examples of two units, the second dead.
  const spread = spreadOf([0.5, 0, 7, 0, 1, 0], 2, "relu");
  expect(spread.counts.length).toBe(spreadBins);
  expect(spread.counts.reduce((sum, count) => sum + count, 0)).toBe(6);
  expect([spread.counts[0], spread.counts[5], spread.counts[10], spread.counts.at(-1)]).toEqual([
    3, 1, 1, 1,
  ]);
  const squares = 0.25 + 49 + 1;
  expect(spread.mean).toBeCloseTo(8.5 / 6, 14);
  expect(spread.std).toBeCloseTo(Math.sqrt(squares / 6 - (8.5 / 6) ** 2), 14);
  expect([spread.saturated, spread.dead]).toEqual([0.5, 0.5]);
  expect(spreadOf([0.01, 0.5, 0.99, 0.94], 2, "sigmoid").saturated).toBe(0.5);
  expect(spreadOf([-0.91, 0.5, 0.99, 0.89], 2, "tanh").saturated).toBe(0.5);
});

const bands = new URL("../../../../shared/bands/activation_stats.json", import.meta.url);
const here = existsSync(bands);

interface Band {
  readonly mean: number;
  readonly sd: number;
  readonly min: number;
  readonly max: number;
}

interface Result {
  readonly activation: SignalActivation;
  readonly init: string;
  readonly layers: readonly ({ readonly layer: number } & Record<
    "mean" | "std" | "saturated" | "dead_units",
    Band | undefined
  >)[];
}

const initializers: Readonly<Record<string, InitializerSpec>> = {
  std_1: { kind: "normal", std: 1 },
  "std_0.01": { kind: "normal", std: 0.01 },
  xavier: { kind: "xavierNormal" },
  he: { kind: "heNormal" },
};

/** Standard deviations of the bands' 20 seeds to either side, and half a unit of their sixth digit. */
function outside(value: number, { mean, sd, min, max }: Band): boolean {
  const reach = 4 * sd + Math.abs(mean) * 5e-6;
  return Math.abs(value - mean) > reach && (value < min || value > max);
}

describe.skipIf(!here)("the bands in ../shared/bands/activation_stats.json", () => {
  const results: Result[] = here ? JSON.parse(readFileSync(bands, "utf8")).results : [];

  test("every initializer with every activation is in them", () => {
    expect(results.length).toBe(signalActivations.length * Object.keys(initializers).length);
  });

  test.each(results.map((result) => [result.activation, result.init, result] as const))(
    "%s, %s",
    (activation, init, { layers }) => {
      const found = signalSpreads({ activation, initializer: initializers[init]!, seed: 1 });
      expect(found.length).toBe(usualSize.layers);
      const strays = layers.flatMap(({ layer, mean, std, saturated, dead_units: dead }) => {
        const { forward: own } = found[layer - 1]!;
        const pairs = { mean: [own.mean, mean], std: [own.std, std] } as const;
        const shares = { saturated: [own.saturated, saturated], dead: [own.dead, dead] } as const;
        return Object.entries({ ...pairs, ...shares }).flatMap(([name, [value, band]]) =>
          band && outside(value, band) ? [`layer ${layer} ${name}: ${value}`] : [],
        );
      });
      expect(strays).toEqual([]);
    },
  );
});
