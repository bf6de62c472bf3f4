import { describe, expect, it } from "vitest";
import { ByteReader } from "./byte-reader.ts";
import { readFile } from "./read-file.ts";
import { sequencesData } from "./sequences.ts";
import { looksLikeSktime, readSktime } from "./sktime.ts";
import { looksLikeUcr, readUcr } from "./ucr.ts";

async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const bytesOf = (text: string) => new TextEncoder().encode(text);
const reader = (text: string, size = 5) => new ByteReader(pieces(bytesOf(text), size));

const head = "# words\n@problemName p\n@timeStamps false\n@classLabel true a b\n";

describe(".ts", () => {
  const two = `${head}@data\n1,2,3:4,5,6:a\n\n7,8:9,1e1:b\n`;

  it("has dimensions between colons, values between commas, its label last", async () => {
    for (const text of [two, two.replaceAll("\n", "\r\n"), two.trimEnd()]) {
      for (const size of [1, 3, 1000]) {
        const read = await readSktime(reader(text, size), "p.ts");
        expect({ ...read, values: [...read.values] }).toEqual({
          name: "p.ts",
          task: "classification",
          labels: ["a", "b"],
          channels: 2,
          lengths: [3, 2],
          values: [1, 4, 2, 5, 3, 6, 7, 9, 8, 10],
        });
      }
    }
    const data = sequencesData("p", await readSktime(reader(two), "p.ts"), null);
    expect(data).toMatchObject({ inputShape: [3, 2], form: "sequence", featureNames: [] });
    expect([...data.training.x]).toEqual([1, 4, 2, 5, 3, 6, 7, 9, 8, 10, 0, 0]);
    expect([...data.training.lengths!]).toEqual([3, 2]);
  });

  it("may have numbers to predict", async () => {
    const text = "@targetLabel true\n@data\n1,2:0.5\n3,4:-1\n";
    const data = sequencesData("p", await readSktime(reader(text), "p.ts"), null);
    expect(data.targets).toEqual({ kind: "values", names: ["y"] });
    expect([...data.training.y]).toEqual([0.5, -1]);
    expect(data.training.lengths).toBeNull();
  });

  it("shows itself behind its comments", () => {
    expect(looksLikeSktime(bytesOf(two))).toBe(true);
    expect(looksLikeSktime(bytesOf("\ufeff@problemname x"))).toBe(true);
    expect(looksLikeSktime(bytesOf("@relation x\n@data\n"))).toBe(false);
    expect(looksLikeSktime(bytesOf("a,b\n1,2\n"))).toBe(false);
  });

  it.each([
    ["a missing value", "@data\n1,2:a\n1,?:b\n", "data.seriesFormat", { line: 7, got: "?" }],
    ["an empty value", "@data\n1,:a\n", "data.seriesFormat", { line: 6, got: "" }],
    ["a value beyond float32", "@data\n1,1e39:a\n", "data.seriesFormat", { got: "1e39" }],
    ["a label that was not named", "@data\n1,2:c\n", "data.seriesFormat", { line: 6, got: "c" }],
    ["no label", "@data\n1,2\n", "data.seriesFormat", { line: 6, got: "1,2" }],
    ["what is no key", "1,2:a\n", "data.seriesFormat", { line: 5, got: "1,2:a" }],
    ["time stamps", "@timeStamps true\n", "data.seriesFormat", { line: 5 }],
    ["ragged dimensions", "@data\n1,2:3:a\n", "data.raggedSeries", { expected: 2, got: 1 }],
    [
      "another length than named",
      "@seriesLength 3\n@data\n1,2:a\n",
      "data.raggedSeries",
      { line: 7, expected: 3, got: 2 },
    ],
    [
      "more dimensions than before",
      "@data\n1:2:a\n1:2:3:b\n",
      "data.seriesChannels",
      { line: 7, expected: 2, got: 3 },
    ],
    ["fewer than named", "@dimensions 3\n@data\n1:2:a\n", "data.seriesChannels", { got: 2 }],
    ["nothing", "@data\n", "data.empty", { file: "p.ts" }],
  ])("refuses %s", async (_, rest, code, values) => {
    const work = readSktime(reader(head + rest), "p.ts");
    await expect(work).rejects.toMatchObject({ code, values });
  });

  it("without labels has nothing to learn", async () => {
    const text = "@classLabel false\n@data\n1,2\n";
    await expect(readSktime(reader(text), "p.ts")).rejects.toMatchObject({
      code: "data.seriesFormat",
      values: { line: 2, got: "@data" },
    });
  });
});

