import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formOf } from "../engine/core/dataset.ts";
import type { Preprocessing } from "../spec/data-catalogue.ts";
import { datasetInfo } from "./info.ts";
import { prepare, prepareNew } from "./prepare.ts";
import type { RawData } from "./raw-data.ts";
import { splitParts as splitBy } from "./split.ts";

/** One feature whose value is the example's index, so that examples can be followed. */
function labelled(labels: readonly number[], classes: number): RawData {
  return {
    name: "set",
    inputShape: [1],
    featureNames: ["index"],
    targets: { kind: "classes", names: Array.from({ length: classes }, (_, i) => `c${i}`) },
    training: {
      count: labels.length,
      x: Float32Array.from(labels, (_, i) => i),
      y: Float32Array.from(labels),
      lengths: null,
    },
    validation: null,
  };
}

const spec = {
  seed: 1,
  validationShare: 0,
  split: "stratified" as const,
  preprocessing: "none" as Preprocessing,
  fitted: null,
};

const splitParts = (data: RawData, seed: number, validationShare: number) =>
  splitBy(data, { seed, validationShare, split: "stratified" });

function table(columns: readonly string[], rows: readonly (readonly number[])[]): RawData {
  return {
    name: "table",
    inputShape: [columns.length],
    featureNames: columns,
    targets: { kind: "values", names: ["y"] },
    training: {
      count: rows.length,
      x: Float32Array.from(rows.flat()),
      y: new Float32Array(rows.length),
      lengths: null,
    },
    validation: null,
  };
}

