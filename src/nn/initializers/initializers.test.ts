import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type InitializerKind, initializers } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import { initialValues } from "./index.ts";

const kinds = Object.keys(initializers) as InitializerKind[];

function spread(values: Float64Array): { mean: number; std: number; largest: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return { mean, std: Math.sqrt(squares / values.length), largest };
}

function draw(kind: InitializerKind, rows: number, columns: number, seed = 1) {
  const spec = {
    name: "kernel",
    shape: [rows, columns],
    fanIn: rows,
    fanOut: columns,
    decays: true,
    initializer: null,
  };
  return initialValues(spec, "dense_1/kernel", rowDefault(initializers, kind), seed);
}

test.each(kinds)("%s: the same seed draws alike, finite throughout", (kind) => {
  const values = draw(kind, 30, 20);
  expect(draw(kind, 30, 20)).toEqual(values);
  expect(values.every(Number.isFinite)).toBe(true);
});

test("xavier and he normal are one draw at two scales", () => {
  const xavier = draw("xavierNormal", 50, 50);
  const he = draw("heNormal", 50, 50);
  for (const [index, value] of xavier.entries()) {
    expect(he[index]).toBeCloseTo(value * Math.SQRT2, 12);
  }
});

test.each([
  [40, 25],
  [25, 40],
])("orthogonal %i x %i: the shorter vectors are orthonormal", (rows, columns) => {
  const values = draw("orthogonal", rows, columns);
  const wide = rows <= columns;
  const vector = (v: number) =>
    Array.from({ length: wide ? columns : rows }, (_, i) =>
      wide ? values[v * columns + i] : values[i * columns + v],
    );
  for (let a = 0; a < Math.min(rows, columns); a++) {
    for (let b = 0; b <= a; b++) {
      const dot = vector(a).reduce<number>((sum, x, i) => sum + (x ?? 0) * (vector(b)[i] ?? 0), 0);
      expect(dot).toBeCloseTo(a === b ? 1 : 0, 10);
    }
  }
});

interface Golden {
  layers: { layer: string; fan_in: number; fan_out: number; values: Record<string, number> }[];
}

const golden = new URL("../../../../shared/golden/initializers.json", import.meta.url);

describe.skipIf(!existsSync(golden))("against PyTorch's table (needs ../shared)", () => {
  const { layers } = JSON.parse(readFileSync(golden, "utf8")) as Golden;
  const dense = layers.filter(({ layer }) => layer.startsWith("dense"));
  const bounds = { xavierUniform: "xavier_uniform_bound", heUniform: "he_uniform_bound" } as const;
  const stds = {
    xavierNormal: "xavier_normal_std",
    heNormal: "he_normal_std",
    lecunNormal: "lecun_normal_std",
  } as const;

  test("names dense layers", () => expect(dense.length).toBeGreaterThan(0));

  test.each(dense)("$layer", ({ fan_in: fanIn, fan_out: fanOut, values }) => {
    const count = fanIn * fanOut;
    for (const [kind, key] of Object.entries(stds)) {
      const { std } = spread(draw(kind as InitializerKind, fanIn, fanOut));
      // Sampling: relative 4 / sqrt(2 n).
      expect(Math.abs(std / (values[key] ?? 0) - 1)).toBeLessThan(4 / Math.sqrt(2 * count));
    }
    for (const [kind, key] of Object.entries(bounds)) {
      const bound = values[key] ?? 0;
      const { largest, std } = spread(draw(kind as InitializerKind, fanIn, fanOut));
      expect(largest).toBeLessThanOrEqual(bound);
      expect(Math.abs((std * Math.sqrt(3)) / bound - 1)).toBeLessThan(4 / Math.sqrt(2 * count));
    }
  });
});
