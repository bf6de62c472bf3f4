/** Layers that pool, merge, reshape and look up: shapes and numbers as Keras has them. */
import { describe, expect, test } from "vitest";
import type { Shape } from "../../engine/core/shape.ts";
import { elements } from "../../engine/core/shape.ts";
import { GraphBuilder } from "../../engine/graph/graph.ts";
import { engineOps } from "../../engine/ops/index.ts";
import { graphPlan } from "../../engine/plan/graph-plan.ts";
import { createReferenceExecutor } from "../../engine/reference/executor.ts";
import { type LayerKind, layers } from "../../spec/catalogue.ts";
import { defaultRun, rowDefault } from "../../spec/defaults.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import { Fault } from "../../spec/fault.ts";
import { layerOf } from "./index.ts";

type Values = Readonly<Record<string, unknown>>;

function layer(kind: LayerKind, values: Values = {}): LayerSpec {
  return Object.assign(rowDefault(layers, kind), { id: "1", inputs: [null] }, values);
}

function infer(spec: LayerSpec, first: Shape, ...others: Shape[]): Shape {
  return layerOf(spec).infer(spec, [first, ...others], "layer_1");
}

interface Input {
  readonly shape: Shape;
  readonly values: readonly number[];
}

const ramp = (shape: Shape): Input => ({
  shape,
  values: Array.from({ length: elements(shape) }, (_, index) => index + 1),
});

/** What a layer makes of inputs [batch, ...]; the last of them is the lengths if `varied`. */
function run(spec: LayerSpec, inputs: readonly Input[], varied = false) {
  const builder = new GraphBuilder(engineOps);
  const given = [...inputs];
  const example = given.slice(0, varied ? -1 : undefined);
  const ids = given.map(({ shape }, index) =>
    builder.pinned(`input ${index}`, shape, { buffer: `input ${index}`, runs: true }),
  );
  const shapes = example.map(({ shape }) => shape.slice(1));
  const rows = layerOf(spec).parameters(spec, [shapes[0]!, ...shapes.slice(1)]);
  const parameters = rows.map(({ name, shape }) =>
    builder.pinned(name, shape, { buffer: name, runs: true }),
  );
  const [first = -1, ...others] = ids.slice(0, example.length);
  const y = layerOf(spec).emit(spec, [first, ...others], {
    builder,
    training: true,
    parameters,
    column: 16,
    stream: 7,
    lengths: varied ? ids.at(-1)! : null,
    afterLoss: () => {},
  });
  const shape = builder.shape(y);
  const copy = builder.emitOne("unary", [y], { function: "linear" });
  builder.put(copy, "y", { buffer: "y", offset: 0 });
  const plan = graphPlan({ train: builder.finish(), ops: engineOps, runs: 1, tableColumns: 32 });
  const executor = createReferenceExecutor(plan, engineOps);
  for (const [index, { values }] of given.entries())
    executor.write(`input ${index}`, Float64Array.from(values));
  for (const { name, shape: size } of rows)
    executor.write(name, Float64Array.from(ramp(size).values));
  executor.writeTable(new Float64Array(32).fill(0.5, 16));
  const step = { step: 3, epoch: 0, offset: 0, count: 1, slot: 0 };
  executor.run("train", { steps: [step], scalars: new Float64Array(4) });
  expect(shape.slice(1)).toEqual(infer(spec, shapes[0]!, ...shapes.slice(1)));
  return { shape, values: [...executor.peek("y")] };
}

function faultOf(work: () => unknown): Fault {
  try {
    work();
  } catch (error) {
    if (error instanceof Fault) return error;
  }
  throw new Error("expected a fault");
}