describe("splitParts", () => {
  it("parts any labels by the share, each class alike, losing and doubling nothing", () => {
    const labels = fc.array(fc.nat(4), { minLength: 2, maxLength: 300 });
    const share = fc.double({ min: 0, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(labels, share, fc.nat(1000), (given, part, seed) => {
        const { training, validation } = splitParts(labelled(given, 5), seed, part);
        const all = [...training.x, ...validation.x].sort((a, b) => a - b);
        expect(all).toEqual(given.map((_, i) => i));
        for (const examples of [training, validation]) {
          expect([...examples.y]).toEqual([...examples.x].map((index) => given[index]));
          expect([...examples.x]).toEqual([...examples.x].sort((a, b) => a - b));
        }
        for (let label = 0; label < 5; label++) {
          const size = given.filter((other) => other === label).length;
          const held = validation.y.filter((other) => other === label).length;
          if (size > 0) expect(held).toBeLessThan(size);
          expect(Math.abs(held - size * part)).toBeLessThanOrEqual(2);
        }
      }),
    );
  });

  it("holds out exactly the share of balanced classes", () => {
    const labels = Array.from({ length: 150 }, (_, i) => Math.floor(i / 50));
    const { validation } = splitParts(labelled(labels, 3), 1, 0.2);
    expect([0, 1, 2].map((c) => validation.y.filter((y) => y === c).length)).toEqual([10, 10, 10]);
  });

  it("is drawn by the seed", () => {
    const data = labelled(
      Array.from({ length: 100 }, () => 0),
      1,
    );
    const held = (seed: number) => [...splitParts(data, seed, 0.2).validation.x];
    expect(held(1)).toEqual(held(1));
    expect(held(1)).not.toEqual(held(2));
    expect(held(1)).not.toEqual(Array.from({ length: 20 }, (_, i) => i));
  });

  it("keeps a validation part of the set's own, and holds out one example at least", () => {
    const own = { ...labelled([0, 1], 2), validation: labelled([1, 0, 1], 2).training };
    expect(splitParts(own, 1, 0.5).validation).toBe(own.validation);
    expect(splitParts(labelled([0, 1, 0, 1], 2), 1, 0.01).validation.count).toBe(1);
    expect(splitParts(labelled([0, 1, 0, 1], 2), 1, 0).validation.count).toBe(0);
  });

  it("keeps rows of several numbers and several targets together", () => {
    const data: RawData = {
      ...table(
        ["a", "b"],
        Array.from({ length: 20 }, (_, i) => [i, -i]),
      ),
      targets: { kind: "values", names: ["p", "q"] },
    };
    const y = Float32Array.from({ length: 40 }, (_, i) => Math.floor(i / 2) * (i % 2 ? 10 : 1));
    const parts = splitParts({ ...data, training: { ...data.training, y } }, 1, 0.3);
    expect(parts.validation.count).toBe(6);
    for (const { count, x, y: targets } of [parts.training, parts.validation]) {
      for (let i = 0; i < count; i++) {
        expect([...targets.subarray(2 * i, 2 * i + 2)]).toEqual([x[2 * i], x[2 * i]! * 10]);
        expect(x[2 * i + 1]).toBe(-x[2 * i]!);
      }
    }
  });
});

describe("a split at random or by subject", () => {
  const count = 60;
  const people: RawData = {
    ...labelled(
      Array.from({ length: count }, (_, i) => i % 3),
      3,
    ),
    subjects: ["ann", "ben", "cy", "dot", "eve"],
  };
  const groups = Uint16Array.from({ length: count }, (_, i) => Math.floor(i / 12));
  const lengths = Uint16Array.from({ length: count }, (_, i) => i + 1);
  const data = { ...people, training: { ...people.training, groups, lengths } };
  const by = (split: "random" | "subject", validationShare: number, seed = 1) =>
    splitBy(data, { seed, validationShare, split });

  it("holds out the share at random, groups and lengths along with it", () => {
    const { training, validation } = by("random", 0.25);
    expect([training.count, validation.count]).toEqual([45, 15]);
    for (const { x, groups: subjects, lengths: steps } of [training, validation]) {
      expect([...subjects!]).toEqual(Array.from(x, (i) => Math.floor(i / 12)));
      expect([...steps!]).toEqual(Array.from(x, (i) => i + 1));
    }
    expect([...by("random", 0.25, 2).validation.x]).not.toEqual([...validation.x]);
  });

  it("holds out whole subjects, at least one in each part", () => {
    for (const [share, held] of [
      [0.2, 1],
      [0.4, 2],
      [0.01, 1],
      [0.9, 4],
    ] as const) {
      const { training, validation } = by("subject", share);
      const [first, second] = [new Set(training.groups), new Set(validation.groups)];
      expect(second.size).toBe(held);
      expect(first.size + second.size).toBe(5);
      expect(new Set([...first, ...second]).size).toBe(5);
    }
    expect(by("subject", 0).validation.count).toBe(0);
    const drawn = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => by("subject", 0.2, seed).validation.x[0]);
    expect(new Set(drawn).size).toBeGreaterThan(1);
  });

  it("says when subjects are not known or too few", () => {
    const spec = { seed: 1, validationShare: 0.2, split: "subject" } as const;
    expect(() => splitBy(people, spec)).toThrowError(
      expect.objectContaining({ code: "data.noSubjects", values: { name: "set" } }),
    );
    const alone = { ...data, training: { ...data.training, groups: new Uint16Array(count) } };
    expect(() => splitBy(alone, spec)).toThrowError(
      expect.objectContaining({ code: "data.fewSubjects", values: { name: "set", got: 1 } }),
    );
  });

  it("suits data that know several subjects and have no part of their own", () => {
    expect(prepareNew(data, spec).split).toBe("subject");
    expect(prepareNew(people, spec).split).toBe("stratified");
    expect(prepareNew({ ...data, validation: data.training }, spec).split).toBe("stratified");
  });

  it("is told with the names of the subjects in each part", () => {
    const { dataset } = prepare(data, { ...spec, split: "subject", validationShare: 0.2 });
    const { subjects, ownValidation } = datasetInfo(dataset, []);
    expect([...subjects.training, ...subjects.validation].sort()).toEqual(people.subjects);
    expect(subjects.validation).toHaveLength(1);
    expect(ownValidation).toBe(false);
  });
});

