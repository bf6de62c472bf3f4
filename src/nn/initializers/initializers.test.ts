import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { saveFile } from "../../../scripts/accuracy-files.ts";
import { AccuracyNotes } from "../../../scripts/accuracy-notes.ts";
import { type InitializerKind, initializers } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import type { InitializerSpec } from "../../spec/experiment.ts";
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

interface GoldenLayer {
  readonly layer: string;
  readonly weight_shape_torch: readonly number[];
  readonly fan_in: number;
  readonly fan_out: number;
  readonly values: Readonly<Record<string, number>>;
  readonly orthogonal: { readonly std_gain1: number };
}

interface Golden {
  readonly gains: Readonly<Record<string, number>>;
  readonly layers: readonly GoldenLayer[];
}

/** What each figure of the table is of: a standard deviation, or the bound of a uniform draw. */
const figures: Record<string, (value: number) => InitializerSpec> = {
  xavier_normal_std: () => ({ kind: "xavierNormal" }),
  xavier_uniform_bound: () => ({ kind: "xavierUniform" }),
  he_normal_std: () => ({ kind: "heNormal" }),
  he_uniform_bound: () => ({ kind: "heUniform" }),
  lecun_normal_std: () => ({ kind: "lecunNormal" }),
  // 1 / sqrt(fanIn), which some books call Xavier's.
  xavier_book_std: () => ({ kind: "lecunNormal" }),
  // Not in the catalogue by name: there the scale is written down.
  he_normal_fan_out_std: (std) => ({ kind: "normal", std }),
  keras_truncated_he_normal_std_before_truncation: (std) => ({ kind: "normal", std }),
  keras_truncated_glorot_normal_std_before_truncation: (std) => ({ kind: "normal", std }),
  lecun_uniform_bound: (limit) => ({ kind: "uniform", limit }),
  torch_default_weight_bound: (limit) => ({ kind: "uniform", limit }),
  torch_default_bias_bound: (limit) => ({ kind: "uniform", limit }),
};

/** First values of a layer's kernel, whose shape is [...window, in, out] with us. */
function kernelOf(golden: GoldenLayer, initializer: InitializerSpec): Float64Array {
  const { fan_in: fanIn, fan_out: fanOut } = golden;
  const [units = 0, channels = 0, ...window] = golden.weight_shape_torch;
  const shape = [...window, channels, units];
  const spec = { name: "kernel", shape, fanIn, fanOut, decays: true, initializer: null };
  return initialValues(spec, "layer/kernel", initializer, 1);
}

const golden = new URL("../../../../shared/golden/initializers.json", import.meta.url);
const notes = new AccuracyNotes("initializers", saveFile);

/** Notes how far the scale of a layer's draws is from the table, relative. */
function noteError(name: string, tolerance: number, error: number): void {
  notes.note({ file: "initializers.json", case: name, executor: "host", tolerance, error });
}

describe.skipIf(!existsSync(golden))("against PyTorch's table (needs ../shared)", () => {
  const table: Golden = existsSync(golden)
    ? JSON.parse(readFileSync(golden, "utf8"))
    : { gains: {}, layers: [] };

  test("every figure is known", () => {
    expect(table.layers.length).toBeGreaterThan(0);
    for (const { values } of table.layers)
      expect(Object.keys(values).sort()).toEqual(Object.keys(figures).sort());
  });

  describe.each(table.layers)("$layer", (layer) => {
    test.each(Object.entries(layer.values))("%s", (name, value) => {
      const kernel = kernelOf(layer, figures[name]!(value));
      const { std, largest } = spread(kernel);
      const isBound = name.endsWith("bound");
      if (isBound) expect(largest).toBeLessThanOrEqual(value);
      const found = isBound ? std * Math.sqrt(3) : std;
      const error = Math.abs(found / value - 1);
      // Of a sample.
      const tolerance = 4 / Math.sqrt(2 * kernel.length);
      noteError(`${layer.layer}, drawn`, tolerance, error);
      expect(error).toBeLessThan(tolerance);
    });

    test.each(Object.entries(table.gains))("orthogonal with the gain of %s", (_, gain) => {
      const kernel = kernelOf(layer, { kind: "orthogonal", gain });
      const squares = kernel.reduce((sum, value) => sum + value * value, 0);
      // Of orthonormal vectors the mean square is exact.
      const std = Math.sqrt(squares / kernel.length);
      const error = Math.abs(std / (gain * layer.orthogonal.std_gain1) - 1);
      // The figures have nine digits.
      const tolerance = 5e-9;
      noteError(`${layer.layer}, orthogonal`, tolerance, error);
      expect(error).toBeLessThan(tolerance);
    });
  });
});