describe("pooling", () => {
  test.each([
    ["windows that touch", { size: 3 }, [62, 100], [20, 100]],
    ["a stride of its own", { size: 3, stride: 1 }, [9, 4], [7, 4]],
    ["same", { size: 3, stride: 2, padding: "same" }, [9, 4], [5, 4]],
    ["same, windows that touch", { size: 4, padding: "same" }, [9, 4], [3, 4]],
    ["same, larger than the series", { size: 9, stride: 1, padding: "same" }, [2, 4], [2, 4]],
  ] as const)("of series: %s", (_, values, input, expected) => {
    for (const kind of ["maxPooling1d", "averagePooling1d"] as const) {
      expect(infer(layer(kind, values), input)).toEqual(expected);
      expect(run(layer(kind, values), [ramp([2, ...input])]).shape).toEqual([2, ...expected]);
    }
  });

  test("of images", () => {
    for (const kind of ["maxPooling2d", "averagePooling2d"] as const) {
      expect(run(layer(kind), [ramp([2, 7, 6, 3])]).shape).toEqual([2, 3, 3, 3]);
      const same = layer(kind, { padding: "same", size: 3, stride: 2 });
      expect(run(same, [ramp([2, 7, 6, 3])]).shape).toEqual([2, 4, 3, 3]);
    }
  });

  test("the padding of same counts in no average and is no maximum", () => {
    const x = { shape: [1, 5, 1], values: [-1, -2, -3, -4, -5] };
    const values = { size: 3, stride: 2, padding: "same" };
    expect(run(layer("averagePooling1d", values), [x]).values).toEqual([-1.5, -3, -4.5]);
    expect(run(layer("maxPooling1d", values), [x]).values).toEqual([-1, -2, -4]);
  });

  test("an odd place of padding stands behind", () => {
    const values = { size: 2, stride: 1, padding: "same" };
    const x = { shape: [1, 3, 1], values: [1, 2, 3] };
    expect(run(layer("maxPooling1d", values), [x]).values).toEqual([2, 3, 3]);
  });

  test("over everything, or over the steps that count", () => {
    const x = { shape: [2, 3, 2], values: [1, 2, 3, 4, 8, 6, 7, 1, 9, 10, 11, 12] };
    const lengths = { shape: [2, 1], values: [2, 1] };
    const [mean, max] = [layer("globalAveragePooling1d"), layer("globalMaxPooling1d")];
    expect(run(mean, [x]).values).toEqual([4, 4, 9, 23 / 3]);
    expect(run(max, [x]).values).toEqual([8, 6, 11, 12]);
    expect(run(mean, [x, lengths], true).values).toEqual([2, 3, 7, 1]);
    expect(run(max, [x, lengths], true).values).toEqual([3, 4, 7, 1]);
    expect(run(layer("globalAveragePooling2d"), [ramp([1, 2, 2, 2])]).values).toEqual([4, 5]);
    expect(run(layer("globalMaxPooling2d"), [ramp([1, 2, 2, 2])]).values).toEqual([7, 8]);
  });

  test("says what does not fit", () => {
    const long = faultOf(() => infer(layer("maxPooling1d", { size: 4 }), [3, 2]));
    expect(long).toMatchObject({
      code: "shape.windowTooLong",
      values: { layer: "layer_1", window: 4, got: 3 },
    });
    const flat = faultOf(() => infer(layer("averagePooling1d"), [30]));
    expect(flat.values).toEqual({ layer: "layer_1", expected: "[time, channels]", got: "30" });
    expect(faultOf(() => infer(layer("maxPooling2d"), [28, 28])).code).toBe("shape.needsRank");
    expect(faultOf(() => infer(layer("globalMaxPooling2d"), [28, 28])).code).toBe(
      "shape.needsRank",
    );
  });
});

