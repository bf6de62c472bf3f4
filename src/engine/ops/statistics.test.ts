/** The fast loops of the ops that look inside, against the plain ones. */
import { expect, test } from "vitest";
import { uniform } from "../core/random.ts";
import { elements, type Shape } from "../core/shape.ts";
import { histogram } from "./histogram.ts";
import { Interpreter } from "./interpreter.ts";
import type { Attributes, NumberArray, Op } from "./op.ts";
import { summary } from "./summary.ts";
import { unitActivity } from "./unit-activity.ts";

const ops = { summary, histogram, unitActivity };
type Name = keyof typeof ops;

/** The first output, which is what others read, of float32 values. */
function output(name: Name, loop: (op: Op) => Op["reference"], inputs: Values[], more: Attributes) {
  const numbers = (length: number) => new Float32Array(length);
  const interpreter = new Interpreter({ ops, numbers, loop });
  const ids = inputs.map(({ values, shape }) =>
    interpreter.add(Float32Array.from(values), shape ?? [values.length]),
  );
  return interpreter.value(interpreter.emit(name, ids, more)[0]!);
}

interface Values {
  readonly values: ArrayLike<number>;
  readonly shape?: Shape;
}

function bothLoops(name: Name, inputs: Values[], attributes: Attributes = {}) {
  const plain = output(name, (op) => op.reference, inputs, attributes);
  return { plain, fast: output(name, (op) => op.cpu!, inputs, attributes) };
}

/** Both summaries and both histograms of the same values. */
function statistics(values: ArrayLike<number>) {
  const summaries = bothLoops("summary", [{ values }]);
  return { summaries, bins: bothLoops("histogram", [{ values }, { values: summaries.plain }]) };
}

function expectNear(fast: NumberArray, plain: NumberArray): void {
  const error = fast.map((value, index) => {
    const wanted = plain[index]!;
    return Math.abs(value - wanted) / Math.max(1e-37, Math.abs(wanted));
  });
  expect(Math.max(...error)).toBeLessThan(1e-6);
}

test.each(["summary", "histogram", "unitActivity"] as const)("%s on its samples", (name) => {
  for (const { inputs, attributes } of ops[name].samples) {
    const drawn = inputs.map(({ shape, values }, index) => {
      const random = (_: unknown, i: number) => 2 * uniform(11, 1, index, i) - 1;
      return { shape, values: values ?? Array.from({ length: elements(shape) }, random) };
    });
    const { plain, fast } = bothLoops(name, drawn, attributes);
    expectNear(fast, plain);
  }
});

const normalLike = (i: number) => uniform(3, 1, 0, i) + uniform(3, 2, 0, i) - 1;
const hard: Record<string, (i: number) => number> = {
  "far from zero": (i) => 1e6 + normalLike(i),
  "the first far from the rest": (i) => (i === 0 ? 1e6 : normalLike(i)),
  "the last far from the rest": (i) => (i === 20_000 ? -1e6 : 1 + normalLike(i)),
  // Any larger, and their norm would be none of float32.
  "large numbers": (i) => (i % 2 === 0 ? 2e36 : -2e36 * uniform(3, 1, 0, i)),
  "the smallest numbers": (i) => 1e-42 * normalLike(i),
  "half of them 0": (i) => Math.max(0, normalLike(i)),
  "not finite at the end": (i) => (i === 20_000 ? Number.NaN : normalLike(i)),
  "not finite at the beginning": (i) => (i === 0 ? Number.NEGATIVE_INFINITY : normalLike(i)),
  "one value that differs": (i) => (i === 7 ? 1 : 2),
};

test.each(Object.entries(hard))("%s", (_, value) => {
  const { summaries, bins } = statistics(Array.from({ length: 20_001 }, (__, i) => value(i)));
  expectNear(summaries.fast, summaries.plain);
  expect(bins.fast).toEqual(bins.plain);
});

test("values on the borders of bins go where the plain loop puts them", () => {
  for (let spread = 1; spread <= 200; spread++) {
    const { bins } = statistics(Array.from({ length: spread + 1 }, (_, i) => (i - 5) / 3));
    expect(bins.fast, `${spread} parts`).toEqual(bins.plain);
  }
});
