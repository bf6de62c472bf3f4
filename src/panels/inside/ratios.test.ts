import { describe, expect, test } from "vitest";
import type {
  ParameterInspection,
  RunInspection,
  TensorStatistics,
} from "../../train/inspection.ts";
import { layerNorms, normScale, ratioLines, ratioScale } from "./ratios.ts";

const withNorm = (norm: number): TensorStatistics => ({
  count: 1,
  notFinite: 0,
  mean: 0,
  std: 0,
  min: 0,
  max: 0,
  norm,
  zeros: 0,
  bins: Float32Array.of(1),
});

const parameter = (name: string, ratio: number | null, norm: number): ParameterInspection => ({
  name,
  layer: name.slice(0, name.indexOf("/")),
  shape: [1],
  weights: withNorm(1),
  gradient: norm > 0 ? withNorm(norm) : null,
  update: null,
  ratio,
});

const run = (...parameters: ParameterInspection[]): RunInspection => ({
  layers: ["flatten_1", "dense_1", "dense_2"].map((name) => ({
    name,
    kind: "dense",
    activation: withNorm(1),
    dead: null,
    saturated: null,
    gradient: name === "dense_2" ? withNorm(0.5) : null,
  })),
  parameters,
  gradientNorm: 1,
});

const history = [
  { step: 0, examples: 1, runs: [run(parameter("dense_1/kernel", null, 3))] },
  {
    step: 4,
    examples: 1,
    runs: [run(parameter("dense_1/kernel", 2e-3, 3), parameter("dense_1/bias", 7, 4))],
  },
  {
    step: 9,
    examples: 1,
    runs: [run(parameter("dense_1/kernel", 0, 3), parameter("dense_1/bias", 5, 4))],
  },
];

describe("update ratios", () => {
  test("a line for each tensor from its first update on; what is 0 leaves a gap", () => {
    expect(ratioLines(history, 0, false)).toEqual([
      {
        name: "dense_1/kernel",
        points: [
          { x: 4, y: 2e-3 },
          { x: 9, y: null },
        ],
        last: 2e-3,
      },
    ]);
    expect(ratioLines(history, 0, true).map(({ name, last }) => [name, last])).toEqual([
      ["dense_1/kernel", 2e-3],
      ["dense_1/bias", 5],
    ]);
    expect(ratioLines(history, 1, true)).toEqual([]);
  });

  test("the axis always shows the band, and grows with the lines", () => {
    expect(ratioScale([]).domain).toEqual([1e-5, 1e-1]);
    expect(ratioScale(ratioLines(history, 0, true)).domain).toEqual([1e-5, 10]);
  });
});

describe("gradient norms of layers", () => {
  test("stand in network order, tensors of a layer together, layers without any left out", () => {
    const [, middle] = history;
    expect(layerNorms(middle?.runs[0] ?? run())).toEqual([
      { name: "dense_1", weights: 5, outputs: null },
      { name: "dense_2", weights: null, outputs: 0.5 },
    ]);
  });

  test("a gradient that is not finite has no norm, whatever the rest of it has", () => {
    const broken = parameter("dense_1/kernel", null, 3);
    const gradient = { ...withNorm(3), notFinite: 1 };
    const [layer] = layerNorms(run({ ...broken, gradient }, parameter("dense_1/bias", null, 4)));
    expect(layer).toEqual({ name: "dense_1", weights: Number.NaN, outputs: null });
  });

  test("the axis is whole decades around what can be drawn", () => {
    const { domain } = normScale([
      { name: "a", weights: 0.03, outputs: 0 },
      { name: "b", weights: 5, outputs: Number.POSITIVE_INFINITY },
    ]);
    expect(domain).toEqual([0.01, 10]);
  });
});