describe("merges", () => {
  const [a, b] = [
    { shape: [2, 2], values: [1, 2, 3, 4] },
    { shape: [2, 2], values: [5, 6, 7, 8] },
  ];

  test("join two inputs and more", () => {
    expect(run(layer("add"), [a, b, b]).values).toEqual([11, 14, 17, 20]);
    expect(run(layer("multiply"), [a, b, a]).values).toEqual([5, 24, 63, 128]);
    const wide = { shape: [2, 1], values: [9, 10] };
    expect(run(layer("concatenate"), [a, wide, b]).values).toEqual([1, 2, 9, 5, 6, 3, 4, 10, 7, 8]);
    expect(infer(layer("concatenate"), [5, 6, 2], [5, 6, 3])).toEqual([5, 6, 5]);
  });

  test("say what does not fit", () => {
    for (const kind of ["add", "multiply", "concatenate"] as const) {
      expect(faultOf(() => infer(layer(kind), [3])).code).toBe("shape.mergeNeedsTwo");
      const conflict = faultOf(() => infer(layer(kind), [4, 3], [4, 3], [5, 3]));
      expect(conflict).toMatchObject({
        code: "shape.mergeConflict",
        values: { layer: "layer_1", first: "4×3", second: "5×3" },
      });
    }
    expect(faultOf(() => infer(layer("add"), [4, 3], [4, 2])).code).toBe("shape.mergeConflict");
    expect(faultOf(() => infer(layer("concatenate"), [4, 3], [3])).code).toBe(
      "shape.mergeConflict",
    );
  });
});

describe("reshape", () => {
  test.each([
    [[240], [80, 3], [80, 3]],
    [[240], [80, -1], [80, 3]],
    [[4, 6], [-1], [24]],
    [
      [28, 28],
      [28, 28, 1],
      [28, 28, 1],
    ],
  ])("%j by %j", (input, shape, expected) => {
    expect(infer(layer("reshape", { shape }), input)).toEqual(expected);
    const x = ramp([2, ...input]);
    expect(run(layer("reshape", { shape }), [x])).toEqual({
      shape: [2, ...expected],
      values: x.values,
    });
  });

  test.each([[[80, 4]], [[-1, -1]], [[7, -1]], [[0, -1]], [[0]], [[]]])(
    "of 240 numbers is refused as %j",
    (shape) => {
      const fault = faultOf(() => infer(layer("reshape", { shape }), [240]));
      expect(fault.code).toBe("shape.reshape");
      expect(fault.values).toMatchObject({ layer: "layer_1", from: "240" });
    },
  );
});

describe("embedding", () => {
  test("gives each symbol its row of the table", () => {
    const spec = layer("embedding", { vocabulary: 3, size: 2 });
    const x = { shape: [2, 2], values: [2, 0, 1, 2] };
    expect(run(spec, [x])).toEqual({ shape: [2, 2, 2], values: [5, 6, 1, 2, 3, 4, 5, 6] });
    expect(layerOf(spec).parameters(spec, [[2]])).toMatchObject([
      { name: "embeddings", shape: [3, 2], decays: true },
    ]);
  });

  test("takes symbols over time only", () => {
    const fault = faultOf(() => infer(layer("embedding"), [20, 3]));
    expect(fault.values).toEqual({ layer: "layer_1", expected: "[time]", got: "20×3" });
  });
});

describe("Gaussian noise", () => {
  test("is there in training only, as wide as the layer says", () => {
    const spec = layer("gaussianNoise", { std: 0.25 });
    expect(layerOf(spec).tableValues?.(spec, defaultRun())).toEqual([0.25]);
    const { values } = run(spec, [ramp([100, 100])]);
    const noise = values.map((value, index) => value - (index + 1));
    const square = noise.reduce((sum, value) => sum + value * value, 0) / noise.length;
    // The table of this test holds 0.5.
    expect(Math.sqrt(square)).toBeCloseTo(0.5, 1);
    const builder = new GraphBuilder(engineOps);
    const x = builder.pinned("x", [2, 3], { buffer: "x", runs: true });
    const context = { builder, parameters: [], column: 16, stream: 1, lengths: null };
    const y = layerOf(spec).emit(spec, [x], {
      ...context,
      training: false,
      afterLoss: () => {},
    });
    expect(y).toBe(x);
  });
});
