import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultTable } from "../../spec/defaults.ts";
import type { TableSpec } from "../../spec/experiment.ts";
import { Fault } from "../../spec/fault.ts";
import { limits } from "../../spec/limits.ts";
import { ByteReader } from "./byte-reader.ts";
import { readCsv } from "./csv.ts";
import { csvRecords } from "./csv-records.ts";
import { textPieces } from "./text.ts";

async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function csv(text: string | Uint8Array, asked: Partial<TableSpec> | null = null, size = 11) {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const spec: TableSpec | null = asked && { ...defaultTable(), label: 1, ...asked };
  return readCsv(new ByteReader(pieces(bytes, size)), "t.csv", spec);
}

const rowsOf = (x: ArrayLike<number>, width: number) =>
  Array.from({ length: x.length / width }, (_, row) =>
    Array.from(x).slice(row * width, (row + 1) * width),
  );

describe("what a table says about itself", () => {
  it("finds header, label and task", async () => {
    const cases: [string, Partial<TableSpec>][] = [
      ["a,b,kind\n1,2,x\n3,4,y\n", { header: true, label: 2, task: "classification" }],
      ["1,2,x\n3,4,y\n", { header: false, label: 2, task: "classification" }],
      ["kind,a,b\nx,1,2\ny,3,4\n", { header: true, label: 0, task: "classification" }],
      ["label,a,b\n0,1,2\n1,3,4\n0,1,1\n1,1,1", { header: true, label: 0, task: "classification" }],
      ["a,b,price\n1,2,10.5\n3,4,11.25\n", { header: true, label: 2, task: "regression" }],
      [
        "1\t0.25\t0.5\n2\t0.5\t0.75\n1\t0.1\t0.2\n2\t1\t0.3\n",
        { header: false, label: 0, task: "classification" },
      ],
      ["a,b\n1,0\n2,1\n3,0\n4,1\n", { header: true, label: 1, task: "classification" }],
      ["city,colour\nrome,red\noslo,blue\nrome,blue\n", { header: true, label: 1 }],
      ["rome,red\noslo,red\nrome,blue\n", { header: false, label: 1 }],
    ];
    for (const [text, expected] of cases) {
      expect((await csv(text)).table, text).toMatchObject(expected);
    }
  });

  it.each([",", ";", "\t"])(
    "finds the delimiter %j, with and without a mark and with any line ends",
    async (d) => {
      const lines = [
        ["a", "b", "c"],
        ["1", "2", "x"],
        ["3", "4", "y"],
      ].map((row) => row.join(d));
      for (const end of ["\n", "\r\n", "\r"]) {
        for (const mark of ["", "\ufeff"]) {
          for (const last of ["", end, end + end]) {
            for (const size of [1, 2, 1000]) {
              const { data } = await csv(mark + lines.join(end) + last, null, size);
              expect(data.featureNames).toEqual(["a", "b"]);
              expect(rowsOf(data.training.x, 2)).toEqual([
                [1, 2],
                [3, 4],
              ]);
            }
          }
        }
      }
    },
  );

  it("reads UTF-16 by its mark and decimal commas between semicolons", async () => {
    const text = "größe;gewicht;art\n1,5;-2,25e1;ä\n3;,5;ö\n";
    for (const [mark, swap] of [
      [[0xff, 0xfe], false],
      [[0xfe, 0xff], true],
    ] as const) {
      const body = Buffer.from(text, "utf16le");
      const bytes = Buffer.concat([Buffer.from(mark), swap ? body.swap16() : body]);
      const { data } = await csv(bytes);
      expect(data.featureNames).toEqual(["größe", "gewicht"]);
      expect(rowsOf(data.training.x, 2)).toEqual([
        [1.5, -22.5],
        [3, 0.5],
      ]);
      expect(data.targets.names).toEqual(["ä", "ö"]);
    }
  });

  it("numbers empty and repeated names and cuts strange ones", async () => {
    const long = "n".repeat(200);
    const { data } = await csv(
      `,a,a,\u202Eb\u0000,${long},y\n1,2,3,4,5,6\n2,3,4,5,6,7\n`.replace("\u0000", "\u0001"),
    );
    expect(data.featureNames.slice(0, 4)).toEqual(["x1", "a", "a (2)", "b"]);
    expect(data.featureNames[4]).toHaveLength(limits.nameCharacters);
  });
});

