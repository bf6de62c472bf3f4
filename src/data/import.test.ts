import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { defaultTable } from "../spec/defaults.ts";
import type { FileSourceSpec, TableSpec } from "../spec/experiment.ts";
import { limits } from "../spec/limits.ts";
import { type Imported, importFiles } from "./import.ts";

const shared = new URL("../../../shared/data/", import.meta.url);
const options = { table: null, seed: 1, validationShare: 0.2 };

function sharedFile(path: string): File {
  return new File([readFileSync(new URL(path, shared))], path.split("/").at(-1)!);
}

const text = (name: string, content: string) => new File([content], name);

function idx(sizes: readonly number[], values: readonly number[]): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(4 + 4 * sizes.length + values.length));
  view.setUint32(0, 0x800 + sizes.length);
  for (const [axis, size] of sizes.entries()) view.setUint32(4 + 4 * axis, size);
  for (const [at, value] of values.entries()) view.setUint8(4 + 4 * sizes.length + at, value);
  return view.buffer;
}

function npy(descr: string, shape: string, values: ArrayBufferView<ArrayBuffer>): BlobPart[] {
  const header =
    `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117) + "\n";
  const prefix = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0);
  return [prefix, header, values];
}

const range = (count: number, modulus: number) =>
  Array.from({ length: count }, (_, i) => i % modulus);
const images = (name: string, count: number) =>
  new File([idx([count, 2, 2], range(count * 4, 251))], name);
const labels = (name: string, count: number) => new File([idx([count], range(count, 3))], name);

describe("importFiles", () => {
  it("pairs IDX files by what they hold, not by their names", async () => {
    const { dataset, source } = await importFiles([labels("a", 30), images("b", 30)], options);
    expect(dataset.inputShape).toEqual([2, 2]);
    expect(dataset.training.count + dataset.validation.count).toBe(30);
    expect(source.files).toEqual(["b", "a"]);
    expect(dataset.name).toBe("b");
  });

  it("takes the larger of two pairs for training, and names where they are equal", async () => {
    const four = [images("w", 10), labels("x", 40), labels("y", 10), images("z", 40)];
    const { dataset } = await importFiles(four, options);
    expect([dataset.training.count, dataset.validation.count]).toEqual([40, 10]);
    const equal = [
      labels("test-y", 20),
      images("test-x", 20),
      images("train-x", 20),
      labels("train-y", 20),
    ];
    const { source } = await importFiles(equal, options);
    expect(source.files).toEqual(["train-x", "train-y", "test-x", "test-y"]);
  });

  it("says which file is alone, or which two do not belong together", async () => {
    await expect(importFiles([images("i", 10)], options)).rejects.toMatchObject({
      code: "data.idxLonely",
      values: { file: "i", missing: "labels" },
    });
    await expect(importFiles([labels("l", 10)], options)).rejects.toMatchObject({
      code: "data.idxLonely",
      values: { file: "l", missing: "images" },
    });
    await expect(importFiles([images("i", 10), labels("l", 11)], options)).rejects.toMatchObject({
      code: "data.idxPair",
      values: { images: "i", labels: "l", imageCount: 10, labelCount: 11 },
    });
    const one = new File([idx([10], range(10, 1))], "l");
    await expect(importFiles([images("i", 10), one], options)).rejects.toMatchObject({
      code: "data.oneClass",
    });
  });

  it("refuses what does not belong together, and what is empty", async () => {
    const csv = text("t.csv", "a,k\n1,x\n2,y\n");
    for (const files of [
      [images("i", 10), csv],
      [csv, csv],
    ]) {
      await expect(importFiles(files, options)).rejects.toMatchObject({
        code: "data.unknownFormat",
        values: { file: "t.csv" },
      });
    }
    await expect(importFiles([text("e.csv", "")], options)).rejects.toMatchObject({
      code: "data.empty",
      values: { file: "e.csv" },
    });
    await expect(importFiles([], options)).rejects.toMatchObject({ code: "data.empty" });
  });

  it("refuses a file over the cap without reading it", async () => {
    const large = text("huge.csv", "1,2\n");
    Object.defineProperty(large, "size", { value: limits.inputBytes + 1 });
    Object.defineProperty(large, "stream", {
      value: () => {
        throw new Error("read");
      },
    });
    await expect(importFiles([large], options)).rejects.toMatchObject({
      code: "data.tooLarge",
      values: { file: "huge.csv", max: limits.inputBytes, got: limits.inputBytes + 1 },
    });
  });

  it("reads pairs of npy files by their names", async () => {
    const x = new File(npy("<f4", "(6, 2)", Float32Array.from(range(12, 5))), "train_x.npy");
    const y = new File(
      npy("<i8", "(6,)", BigInt64Array.from(range(6, 2).map(BigInt))),
      "train_y.npy",
    );
    const { dataset, source, preprocessing } = await importFiles([y, x], options);
    expect(dataset.targets).toEqual({ kind: "classes", names: ["0", "1"] });
    expect(dataset.featureNames).toEqual(["x1", "x2"]);
    expect(preprocessing).toBe("standardize");
    expect(source.files).toEqual(["train_x.npy", "train_y.npy"]);
    await expect(importFiles([x], options)).rejects.toMatchObject({ code: "data.npzArrays" });
  });

  it("reads one-hot targets as classes and other columns as values", async () => {
    const x = new File(npy("<f4", "(4, 1)", Float32Array.of(1, 2, 3, 4)), "x.npy");
    const hot = new File(npy("<f4", "(4, 2)", Float32Array.of(1, 0, 0, 1, 0, 1, 1, 0)), "y.npy");
    const kept = { ...options, validationShare: 0 };
    const classes = (await importFiles([x, hot], kept)).dataset;
    expect(classes.targets.kind).toBe("classes");
    expect([...classes.training.y]).toEqual([0, 1, 1, 0]);
    const two = new File(npy("<f4", "(4, 2)", Float32Array.of(1, 0, 0, 1, 0, 1, 1, 0.5)), "y.npy");
    const values = (await importFiles([x, two], kept)).dataset;
    expect(values.targets).toEqual({ kind: "values", names: ["y1", "y2"] });
    const short = new File(npy("<f4", "(3,)", Float32Array.of(1, 2, 3)), "y.npy");
    await expect(importFiles([x, short], kept)).rejects.toMatchObject({
      code: "data.lengths",
      values: { examples: 4, labels: 3 },
    });
  });

  it("reads the four arrays of an npz, with classes named over both parts", async () => {
    const bytes = async (parts: BlobPart[]) => new Uint8Array(await new Blob(parts).arrayBuffer());
    const arrays = {
      "x_train.npy": await bytes(npy("|u1", "(4, 2, 2)", Uint8Array.from(range(16, 256)))),
      "y_train.npy": await bytes(npy("|u1", "(4,)", Uint8Array.of(3, 5, 3, 5))),
      "x_test.npy": await bytes(npy("|u1", "(2, 2, 2)", Uint8Array.from(range(8, 256)))),
      "y_test.npy": await bytes(npy("|u1", "(2,)", Uint8Array.of(5, 9))),
    };
    const archive = (entries: Record<string, Uint8Array>) =>
      new File([new Uint8Array(zipSync(entries))], "m.npz");
    const { dataset } = await importFiles([archive(arrays)], options);
    expect(dataset.targets.names).toEqual(["3", "5", "9"]);
    expect([...dataset.training.y]).toEqual([0, 1, 0, 1]);
    expect([...dataset.validation.y]).toEqual([1, 2]);
    const partial = Object.fromEntries(Object.entries(arrays).slice(0, 3));
    await expect(importFiles([archive(partial)], options)).rejects.toMatchObject({
      code: "data.npzArrays",
      values: { file: "m.npz", found: "x_train, y_train, x_test" },
    });
  });

  it("asks for the very files that a document names", async () => {
    const content = "a,k\n1,x\n2,y\n3,x\n4,y\n";
    const { source } = await importFiles([text("t.csv", content)], options);
    const again = { ...options, expected: source };
    expect((await importFiles([text("other.csv", content)], again)).source.sha256).toBe(
      source.sha256,
    );
    await expect(importFiles([text("t.csv", `${content}5,x\n`)], again)).rejects.toMatchObject({
      code: "data.wrongFile",
      values: { name: "t", expected: source.sha256 },
    });
  });

  it("reads a table as the document says, not as it would guess", async () => {
    const table: TableSpec = { ...defaultTable(), task: "regression", incomplete: "mean" };
    const expected: FileSourceSpec = { kind: "file", name: "t", sha256: "", files: [], table };
    const content = "a,b\n1,5\n2,\n3,7\n4,8\n";
    const { sha256 } = (await importFiles([text("t.csv", content)], options)).source;
    const { dataset, source } = await importFiles([text("t.csv", content)], {
      ...options,
      validationShare: 0,
      expected: { ...expected, sha256 },
    });
    expect(source.table).toEqual(table);
    expect([...dataset.training.y]).toEqual([1, 2, 3, 4]);
    expect(dataset.training.x[1]).toBeCloseTo(20 / 3, 5);
  });

  it("tells progress over all files", async () => {
    const seen: [number, number][] = [];
    const files = [images("i", 30), labels("l", 30)];
    const total = files[0]!.size + files[1]!.size;
    await importFiles(files, options, { progress: (done, all) => seen.push([done, all]) });
    expect(seen.at(-1)).toEqual([total, total]);
    expect(seen.every(([done], i) => i === 0 || done >= seen[i - 1]![0])).toBe(true);
  });
});

describe.skipIf(!existsSync(shared))("real files (needs ../shared/data)", () => {
  const counts = (y: Float32Array, classes: number) => {
    const found = Array.from({ length: classes }, () => 0);
    for (const label of y) found[label]!++;
    return found;
  };
  const all = ({ dataset }: Imported) => [...dataset.training.y, ...dataset.validation.y];

  it("makes MNIST of its four files in any order", async () => {
    const names = [
      "t10k-labels-idx1",
      "train-images-idx3",
      "t10k-images-idx3",
      "train-labels-idx1",
    ];
    const files = names.map((name) => sharedFile(`mnist/${name}-ubyte.gz`));
    const first = await importFiles(files, options);
    const { dataset, preprocessing } = first;
    expect(dataset.inputShape).toEqual([28, 28]);
    expect([dataset.training.count, dataset.validation.count]).toEqual([60_000, 10_000]);
    expect(counts(dataset.training.y, 10)).toEqual([
      5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949,
    ]);
    expect(counts(dataset.validation.y, 10)).toEqual([
      980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009,
    ]);
    expect(preprocessing).toBe("divide255");
    let sum = 0;
    let squares = 0;
    for (const value of dataset.training.x) {
      sum += value / 255;
      squares += (value / 255) ** 2;
    }
    const mean = sum / dataset.training.x.length;
    expect(mean).toBeCloseTo(0.13066, 6);
    expect(Math.sqrt(squares / dataset.training.x.length - mean * mean)).toBeCloseTo(0.308108, 6);
    const plain = files.map((file, i) => (i === 1 ? file : unpacked(`mnist/${names[i]}-ubyte.gz`)));
    const second = await importFiles(
      [2, 0, 3, 1].map((i) => plain[i]!),
      options,
    );
    expect(second.source.sha256).toBe(first.source.sha256);
    const [a, b] = [first, second].map((each) => Buffer.from(each.dataset.training.x.buffer));
    expect(Buffer.compare(a!, b!)).toBe(0);
  }, 120_000);

  const unpacked = (path: string) =>
    new File(
      [gunzipSync(readFileSync(new URL(path, shared)))],
      path.split("/").at(-1)!.replace(".gz", ""),
    );

  it.each([
    ["iris", 4, [50, 50, 50]],
    ["wine", 13, [59, 71, 48]],
    ["breast_cancer", 30, [357, 212]],
    ["digits", 64, [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]],
  ] as const)("reads %s.csv", async (name, features, expected) => {
    const imported = await importFiles([sharedFile(`tabular/${name}.csv`)], options);
    expect(imported.dataset.inputShape).toEqual([features]);
    expect(counts(Float32Array.from(all(imported)), expected.length)).toEqual(expected);
    expect(imported.source).toMatchObject({
      name,
      files: [`${name}.csv`],
      table: { header: true },
    });
    const { shift } = imported.dataset.normalization;
    expect(shift).toHaveLength(features);
  });

  it("reads diabetes.csv as a regression", async () => {
    const imported = await importFiles([sharedFile("tabular/diabetes.csv")], options);
    expect(imported.dataset.targets).toEqual({ kind: "values", names: ["progression"] });
    expect(imported.dataset.inputShape).toEqual([10]);
    expect(all(imported)).toHaveLength(442);
  });

  it("reads penguins.csv, with words as features and 11 incomplete records", async () => {
    const file = sharedFile("tabular/penguins.csv");
    const imported = await importFiles([file], options);
    const { dataset, source, warnings } = imported;
    expect(dataset.targets.names).toEqual(["Adelie", "Chinstrap", "Gentoo"]);
    expect(dataset.featureNames).toEqual([
      "island=Torgersen",
      "island=Biscoe",
      "island=Dream",
      "bill_length_mm",
      "bill_depth_mm",
      "flipper_length_mm",
      "body_mass_g",
      "sex=male",
      "sex=female",
      "year",
    ]);
    expect(all(imported)).toHaveLength(333);
    expect(warnings).toEqual([
      {
        code: "data.recordsLeftOut",
        values: { file: "penguins.csv", line: 5, column: "bill_length_mm", count: 11 },
      },
    ]);
    const filled = await importFiles([file], {
      ...options,
      table: { ...source.table!, incomplete: "mean" },
    });
    expect(counts(Float32Array.from(all(filled)), 3)).toEqual([152, 68, 124]);
    await expect(
      importFiles([file], { ...options, table: { ...source.table!, incomplete: "stop" } }),
    ).rejects.toMatchObject({ code: "data.missingCell", values: { line: 5, count: 11 } });
  });

  it("reads numpy's own files", async () => {
    const digits = await importFiles(
      [sharedFile("tabular/digits_y.npy"), sharedFile("tabular/digits_x.npy")],
      options,
    );
    expect(digits.dataset.inputShape).toEqual([8, 8]);
    expect(digits.dataset.training.x).toBeInstanceOf(Uint8Array);
    expect(counts(Float32Array.from(all(digits)), 10)).toEqual([
      178, 182, 177, 183, 181, 182, 181, 179, 174, 180,
    ]);
    const parts = ["test_y", "train_x", "test_x", "train_y"];
    const wisdm = await importFiles(
      parts.map((part) => sharedFile(`wisdm6/${part}.npy`)),
      options,
    );
    expect(wisdm.dataset.inputShape).toEqual([80, 3]);
    expect(counts(wisdm.dataset.training.y, 6)).toEqual([1200, 1170, 1200, 1200, 1200, 1200]);
    expect(counts(wisdm.dataset.validation.y, 6)).toEqual([330, 330, 300, 330, 330, 330]);
  });
});