describe("sequences", () => {
  /** Three sequences of up to three steps and two channels; nines are no part of them. */
  const sequences: RawData = {
    name: "sequences",
    inputShape: [3, 2],
    form: "sequence",
    featureNames: ["a", "b"],
    targets: { kind: "classes", names: ["p", "q"] },
    training: {
      count: 3,
      x: Float32Array.of(1, 10, 2, 10, 9, 9, 3, 10, 9, 9, 9, 9, 4, 10, 5, 10, 6, 10),
      y: Float32Array.of(0, 1, 0),
      lengths: Uint16Array.of(2, 1, 3),
    },
    validation: null,
  };

  it("have a pair for each channel, over the steps that are there", () => {
    const { dataset, warnings } = prepare(sequences, { ...spec, preprocessing: "minMax" });
    expect(dataset.normalization).toEqual({
      shift: [1, 10, 1, 10, 1, 10],
      scale: [1 / 5, 1, 1 / 5, 1, 1 / 5, 1],
    });
    expect(warnings).toMatchObject([{ code: "data.constantColumn", values: { column: "b" } }]);
    const info = datasetInfo(dataset, warnings);
    expect(info.normalization).toEqual({ shift: [1, 10], scale: [1 / 5, 1] });
    const { shift, scale } = prepare(sequences, { ...spec, preprocessing: "standardize" }).dataset
      .normalization;
    expect(shift[4]).toBeCloseTo(3.5, 12);
    expect(scale[4]).toBeCloseTo(1 / Math.sqrt(35 / 12), 12);
  });

  it("take what a document carries, a pair for each channel or for each number", () => {
    const fitted = { shift: [1, 2], scale: [3, 4] };
    const { normalization } = prepare(sequences, { ...spec, fitted }).dataset;
    expect(normalization).toEqual({ shift: [1, 2, 1, 2, 1, 2], scale: [3, 4, 3, 4, 3, 4] });
    const all = { shift: [1, 2, 3, 4, 5, 6], scale: [1, 1, 1, 1, 1, 1] };
    expect(prepare(sequences, { ...spec, fitted: all }).dataset.normalization).toEqual(all);
  });

  it("are shown by some of each class, with their lengths", () => {
    const { dataset } = prepare(sequences, spec);
    const { preview, variableLengths, form } = datasetInfo(dataset, []);
    expect([form, variableLengths]).toEqual(["sequence", true]);
    expect([...preview.training.y]).toEqual([0, 1, 0]);
    expect([...preview.training.lengths!]).toEqual([2, 1, 3]);
    const sorted = Array.from({ length: 3000 }, (_, i) => Math.floor(i / 1000));
    const many: RawData = {
      ...labelled(sorted, 3),
      inputShape: [1, 1],
      form: "sequence",
    };
    const { y, count } = datasetInfo(prepare(many, spec).dataset, []).preview.training;
    expect(count).toBe(99);
    expect([0, 1, 2].map((c) => y.filter((label) => label === c).length)).toEqual([33, 33, 33]);
  });

  it("are told from images by their values and sides", () => {
    const formed = (inputShape: number[], x: Float32Array | Uint8Array) =>
      formOf({ inputShape, training: { count: 1, x, y: Float32Array.of(0), lengths: null } });
    expect(formed([80, 3], new Float32Array(240))).toBe("sequence");
    expect(formed([8, 8], new Float32Array(64))).toBe("image");
    expect(formed([28, 20], new Uint8Array(560))).toBe("image");
    expect(formed([4, 4, 3], new Float32Array(48))).toBe("image");
    expect(formed([5], new Float32Array(5))).toBe("table");
  });
});