describe("examples from a table", () => {
  it("orders classes by value, then by code point", async () => {
    const { data } = await csv("a,k\n1,10\n2,9\n3,b\n4,B\n5,-1\n", {});
    expect(data.targets).toEqual({ kind: "classes", names: ["-1", "9", "10", "B", "b"] });
    expect([...data.training.y]).toEqual([2, 1, 4, 3, 0]);
  });

  it("predicts numbers", async () => {
    const { data } = await csv("a,k\n1,10\n2,9.5\n", { task: "regression" });
    expect(data.targets).toEqual({ kind: "values", names: ["k"] });
    expect([...data.training.y]).toEqual([10, 9.5]);
  });

  it("keeps columns of bytes as bytes", async () => {
    expect((await csv("a,b,k\n0,255,x\n1,2,y\n")).data.training.x).toEqual(
      Uint8Array.of(0, 255, 1, 2),
    );
    expect((await csv("a,b,k\n0,256,x\n1,2,y\n")).data.training.x).toBeInstanceOf(Float32Array);
    expect((await csv("a,b,k\n0,-1,x\n1,2,y\n")).data.training.x).toBeInstanceOf(Float32Array);
  });

  it("makes a feature of each word of a column of words", async () => {
    const { data } = await csv("colour,size,k\nred,1,x\nblue,2,y\nred,3,y\n");
    expect(data.featureNames).toEqual(["colour=red", "colour=blue", "size"]);
    expect(rowsOf(data.training.x, 3)).toEqual([
      [1, 0, 1],
      [0, 1, 2],
      [1, 0, 3],
    ]);
  });

  it("stops at, leaves out or fills in what is missing", async () => {
    const text = "a,k,c\n1,x,u\nNA,y,v\n3,?,u\n5,y,\n7,z,v\n";
    await expect(csv(text, {})).rejects.toMatchObject({
      code: "data.missingCell",
      values: { file: "t.csv", line: 3, column: "a", count: 3 },
    });
    const dropped = (await csv(text, { incomplete: "drop" })).data;
    expect(rowsOf(dropped.training.x, 3)).toEqual([
      [1, 1, 0],
      [7, 0, 1],
    ]);
    const filled = (await csv(text, { incomplete: "mean" })).data;
    // The record without a label is left out all the same.
    expect(filled.training.count).toBe(4);
    expect(rowsOf(filled.training.x, 3)[1]![0]).toBeCloseTo(13 / 3, 5);
    expect(rowsOf(filled.training.x, 3)[2]!.slice(1)).toEqual([1 / 3, 2 / 3].map(Math.fround));
  });

  it("leaves out incomplete records of a guessed table, and says so", async () => {
    const { data, table, warnings } = await csv("a,b,k\n1,2,x\n,4,y\n5,6,x\n7,8,y\n");
    expect(table.incomplete).toBe("drop");
    expect(data.training.count).toBe(3);
    expect(warnings).toEqual([
      { code: "data.recordsLeftOut", values: { file: "t.csv", line: 3, column: "a", count: 1 } },
    ]);
  });

  it("treats words in a column of numbers as asked", async () => {
    const text = "a,k\n1,x\n2,y\nabc,x\n4,y\n";
    await expect(csv(text)).rejects.toMatchObject({
      code: "data.notNumber",
      values: { file: "t.csv", line: 4, column: "a", got: "abc" },
    });
    expect((await csv(text, { incomplete: "drop" })).data.training.count).toBe(3);
    expect([...(await csv(text, { incomplete: "mean" })).data.training.x][2]).toBeCloseTo(7 / 3, 5);
  });
});

