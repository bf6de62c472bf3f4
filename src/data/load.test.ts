import { describe, expect, it } from "vitest";
import { datasets } from "../spec/data-catalogue.ts";
import { defaultTable, noAugmentation, rowDefault } from "../spec/defaults.ts";
import type { DataSpec, FileSourceSpec, SourceSpec } from "../spec/experiment.ts";
import { type ArraysInput, arraysInputData } from "./arrays.ts";
import { DataLibrary, loadDataset } from "./load.ts";

const spec = (source: SourceSpec): DataSpec => ({
  source,
  seed: 1,
  validationShare: 0.25,
  split: "stratified",
  preprocessing: "standardize",
  fitted: null,
  augmentation: noAugmentation(),
});

const arrays: ArraysInput = {
  name: "mine",
  inputShape: [2],
  targets: { kind: "classes", names: ["no", "yes"] },
  training: { x: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), y: Float32Array.of(0, 1, 0, 1) },
  validation: null,
};

describe("loadDataset", () => {
  it("generates from the document alone", () => {
    const { dataset } = loadDataset(spec(rowDefault(datasets, "moons")), new DataLibrary());
    expect(dataset.training.count).toBe(375);
    expect(dataset.validation.count).toBe(125);
    expect(dataset.normalization.shift).toHaveLength(2);
  });

  it("generates anew only when row or seed change", () => {
    const library = new DataLibrary();
    const moons = spec(rowDefault(datasets, "moons"));
    const first = library.generated(rowDefault(datasets, "moons"), 1);
    expect(library.generated(rowDefault(datasets, "moons"), 1)).toBe(first);
    const other = loadDataset({ ...moons, seed: 2 }, library).dataset;
    expect(other.training.x).not.toEqual(loadDataset(moons, library).dataset.training.x);
    const noisy = { ...rowDefault(datasets, "moons"), noise: 0.5 };
    expect(library.generated(noisy, 1).training.x).not.toEqual(first.training.x);
  });

  it("finds what the library remembers and says what it does not", () => {
    const library = new DataLibrary();
    const files = ["t.csv"];
    const file: FileSourceSpec = { kind: "file", name: "t", sha256: "ab", files, table: null };
    const table = { ...defaultTable(), task: "regression" } as const;
    library.remember(file, arraysInputData(arrays));
    expect(loadDataset(spec(file), library).dataset.name).toBe("mine");
    const unknown: [SourceSpec, string][] = [
      [{ ...file, sha256: "cd" }, "t"],
      [{ ...file, table }, "t"],
      [{ kind: "remote", id: "mnist" }, "mnist"],
      [{ kind: "arrays", name: "mine" }, "mine"],
    ];
    for (const [source, name] of unknown) {
      expect(() => loadDataset(spec(source), library)).toThrowError(
        expect.objectContaining({ code: "data.notLoaded", values: { name } }),
      );
    }
  });

  it("forgets the oldest files when the latest would not fit beside them, but never arrays", () => {
    const library = new DataLibrary();
    const large = arraysInputData(arrays);
    const sized = (bytes: number) => {
      const x = new Uint8Array(2);
      Object.defineProperty(x, "byteLength", { value: bytes });
      return { ...large, training: { ...large.training, x } };
    };
    const remote = (id: string) => ({ kind: "remote", id }) as const;
    library.remember({ kind: "arrays", name: "mine" }, sized(300e6));
    library.remember(remote("a"), sized(100e6));
    library.remember(remote("b"), sized(300e6));
    expect(library.find(remote("a"))).toBeNull();
    expect(library.find(remote("b"))).not.toBeNull();
    expect(library.find({ kind: "arrays", name: "mine" })).not.toBeNull();
  });
});

describe("arraysInputData", () => {
  it("takes arrays as they are", () => {
    const { training, featureNames, validation } = arraysInputData({
      ...arrays,
      validation: { x: Float32Array.of(1, 2), y: Float32Array.of(1) },
    });
    expect(training.count).toBe(4);
    expect(training.x).toBe(arrays.training.x);
    expect(featureNames).toEqual(["x1", "x2"]);
    expect(validation?.count).toBe(1);
  });

  const { x, y } = arrays.training;
  const cases: [string, Partial<ArraysInput>, string, object][] = [
    ["no shape", { inputShape: [] }, "data.arrayShape", { name: "shape" }],
    ["a size of 0", { inputShape: [0] }, "data.arrayShape", { name: "shape" }],
    ["half a size", { inputShape: [1.5] }, "data.arrayShape", { name: "shape" }],
    [
      "left over numbers",
      { inputShape: [3] },
      "data.arrayShape",
      { name: "x", expected: "3×3", got: "8" },
    ],
    [
      "too few labels",
      { training: { x, y: y.subarray(1) } },
      "data.lengths",
      { file: "y", examples: 4, labels: 3 },
    ],
    [
      "a wrong label",
      { training: { x, y: Float32Array.of(0, 1, 2, 0) } },
      "data.labels",
      { file: "y", row: 3, got: "2" },
    ],
    [
      "half a label",
      { training: { x, y: Float32Array.of(0.5, 1, 1, 0) } },
      "data.labels",
      { row: 1 },
    ],
    [
      "NaN",
      { training: { x: Float32Array.of(1, 2, 3, Number.NaN, 1, 2, 3, 4), y } },
      "data.notFinite",
      { file: "x", row: 2, column: "x2" },
    ],
    ["one class", { targets: { kind: "classes", names: ["a"] } }, "data.oneClass", { label: "a" }],
    [
      "one example",
      { training: { x: x.subarray(0, 2), y: y.subarray(0, 1) } },
      "data.tooFewExamples",
      { got: 1 },
    ],
    [
      "a bad held-out part",
      { validation: { x: x.subarray(0, 3), y } },
      "data.arrayShape",
      { name: "validation.x" },
    ],
    [
      "values of another width",
      { targets: { kind: "values", names: ["p", "q"] } },
      "data.lengths",
      { labels: 2 },
    ],
  ];
  it.each(cases)("refuses %s", (_, change, code, values) => {
    expect(() => arraysInputData({ ...arrays, ...change })).toThrowError(
      expect.objectContaining({ code, values: expect.objectContaining(values) }),
    );
  });
});
