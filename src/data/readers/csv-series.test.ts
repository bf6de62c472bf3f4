import { describe, expect, it } from "vitest";
import { defaultTable } from "../../spec/defaults.ts";
import type { TableSpec } from "../../spec/experiment.ts";
import { limits } from "../../spec/limits.ts";
import { ByteReader } from "./byte-reader.ts";
import { readCsv } from "./csv.ts";

async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** `user,activity,timestamp,x,y`, cut in windows of 2. */
const series: TableSpec = {
  ...defaultTable(),
  layout: "series",
  label: 1,
  subject: 0,
  time: 2,
  window: 2,
  windowStride: 2,
};
const header = "user,activity,timestamp,x,y\n";

function csv(text: string, asked: TableSpec | null = series, size = 13) {
  const bytes = new TextEncoder().encode(text);
  return readCsv(new ByteReader(pieces(bytes, size)), "s.csv", asked);
}

/** Samples of one subject and activity; x counts on, y is its negative. */
function samples(subject: string, activity: string, times: readonly number[], from = 0): string {
  const row = (time: number, i: number) =>
    `${subject},${activity},${time},${from + i},${-from - i}\n`;
  return times.map(row).join("");
}

const windowsOf = (x: ArrayLike<number>, size = 4) =>
  Array.from({ length: x.length / size }, (_, i) => Array.from(x).slice(i * size, (i + 1) * size));

describe("windows of a long table", () => {
  it("are cut within one subject and one activity", async () => {
    const text =
      header +
      samples("b", "walk", [0, 1, 2], 1) +
      samples("b", "run", [3, 4, 5, 6, 7], 11) +
      samples("a", "run", [8, 9], 21);
    const { data } = await csv(text, { ...series, time: -1, windowStride: 1 });
    // The time is a channel where it is not named as time.
    expect(data.featureNames).toEqual(["timestamp", "x", "y"]);
    const named = (await csv(text)).data;
    expect(named).toMatchObject({ inputShape: [2, 2], form: "sequence", featureNames: ["x", "y"] });
    expect(named.targets).toEqual({ kind: "classes", names: ["run", "walk"] });
    expect(windowsOf(named.training.x)).toEqual([
      [1, -1, 2, -2],
      [11, -11, 12, -12],
      [13, -13, 14, -14],
      [21, -21, 22, -22],
    ]);
    expect([...named.training.y]).toEqual([1, 0, 0, 0]);
    expect(named.subjects).toEqual(["a", "b"]);
    expect([...named.training.groups!]).toEqual([1, 1, 1, 0]);
    expect(data.training.count).toBe(2 + 4 + 1);
  });

  it("are ordered by time, across the file, and end at a gap", async () => {
    const times = [150, 50, 100, 0, 900, 950];
    const mixed = samples("1", "sit", times, 1).split("\n");
    const other = samples("2", "run", [0, 50, 100, 150], 7).split("\n");
    const rows = mixed.flatMap((row, i) => [row, other[i] ?? ""]).filter((row) => row !== "");
    const { data } = await csv(header + rows.join("\n"));
    expect(windowsOf(data.training.x).map(([first, , second]) => [first, second])).toEqual([
      [4, 2],
      [3, 1],
      [5, 6],
      [7, 8],
      [9, 10],
    ]);
    const whole = { ...series, window: 4, windowStride: 4 };
    // 200 and 900 do not touch: no window of four reaches over the gap.
    expect((await csv(header + rows.join("\n"), whole)).data.training.count).toBe(2);
  });

  it("keep the order of time stamps that float32 cannot tell apart", async () => {
    const start = 1_600_000_000_000;
    const text =
      header +
      samples("1", "sit", [start + 100, start, start + 50, start + 150]) +
      samples("1", "run", [start + 200, start + 250]);
    const { data } = await csv(text);
    expect(windowsOf(data.training.x).map(([first, , second]) => [first, second])).toEqual([
      [1, 2],
      [0, 3],
      [0, 1],
    ]);
  });

  it("of a number to predict hold its mean", async () => {
    const text = "user,load,x\n1,2,5\n1,4,6\n1,8,7\n1,9,8\n2,0,9\n";
    const { data } = await csv(text, { ...series, task: "regression", time: -1 });
    expect(data.targets).toEqual({ kind: "values", names: ["load"] });
    expect([...data.training.y]).toEqual([3, 8.5]);
  });

  it("leave gaps out, fill them, or stop at them", async () => {
    const text =
      header +
      "1,run,0,1,1\n1,run,1,,2\n1,run,2,3,3\n1,run,3,nan,4\n1,run,4,5,5\n1,run,5,7,6\n" +
      samples("1", "sit", [9, 10]);
    await expect(csv(text)).rejects.toMatchObject({
      code: "data.missingCell",
      values: { file: "s.csv", line: 3, column: "x", count: 2 },
    });
    const dropped = (await csv(text, { ...series, incomplete: "drop" })).data.training;
    expect(windowsOf(dropped.x).map(([first, , second]) => [first, second])).toEqual([
      [1, 3],
      [5, 7],
      [0, 1],
    ]);
    const filled = (await csv(text, { ...series, incomplete: "mean" })).data.training;
    expect(filled.count).toBe(4);
    expect(filled.x[2]).toBeCloseTo((1 + 3 + 5 + 7 + 0 + 1) / 6, 5);
  });

  it("say with line and column what stands in their way", async () => {
    const good = header + samples("1", "run", [0, 1, 2]) + samples("1", "sit", [3, 4, 5]);
    const cases: [string, Partial<TableSpec>, object][] = [
      [`${good}1,sit,6,7\n`, {}, { code: "data.raggedRow", values: { line: 8, expected: 5 } }],
      [
        `${good}1,sit,6,oops,1\n`,
        {},
        { code: "data.notNumber", values: { line: 8, column: "x", got: "oops" } },
      ],
      [`${good}1,sit,soon,1,1\n`, {}, { code: "data.notNumber", values: { column: "timestamp" } }],
      [good, { window: 4 }, { code: "data.windowTooLong", values: { window: 4, longest: 3 } }],
      [
        good,
        { subject: 5 },
        {
          code: "data.unknownColumn",
          values: { file: "s.csv", column: "6", known: "user, activity, timestamp, x, y" },
        },
      ],
      [
        header + samples("1", "run", [0, 1, 2, 3]),
        {},
        { code: "data.oneClass", values: { file: "s.csv", label: "run" } },
      ],
      [
        header + samples("1", "run", [0, 1, 2]),
        {},
        { code: "data.tooFewExamples", values: { got: 1 } },
      ],
      ["a,b\n1,x\n2,y\n", { time: -1 }, { code: "data.noFeature" }],
    ];
    for (const [text, part, fault] of cases) {
      await expect(csv(text, { ...series, ...part }), text).rejects.toMatchObject(fault);
    }
  });

  it("are counted before they are made", async () => {
    const times = Array.from({ length: 20_000 }, (_, i) => i);
    const text = header + samples("1", "run", times) + samples("1", "sit", times);
    const asked = { ...series, window: 10_000, windowStride: 1 };
    await expect(csv(text, asked, 65_536)).rejects.toMatchObject({
      code: "data.cells",
      values: { max: limits.cells, got: 2 * 10_001 * 10_000 * 2 },
    });
  });
});