describe("normalisation", () => {
  const rows = [
    [1, 10, 7],
    [2, 30, 7],
    [3, 20, 7],
    [6, 0, 7],
  ];
  const fit = (preprocessing: Preprocessing) =>
    prepare(table(["a", "b", "c"], rows), { ...spec, preprocessing });

  it("standardises each column by the population's deviation", () => {
    const { shift, scale } = fit("standardize").dataset.normalization;
    expect(shift).toEqual([3, 15, 7]);
    expect(scale[0]).toBeCloseTo(1 / Math.sqrt(14 / 4), 12);
    expect(scale[1]).toBeCloseTo(1 / Math.sqrt(500 / 4), 12);
  });

  it("brings each column to [0, 1]", () => {
    const { shift, scale } = fit("minMax").dataset.normalization;
    expect(shift).toEqual([1, 0, 7]);
    expect(scale).toEqual([1 / 5, 1 / 30, 1]);
  });

  it("keeps a constant column at 0 and names it", () => {
    for (const preprocessing of ["standardize", "minMax"] as const) {
      const { dataset, warnings } = fit(preprocessing);
      expect(dataset.normalization.shift[2]).toBe(7);
      expect(dataset.normalization.scale[2]).toBe(1);
      expect(warnings).toEqual([
        { code: "data.constantColumn", values: { file: "table", column: "c" } },
      ]);
    }
    expect(fit("none").warnings).toEqual([]);
  });

  it("has one pair of numbers for images, none and /255", () => {
    expect(fit("none").dataset.normalization).toEqual({ shift: [0], scale: [1] });
    expect(fit("divide255").dataset.normalization).toEqual({ shift: [0], scale: [1 / 255] });
    const images = { ...table([], rows), inputShape: [3, 1] };
    const { shift, scale } = prepare(images, { ...spec, preprocessing: "minMax" }).dataset
      .normalization;
    expect([shift, scale]).toEqual([[0], [1 / 30]]);
  });

  it("is fitted on the training part alone", () => {
    const many = table(
      ["a"],
      Array.from({ length: 50 }, (_, i) => [i * i]),
    );
    const part = { ...spec, validationShare: 0.4, preprocessing: "minMax" as const };
    const { dataset } = prepare(many, part);
    const low = Math.min(...dataset.training.x);
    const high = Math.max(...dataset.training.x);
    expect(dataset.normalization).toEqual({ shift: [low], scale: [1 / (high - low)] });
    const whole =
      Math.max(...dataset.validation.x) > high || Math.min(...dataset.validation.x) < low;
    const others = [2, 3, 4, 5, 6].map(
      (seed) => prepare(many, { ...part, seed }).dataset.normalization,
    );
    expect(whole || others.some(({ scale }) => scale[0] !== 1 / 2401)).toBe(true);
  });

  it("takes the numbers that a document carries, where they fit the data", () => {
    const fitted = { shift: [1, 2, 3], scale: [4, 5, 6] };
    const data = table(["a", "b", "c"], rows);
    const with3 = prepare(data, { ...spec, preprocessing: "standardize", fitted });
    expect(with3.dataset.normalization).toEqual(fitted);
    const tooFew = { shift: [1, 2], scale: [4, 5] };
    const with2 = prepare(data, { ...spec, preprocessing: "minMax", fitted: tooFew });
    expect(with2.dataset.normalization.shift).toEqual([1, 0, 7]);
  });

  it("suits the data: greys /255, small counts and tables standardised", () => {
    const bytes = (values: number[]): RawData => ({
      ...table(
        ["a"],
        values.map((v) => [v]),
      ),
      training: { count: 4, x: Uint8Array.from(values), y: new Float32Array(4), lengths: null },
    });
    expect(prepareNew(bytes([0, 1, 255, 3]), spec).preprocessing).toBe("divide255");
    expect(prepareNew(bytes([0, 1, 16, 3]), spec).preprocessing).toBe("standardize");
    expect(prepareNew(table(["a"], rows), spec).preprocessing).toBe("standardize");
  });
});

describe("datasetInfo", () => {
  it("counts classes and bytes and shows all points of a small set", () => {
    const data = labelled([0, 1, 1, 0, 1, 0, 0, 0, 0, 0], 2);
    const { dataset } = prepare(data, { ...spec, validationShare: 0.2 });
    const info = datasetInfo(dataset, []);
    expect(info.classCounts.training[0]! + info.classCounts.validation[0]!).toBe(7);
    expect(info.classCounts.validation).toEqual([1, 1]);
    expect(info.bytes).toBe(10 * 8);
    expect(info.preview.training.count).toBe(8);
  });

  it("shows the first hundred of wide examples, as copies", () => {
    const rows = Array.from({ length: 300 }, (_, i) => [i, i, i]);
    const { dataset } = prepare(table(["a", "b", "c"], rows), spec);
    const { preview, classCounts } = datasetInfo(dataset, []);
    expect(preview.training.count).toBe(100);
    expect(preview.training.x.buffer.byteLength).toBe(100 * 3 * 4);
    expect(preview.training.y.length).toBe(100);
    expect(classCounts).toEqual({ training: [], validation: [] });
  });
});