describe(".tsv", () => {
  it("has a label, then the values, with NaN where a series is shorter", async () => {
    const read = await readUcr(reader("-1\t1\t2\t3\n1\t4\t5\tNaN\n"), "e.tsv");
    expect(read).toMatchObject({ labels: ["-1", "1"], channels: 1, lengths: [3, 2] });
    const data = sequencesData("e", read, null);
    expect(data.inputShape).toEqual([3, 1]);
    expect([...data.training.x]).toEqual([1, 2, 3, 4, 5, 0]);
    expect([...data.training.lengths!]).toEqual([3, 2]);
  });

  it.each([
    ["a gap", "1\t1\t2\t3\n2\t4\tNaN\t6\n", "data.seriesFormat", { line: 2, got: "NaN" }],
    ["a word", "1\t1\tx\t3\n", "data.seriesFormat", { line: 1, got: "x" }],
    ["a label that is a word", "1\t1\t2\nx\t1\t2\n", "data.seriesFormat", { line: 2, got: "x" }],
    ["ragged rows", "1\t1\t2\n2\t1\n", "data.raggedSeries", { line: 2, expected: 2, got: 1 }],
  ])("refuses %s", async (_, text, code, values) => {
    await expect(readUcr(reader(text), "e.tsv")).rejects.toMatchObject({ code, values });
  });

  it("is told from a table by its name and a first line of numbers", () => {
    const wide = `1\t${"0.5\t".repeat(30)}1\n`;
    expect(looksLikeUcr(bytesOf(wide), "a.tsv")).toBe(true);
    expect(looksLikeUcr(bytesOf(wide), "a.txt")).toBe(false);
    expect(looksLikeUcr(bytesOf("1\t2\t3\n"), "a.tsv")).toBe(false);
    expect(looksLikeUcr(bytesOf("1\t2\t3\n"), "a_TRAIN.tsv.gz")).toBe(true);
    expect(looksLikeUcr(bytesOf(`a\t${"b\t".repeat(30)}c\n`), "a.tsv")).toBe(false);
  });

  it("stays a table where the document says so", async () => {
    const source = {
      name: "a_TRAIN.tsv",
      blob: new Blob(["1\t2\t3\n2\t4\t5\n1\t1\t1\n2\t3\t3\n"]),
    };
    expect((await readFile(source, null, {})).kind).toBe("sequences");
  });
});

describe("two files", () => {
  const part = async (name: string, text: string) => readUcr(reader(text), name);

  it("share their classes and the longest length", async () => {
    const training = await part("a_TRAIN.tsv", "3\t1\t2\n1\t3\t4\n");
    const longer = await part("a_TEST.tsv", "3\t1\t2\t3\n7\t3\t4\t5\n");
    const data = sequencesData("a", training, longer);
    expect(data.targets.names).toEqual(["1", "3", "7"]);
    expect(data.inputShape).toEqual([3, 1]);
    expect([...data.training.y, ...data.validation!.y]).toEqual([1, 0, 1, 2]);
    expect([...data.training.lengths!]).toEqual([2, 2]);
    expect([...data.validation!.lengths!]).toEqual([3, 3]);
  });

  it("must agree in their dimensions", async () => {
    const flat = await part("a_TRAIN.tsv", "3\t1\t2\n1\t3\t4\n");
    const text = "@classLabel true a b\n@data\n1:2:a\n3:4:b\n";
    const deep = await readSktime(reader(text), "a_TEST.ts");
    expect(() => sequencesData("a", flat, deep)).toThrowError(
      expect.objectContaining({
        code: "data.arrayShape",
        values: { name: "a_TEST.ts", expected: "[time, 1]", got: "[time, 2]" },
      }),
    );
  });
});
