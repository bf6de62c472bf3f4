import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defaultTable } from "../spec/defaults.ts";
import { type Imported, importFiles } from "./import.ts";
import { datasetInfo } from "./info.ts";

const shared = new URL("../../../shared/data/", import.meta.url);
const options = { table: null, seed: 1, validationShare: 0.2 };

function sharedFile(path: string): File {
  return new File([readFileSync(new URL(path, shared))], path.split("/").at(-1)!);
}

const counts = (y: Float32Array, classes: number) => {
  const found = Array.from({ length: classes }, () => 0);
  for (const label of y) found[label]!++;
  return found;
};
const all = ({ dataset }: Imported) => [...dataset.training.y, ...dataset.validation.y];

describe.skipIf(!existsSync(shared))("real sequences (needs ../shared/data)", () => {
  it("reads the accelerometer windows with their subjects, its own part to validate with", async () => {
    const parts = ["test_y", "train_x", "test_subject", "test_x", "train_subject", "train_y"];
    const files = parts.map((part) => sharedFile(`wisdm6/${part}.npy`));
    const imported = await importFiles(files, options);
    const { dataset, source, preprocessing, split } = imported;
    expect(source.files).toEqual([
      "train_x.npy",
      "train_y.npy",
      "train_subject.npy",
      "test_x.npy",
      "test_y.npy",
      "test_subject.npy",
    ]);
    expect([dataset.training.count, dataset.validation.count]).toEqual([7170, 1950]);
    expect([preprocessing, split]).toEqual(["standardize", "stratified"]);
    const info = datasetInfo(dataset, []);
    const subjects = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
    expect(info.subjects).toEqual({
      training: subjects(1600, 1639),
      validation: subjects(1640, 1650),
    });
    expect(info).toMatchObject({ form: "sequence", ownValidation: true, variableLengths: false });
    // One pair for each axis, told once and spread over the window.
    const { shift, scale } = dataset.normalization;
    expect(shift).toHaveLength(240);
    expect(info.normalization.shift).toEqual(shift.slice(237));
    for (const axis of [0, 1, 2]) {
      const values = Array.from(dataset.training.x).filter((_, i) => i % 3 === axis);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(shift[axis]).toBeCloseTo(mean, 6);
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      expect(1 / scale[axis]!).toBeCloseTo(Math.sqrt(squares / values.length), 6);
    }
    const twice = await importFiles(files.toReversed(), options);
    expect(twice.source.sha256).toBe(source.sha256);
  });

  it("cuts a long table with a header into windows, by subject and activity", async () => {
    const imported = await importFiles([sharedFile("wisdm6/excerpt_v11_layout.csv")], options);
    const { dataset, source, split, warnings } = imported;
    expect(source.table).toEqual({
      ...defaultTable(),
      layout: "series",
      label: 1,
      subject: 0,
      time: 2,
    });
    expect(dataset.inputShape).toEqual([80, 3]);
    expect(dataset.featureNames).toEqual(["x", "y", "z"]);
    expect(dataset.targets.names).toEqual([
      "jogging",
      "kicking",
      "sitting",
      "stairs",
      "standing",
      "walking",
    ]);
    // 400 samples of each of six activities of three subjects: five windows each.
    expect(counts(Float32Array.from(all(imported)), 6)).toEqual([15, 15, 15, 15, 15, 15]);
    expect(split).toBe("subject");
    const { subjects } = datasetInfo(dataset, []);
    expect([...subjects.training, ...subjects.validation].sort()).toEqual(["1640", "1645", "1650"]);
    expect(subjects.validation).toHaveLength(1);
    expect(dataset.validation.count).toBe(30);
    expect(warnings).toEqual([]);
  });

  it("cuts the raw form, whose records end with semicolons, into the very windows of wisdm6", async () => {
    const file = sharedFile("wisdm6/raw_excerpt_1650.txt");
    const { dataset, source } = await importFiles([file], { ...options, validationShare: 0 });
    expect(source.table).toMatchObject({ header: false, layout: "series", subject: 0, label: 1 });
    expect(source.table?.time).toBe(-1);
    expect(dataset.targets.names).toEqual(["A", "B", "C", "D", "E", "M"]);
    expect(dataset.subjects).toEqual(["1650"]);
    expect(counts(dataset.training.y, 6)).toEqual([30, 30, 30, 30, 30, 30]);
    const parts = ["test_y", "test_x", "test_subject"];
    const names = ["train_x", "train_y", ...parts];
    const arrays = await importFiles(
      names.map((name) => sharedFile(`wisdm6/${name}.npy`)),
      options,
    );
    const { x, y, groups, count } = arrays.dataset.validation;
    const last = arrays.dataset.subjects?.indexOf("1650");
    const windows = Array.from({ length: count }, (_, i) => i).filter((i) => groups?.[i] === last);
    expect(windows).toHaveLength(180);
    const texts = (values: Float32Array | Uint8Array, i: number) =>
      values.subarray(i * 240, (i + 1) * 240).join();
    const known = new Map(windows.map((i) => [texts(x, i), y[i]]));
    let same = 0;
    for (let i = 0; i < 180; i++) {
      if (known.get(texts(dataset.training.x, i)) === dataset.training.y[i]) same++;
    }
    expect(same).toBe(180);
  });

  it("reads the archive's tab-separated form as sequences", async () => {
    const file = sharedFile("timeseries/ECG5000/ECG5000_TRAIN.tsv");
    const imported = await importFiles([file], options);
    expect(imported.source).toMatchObject({ name: "ECG5000", table: null });
    expect(imported.dataset.inputShape).toEqual([140, 1]);
    expect(imported.dataset.training.lengths).toBeNull();
    expect(counts(Float32Array.from(all(imported)), 5)).toEqual([292, 177, 10, 19, 2]);
    const asTable = { ...defaultTable(), header: false };
    const table = await importFiles([file], { ...options, table: asTable });
    expect(table.dataset.inputShape).toEqual([140]);
  });

  it("reads a pair of .ts files of differing lengths, in any order", async () => {
    const files = ["TEST", "TRAIN"].map((part) =>
      sharedFile(`timeseries/JapaneseVowels/JapaneseVowels_${part}.ts`),
    );
    const { dataset, source } = await importFiles(files, options);
    expect(source).toMatchObject({
      name: "JapaneseVowels",
      files: ["JapaneseVowels_TRAIN.ts", "JapaneseVowels_TEST.ts"],
    });
    const { training, validation } = dataset;
    expect(dataset.inputShape).toEqual([29, 12]);
    expect([training.count, validation.count]).toEqual([270, 370]);
    expect(counts(training.y, 9)).toEqual([30, 30, 30, 30, 30, 30, 30, 30, 30]);
    const lengths = [...training.lengths!, ...validation.lengths!];
    expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([7, 29]);
    expect(training.lengths![0]).toBe(20);
    expect([training.x[0], training.x[1], training.x[12]].map((v) => v!.toFixed(6))).toEqual([
      "1.860936",
      "-0.207383",
      "1.891651",
    ]);
    expect(training.x.subarray(20 * 12, 29 * 12).every((value) => value === 0)).toBe(true);
    const info = datasetInfo(dataset, []);
    expect(info).toMatchObject({ variableLengths: true, ownValidation: true, form: "sequence" });
    expect(info.normalization.shift).toHaveLength(12);
    expect(info.preview.training.lengths).toHaveLength(info.preview.training.count);
  });
});