describe("bad tables", () => {
  const cases: [string, string, Partial<TableSpec> | null, string, object][] = [
    ["ragged row", "a,b,k\n1,2,x\n3,4\n", null, "data.raggedRow", { line: 3, expected: 3, got: 2 }],
    [
      "ragged after a quoted line break",
      'a,k\n"1",x\n2,"y\nz"\n3\n',
      null,
      "data.raggedRow",
      { line: 5 },
    ],
    ["open quote", 'a,k\n1,x\n2,"y\n3,z\n', null, "data.quote", { line: 3 }],
    ["quote in the wrong place", 'a,k\n1,"x"y\n2,z\n', null, "data.quote", { line: 2 }],
    ["infinity", "a,k\n1,x\ninf,y\n", null, "data.notFinite", { row: 2, column: "a" }],
    [
      "too large for float32",
      "a,k\n1,x\n1e39,y\n",
      null,
      "data.notFinite",
      { row: 2, column: "a" },
    ],
    ["hexadecimal", "a,k\n0e5,x\n0x10,y\n", null, "data.notNumber", { line: 3, got: "0x10" }],
    [
      "words to predict",
      "a,k\n1,x\n2,y\n",
      { task: "regression" },
      "data.notNumber",
      { line: 2, column: "k" },
    ],
    ["one class", "a,k\n1,x\n2,x\n", null, "data.oneClass", { label: "x" }],
    ["one row", "a,k\n1,x\n", null, "data.tooFewExamples", { got: 1, min: 2 }],
    ["header alone", "a,k\n", {}, "data.tooFewExamples", { got: 0 }],
    ["nothing but line ends", "\n\n\r\n", null, "data.empty", {}],
    ["one column", "a\n1\n2\n", null, "data.noFeature", {}],
    ["label out of range", "a,k\n1,x\n2,y\n", { label: 2 }, "spec.range", {}],
    ["zero byte", "a,k\n1,x\0\n", null, "data.unknownFormat", {}],
  ];
  it.each(cases)("%s", async (_, text, asked, code, values) => {
    for (const size of [1, 1000]) {
      await expect(csv(text, asked, size)).rejects.toMatchObject({ code, values });
    }
  });

  it("counts columns, classes and cells", async () => {
    const wide = `${"1,".repeat(limits.columns)}x\n`.repeat(2);
    await expect(csv(wide)).rejects.toMatchObject({ code: "data.columns", values: { got: 2001 } });
    const labels = Array.from({ length: 1002 }, (_, i) => `1,c${i}\n`).join("");
    await expect(csv(labels, { header: false })).rejects.toMatchObject({
      code: "data.tooManyClasses",
    });
  });

  it("names the line of a byte that is no UTF-8, wherever the pieces are cut", async () => {
    const start = Buffer.from("größe,k\n1,x\n2,ä\n3,");
    const bytes = Buffer.concat([start, Buffer.from([0xe4]), Buffer.from("\n4,y\n")]);
    for (const size of [1, 2, 3, 5, 8, 1000]) {
      await expect(csv(bytes, null, size)).rejects.toMatchObject({
        code: "data.encoding",
        values: { file: "t.csv", line: 4 },
      });
    }
  });

  it("gives up on a quote that never closes long before the end of a large file", async () => {
    let given = 0;
    async function* endless() {
      yield new TextEncoder().encode('a,k\n1,"x\n');
      for (;;) {
        given++;
        yield new TextEncoder().encode("2,y\n".repeat(16_384));
      }
    }
    await expect(readCsv(new ByteReader(endless()), "t.csv", null)).rejects.toMatchObject({
      code: "data.quote",
      values: { line: 2 },
    });
    expect(given).toBeLessThan(20);
  });
});

describe("csvRecords", () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom("", ",", ";", '"', '""', "a\nb", "ä,ö", " x ", "1.5"),
  );
  const tables = fc.integer({ min: 2, max: 4 }).chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: 12,
    }),
  );

  it("reads back every table that is written with quotes, whatever the pieces", async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.integer({ min: 1, max: 30 }), async (given, size) => {
        const table = given.map((row) =>
          row.map((text) => text.replaceAll(/[\0\r\ud800-\udfff]/g, "")),
        );
        const text = table
          .map((row) => row.map((c) => `"${c.replaceAll('"', '""')}"`).join(","))
          .join("\n");
        const content = new ByteReader(pieces(new TextEncoder().encode(text), size));
        const rows: (readonly string[])[] = [];
        const lines: number[] = [];
        for await (const records of csvRecords(textPieces(content, "t"), "t")) {
          rows.push(...records.rows);
          lines.push(...records.lines);
        }
        expect(rows).toEqual(table);
        let line = 1;
        for (const [index, row] of table.entries()) {
          expect(lines[index]).toBe(line);
          line += 1 + row.join("").split("\n").length - 1;
        }
      }),
      { numRuns: 500 },
    );
  });

  it("reads numbers written as CSV exactly, as float32", async () => {
    const number = fc.float({ noNaN: true, noDefaultInfinity: true });
    const table = fc.array(fc.tuple(number, number), { minLength: 2, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), async (rows, size) => {
        const text = `a,b\n${rows.map((row) => row.join(",")).join("\n")}\n`;
        const { data } = await csv(text, { task: "regression" }, size);
        expect(Array.from(data.training.x, Math.fround)).toEqual(
          rows.map(([a]) => Math.fround(a) + 0),
        );
        expect([...data.training.y]).toEqual(rows.map(([, b]) => Math.fround(b) + 0));
      }),
    );
  });

  it("throws nothing but faults at random text", async () => {
    const text = fc.string({
      maxLength: 60,
      unit: fc.constantFrom("a", "1", ",", ";", "\t", '"', "\n", "\r", " ", ".", "-", "ä"),
    });
    await fc.assert(
      fc.asyncProperty(text, async (given) => {
        const outcome = await csv(given).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(Fault);
      }),
      { numRuns: 3000 },
    );
  });
});
