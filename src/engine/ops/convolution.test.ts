import { describe, expect, test } from "vitest";
import { streams, uniform } from "../core/random.ts";
import { elements, type Shape } from "../core/shape.ts";
import { convolution } from "./convolution.ts";
import { slicesOf } from "./convolution-geometry.ts";
import { convolutionInputGradient, convolutionKernelGradient } from "./convolution-gradients.ts";
import type { Attributes, NumberArray, Op, Sample } from "./op.ts";

const ops = { convolution, convolutionInputGradient, convolutionKernelGradient };

function run(
  op: Op,
  loop: Op["reference"],
  { inputs, attributes }: Sample<Attributes>,
  numbers: (values: ArrayLike<number>) => NumberArray,
): NumberArray[] {
  const inputShapes = inputs.map(({ shape }) => shape);
  const outputShapes = op.infer(inputShapes, attributes);
  const outputs = outputShapes.map((shape) => numbers(new Float64Array(elements(shape))));
  loop({
    inputs: inputs.map(({ shape, values }, index) =>
      numbers(
        values ??
          Float64Array.from({ length: elements(shape) }, (_, i) =>
            Math.fround(2 * uniform(index, streams.sample, 0, i) - 1),
          ),
      ),
    ),
    outputs,
    inputShapes,
    outputShapes,
    attributes,
    step: { step: 0, epoch: 0, offset: 0, count: 1, slot: 0 },
    run: 0,
    table: new Float64Array(4),
    scalars: new Float64Array(4),
  });
  return outputs;
}

describe.each(Object.entries(ops))("the fast loop of %s equals the plain one", (name, op) => {
  test.each(op.samples.map((sample) => [sample.name, sample] as const))("%s", (_, sample) => {
    const expected = run(op, op.reference, sample, (values) => Float64Array.from(values));
    const got = run(op, op.cpu!, sample, (values) => Float32Array.from(values));
    // Partial sums stand before the gradient and are a device's own.
    const sums = sample.attributes["sumColumns"] === true ? 2 : 1;
    const first = name === "convolutionKernelGradient" ? expected.length - sums : 0;
    for (const [index, output] of expected.entries()) {
      if (index < first) continue;
      const largest = Math.max(...output.map(Math.abs), 1e-30);
      const errors = got[index]!.map((value, i) => Math.abs(value - output[i]!));
      expect(Math.max(...errors) / largest).toBeLessThan(2e-6);
    }
  });
});

describe("shapes of a convolution", () => {
  const window = { strides: [1, 1], dilations: [1, 1], padding: [0, 0, 0, 0] };
  const infer = (shapes: readonly Shape[], attributes: Attributes = {}) =>
    convolution.infer(shapes, { ...window, bias: false, activation: "linear", ...attributes });
  const x = [32, 80, 3];
  const kernel = [10, 3, 100];

  test("the window's walk gives the length", () => {
    expect(infer([x, kernel])).toEqual([[32, 71, 100]]);
    expect(infer([x, kernel], { strides: [1, 3] })).toEqual([[32, 24, 100]]);
    expect(infer([x, kernel], { dilations: [1, 2] })).toEqual([[32, 62, 100]]);
    expect(infer([x, kernel], { padding: [0, 0, 4, 5] })).toEqual([[32, 80, 100]]);
  });

  test("what does not fit is refused", () => {
    expect(() => infer([x, [10, 4, 100]])).toThrow("32×80×3 by 10×4×100");
    expect(() => infer([x, [81, 3, 4]])).toThrow("fits");
    expect(() => infer([x, [1, 3, 3, 4]])).toThrow("fits");
    expect(() => infer([x, kernel, [99]], { bias: true })).toThrow("bias of 100");
    expect(() => infer([x, kernel, [100]])).toThrow("bias of none");
    expect(() => infer([x, kernel], { padding: [0, 0, -1, 0] })).toThrow("padding");
    expect(() => infer([x, kernel], { strides: [1] })).toThrow("strides");
  });
});

describe("slices of a kernel gradient", () => {
  const axis = { stride: 1, dilation: 1, before: 0, after: 0 };
  const geometry = (batch: number, length: number, channels: number, filters: number) => ({
    series: true,
    batch,
    channels,
    filters,
    high: { ...axis, input: 1, output: 1, taps: 1 },
    wide: { ...axis, input: length + 9, output: length, taps: 10 },
  });

  test("many outputs or few cells are not cut", () => {
    expect(slicesOf(geometry(32, 62, 100, 100)).count).toBe(1);
    expect(slicesOf(geometry(4, 20, 1, 8)).count).toBe(1);
  });

  test("many cells for few outputs are, and every four of examples is in one of them", () => {
    const { count, fours, foursOfSlice } = slicesOf(geometry(30, 1000, 1, 8));
    expect(count).toBeGreaterThan(8);
    expect(fours).toBe(8000);
    expect(count * foursOfSlice).toBeGreaterThanOrEqual(fours);
    expect((count - 1) * foursOfSlice).toBeLessThan(fours);
  });
});