describe("records that end with semicolons", () => {
  const rows = (subject: number, activity: string, count: number) =>
    Array.from({ length: count }, (_, i) => `${subject},${activity},${i * 50},0.5,${i}.25;`);
  const lines = [
    ...rows(33, "Jogging", 90),
    ...rows(33, "Walking", 90),
    ...rows(34, "Walking", 90),
  ];

  it("are recognised as a series with subject, activity and time", async () => {
    for (const size of [7, 10_000]) {
      const { data, table } = await csv(`${lines.join("\n")}\n`, null, size);
      expect(table).toEqual({
        ...defaultTable(),
        header: false,
        layout: "series",
        label: 1,
        subject: 0,
        time: 2,
      });
      expect(data.targets.names).toEqual(["Jogging", "Walking"]);
      expect(data.training.count).toBe(3);
      expect([...data.training.x.subarray(0, 4)]).toEqual([0.5, 0.25, 0.5, 1.25]);
    }
  });

  it("may share a line, or lack their semicolon, and keep their line in faults", async () => {
    const odd = [...lines];
    odd[30] = `${odd[30]}${odd[31]}`;
    odd[31] = "";
    odd[40] = odd[40]!.slice(0, -1);
    const { data } = await csv(odd.join("\n"), null);
    expect(data.training.count).toBe(3);
    odd[50] = "33,Jogging,2500,4.5;";
    await expect(csv(odd.join("\n"), null)).rejects.toMatchObject({
      code: "data.raggedRow",
      values: { line: 51, expected: 5, got: 4 },
    });
    odd[50] = "33,Jogging,2500,4.5,;";
    const gap = await csv(odd.join("\n"), null);
    expect(gap.table.incomplete).toBe("drop");
    expect(gap.warnings).toMatchObject([{ code: "data.recordsLeftOut", values: { line: 51 } }]);
  });
});

describe("what is no series", () => {
  it("stays a table of examples", async () => {
    const ids = Array.from({ length: 60 }, (_, i) => `${i},${i < 30 ? "a" : "b"},${i / 7}\n`);
    expect((await csv(`id,class,x\n${ids.join("")}`, null)).table.layout).toBe("rows");
    const sorted = Array.from(
      { length: 60 },
      (_, i) => `${i / 3},${i / 7},${i < 30 ? "a" : "b"}\n`,
    );
    expect((await csv(`x,y,species\n${sorted.join("")}`, null)).table.layout).toBe("rows");
  });

  it("has no window longer than its longest stretch when it is guessed", async () => {
    const short = Array.from({ length: 30 }, (_, i) => i);
    const text = header + samples("1", "run", short) + samples("1", "sit", short);
    const { table, data } = await csv(text, null);
    expect(table).toMatchObject({ layout: "series", window: 30, windowStride: 30 });
    expect(data.training.count).toBe(2);
  });
});
