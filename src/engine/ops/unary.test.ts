import { describe, expect, test } from "vitest";
import { activationNames } from "../../spec/catalogue.ts";
import { Interpreter } from "./interpreter.ts";
import type { NumberArray, Op } from "./op.ts";
import { unary, unaryFunctions, unaryGradient } from "./unary.ts";

const magnitudes = [0, 1e-45, 1e-20, 1e-3, 1, 3, 6, 20, 88, 104, 1e3, 1e10, 1e20, 1e30, 1e38];
const finite = magnitudes.flatMap((size) => [size, -size]);

interface Precision {
  readonly numbers: (length: number) => NumberArray;
  readonly loop: (op: Op) => Op["reference"];
}

const precisions: Record<string, Precision> = {
  reference: { numbers: (length) => new Float64Array(length), loop: (op) => op.reference },
  cpu: { numbers: (length) => new Float32Array(length), loop: (op) => op.cpu ?? op.reference },
};

/** f(x), and f'(x) as the backward pass finds it. */
function valueAndSlope(name: string, x: readonly number[], precision: Precision) {
  const emitter = new Interpreter({ ops: { unary, unaryGradient }, ...precision });
  const put = (values: readonly number[]) => {
    const array = precision.numbers(values.length);
    array.set(values);
    return emitter.add(array, [values.length]);
  };
  const input = put(x);
  const attributes = { function: name };
  const outputs = emitter.emit("unary", [input], attributes);
  const dy = put(x.map(() => 1));
  const request = { emitter, inputs: [input], outputs, wanted: [true], attributes };
  const [dx] = unary.gradient!({ ...request, upstream: [dy] });
  return { y: [...emitter.value(outputs[0]!)], dx: [...emitter.value(dx!)] };
}

describe.each(Object.entries(precisions))("activations, %s", (_, precision) => {
  test.each(activationNames)("%s is finite, with a finite slope, at any size", (name) => {
    const { y, dx } = valueAndSlope(name, finite, precision);
    for (const [index, x] of finite.entries()) {
      expect(y[index], `f(${x})`).toSatisfy(Number.isFinite);
      expect(dx[index], `slope at ${x}`).toSatisfy(Number.isFinite);
      // No activation is steeper than mish, whose slope is 1.09 at most, and SELU below zero: 1.76.
      expect(Math.abs(dx[index]!), `slope at ${x}`).toBeLessThan(1.77);
    }
  });

  test.each(activationNames)("%s lets NaN through, and its slope does", (name) => {
    const { y, dx } = valueAndSlope(name, [Number.NaN], precision);
    expect(y).toEqual([Number.NaN]);
    // The line's gradient is what comes from above.
    expect(dx).toEqual([name === "linear" ? 1 : Number.NaN]);
  });
});

test("no two functions share a code", () => {
  const codes = Object.values(unaryFunctions).map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});

test("alpha is the layer's, or the function's own", () => {
  const { leakyRelu, elu } = unaryFunctions;
  expect([leakyRelu.value(-2), leakyRelu.value(-2, 0.3)]).toEqual([-0.02, -0.6]);
  expect([leakyRelu.slope(-1), leakyRelu.slope(-1, 0.3)]).toEqual([0.01, 0.3]);
  expect([elu.slope(-0.25), elu.slope(-0.25, 0.5)]).toEqual([0.75, 0.25]);
  expect(elu.value(-100, 0.5)).toBeCloseTo(-0.5, 12);
});
