import { describe, expect, test } from "vitest";
import { streams, uniform } from "../core/random.ts";
import { elements, type Shape } from "../core/shape.ts";
import { matmul } from "./matmul.ts";
import { plainMatmul } from "./matmul-geometry.ts";
import type { Attributes, KernelRequest, NumberArray, Op, Operand } from "./op.ts";

function values(shape: Shape, stream: number): Float64Array {
  return Float64Array.from({ length: elements(shape) }, (_, i) =>
    Math.fround(2 * uniform(stream, streams.sample, 0, i) - 1),
  );
}

interface Product {
  readonly inputs: readonly (NumberArray | Uint8Array)[];
  readonly shapes: readonly Shape[];
  readonly attributes: Attributes;
  readonly numbers: (length: number) => NumberArray;
}

function run(loop: Op["reference"], { inputs, shapes, attributes, numbers }: Product) {
  const outputShapes = matmul.infer(shapes, attributes);
  const outputs = outputShapes.map((shape) => numbers(elements(shape)));
  loop({
    inputs,
    outputs,
    inputShapes: shapes,
    outputShapes,
    attributes,
    step: { step: 0, epoch: 0, offset: 0, count: 1, slot: 0 },
    run: 0,
    table: new Float64Array(4),
    scalars: new Float64Array(4),
  });
  return outputs;
}

function expectEqualLoops(
  shapes: readonly Shape[],
  attributes: Attributes,
  given: readonly (readonly number[] | undefined)[] = [],
) {
  const inputs = shapes.map((shape, index) =>
    Float64Array.from(given[index] ?? values(shape, index), Math.fround),
  );
  const single = inputs.map((input) => Float32Array.from(input));
  const expected = run(matmul.reference, {
    inputs,
    shapes,
    attributes,
    numbers: (length) => new Float64Array(length),
  });
  const got = run(matmul.cpu!, {
    inputs: single,
    shapes,
    attributes,
    numbers: (length) => new Float32Array(length),
  });
  for (const [index, output] of expected.entries()) {
    const largest = Math.max(...output.map(Math.abs), 1e-30);
    const errors = got[index]!.map((value, i) => Math.abs(value - output[i]!));
    expect(Math.max(...errors) / largest).toBeLessThan(1e-6);
  }
}

describe("the fast loop of matmul equals the plain one", () => {
  test.each(matmul.samples.map((sample) => [sample.name, sample] as const))("%s", (_, sample) => {
    expectEqualLoops(
      sample.inputs.map((input) => input.shape),
      sample.attributes,
      sample.inputs.map((input) => input.values),
    );
  });

  test("after a larger product its panels hold nothing of it", () => {
    expectEqualLoops(
      [
        [40, 40],
        [40, 40],
      ],
      plainMatmul,
    );
    expectEqualLoops(
      [
        [3, 2],
        [2, 3],
      ],
      plainMatmul,
    );
  });
});

describe("shapes of matmul", () => {
  const infer = (shapes: readonly Shape[], attributes: Partial<typeof plainMatmul> = {}) =>
    matmul.infer(shapes, { ...plainMatmul, ...attributes });

  test("leading axes stay", () => {
    expect(
      infer([
        [2, 3, 5],
        [5, 4],
      ]),
    ).toEqual([[2, 3, 4]]);
    expect(
      infer(
        [
          [2, 3, 5],
          [2, 3, 4],
        ],
        { transposeA: true },
      ),
    ).toEqual([[5, 4]]);
    expect(
      infer([
        [2, 3, 5],
        [2, 5, 4],
      ]),
    ).toEqual([[2, 3, 4]]);
    expect(
      infer(
        [
          [7, 5],
          [7, 4],
        ],
        { transposeA: true, sumColumns: true },
      ),
    ).toEqual([[5, 4], [4]]);
  });

  test("what does not fit is refused", () => {
    expect(() =>
      infer([
        [2, 3],
        [4, 5],
      ]),
    ).toThrow("[2, 3] by [4, 5]");
    expect(() =>
      infer(
        [
          [2, 3],
          [3, 2],
        ],
        { transposeA: true, transposeB: true },
      ),
    ).toThrow("fit");
    expect(() =>
      infer([
        [2, 3, 4],
        [3, 4, 5],
      ]),
    ).toThrow("fit");
    expect(() => infer([[2, 3], [3, 5], [4]], { bias: true })).toThrow("bias [5]");
    expect(() =>
      infer(
        [
          [2, 3],
          [3, 5],
        ],
        { bias: true },
      ),
    ).toThrow("bias [5]");
    expect(() =>
      infer(
        [
          [2, 3],
          [3, 5],
        ],
        { sumColumns: true },
      ),
    ).toThrow("transposeA");
  });
});

describe("kernels of matmul", () => {
  const request = (
    a: Shape,
    b: Shape,
    software: boolean,
    runs: number,
  ): KernelRequest<Attributes> => {
    const operand = (buffer: number, shape: Shape): Operand => ({
      buffer,
      offset: 0,
      runStride: elements(shape),
      shape,
      storage: "f32",
    });
    const [y = []] = matmul.infer([a, b], plainMatmul);
    return {
      inputs: [operand(0, a), operand(1, b)],
      outputs: [operand(2, y)],
      attributes: plainMatmul,
      runs,
      tableColumns: 4,
      traits: { software, subgroupSize: software ? 4 : 0 },
    };
  };
  const shader = (a: Shape, b: Shape, software = false, runs = 1) =>
    matmul.kernels(request(a, b, software, runs)).map((dispatch) => dispatch.shader);

  test("the adapter and the shape choose, never the number of runs", () => {
    for (const runs of [1, 64]) {
      expect(shader([100, 784], [784, 100], true, runs)).toEqual(["matmul-subgroup"]);
      expect(shader([100, 784], [784, 100], false, runs)).toEqual(["matmul-split"]);
      expect(shader([100, 10], [10, 100], false, runs)).toEqual(["matmul-workgroup"]);
    }
  });

  test("every row, column, batch and run is covered", () => {
    const [dispatch] = matmul.kernels(request([3, 65, 7], [3, 7, 33], false, 5));
    expect(dispatch!.workgroups).toEqual([2, 3, 15]);
  });

  test("column sums that do not lie beside the product are refused", () => {
    const base = request([9, 9], [9, 5], false, 1);
    const attributes = { ...plainMatmul, transposeA: true, sumColumns: true };
    const [y] = base.outputs;
    const outputs = [y!, { ...y!, buffer: 7, shape: [5] }];
    expect(() => matmul.kernels({ ...base, attributes, outputs })).toThrow("one buffer");
  });
});
