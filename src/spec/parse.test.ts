import { describe, expect, test } from "vitest";
import { layers, losses } from "./catalogue.ts";
import { defaultExperiment, defaultRun, defaultSearch, rowDefault } from "./defaults.ts";
import { Fault, faultRecord } from "./fault.ts";
import { limits } from "./limits.ts";
import { applyMigrations, currentVersion, migrate } from "./migrate.ts";
import { parseExperiment } from "./parse.ts";
import { plainText } from "./plain-text.ts";
import { presets } from "./presets.ts";

function fault(value: unknown) {
  try {
    parseExperiment(value);
  } catch (error) {
    expect(error).toBeInstanceOf(Fault);
    return faultRecord(error);
  }
  throw new Error("nothing was thrown");
}

const withLayers = (...stack: unknown[]) => ({ network: { layers: stack } });
const input = { kind: "input" };

describe("what is missing takes its default", () => {
  test("an empty document is the default one", () => {
    expect(parseExperiment({})).toEqual(defaultExperiment());
    expect(parseExperiment({ title: undefined })).toEqual(defaultExperiment());
  });

  test("parts of documents are welcome", () => {
    const { network, runs } = parseExperiment({
      network: { layers: [input, { kind: "dense", units: 3 }, { kind: "dropout" }] },
      runs: [{ optimizer: { kind: "sgd" } }, {}],
    });
    expect(network.layers).toEqual([
      { kind: "input", id: "1", inputs: [] },
      { ...rowDefault(layers, "dense"), units: 3, id: "2", inputs: [null] },
      { kind: "dropout", rate: 0.5, id: "3", inputs: [null] },
    ]);
    expect(runs.map((run) => run.optimizer)).toEqual([
      { kind: "sgd", learningRate: 0.1 },
      defaultRun().optimizer,
    ]);
  });

  test("inputs are layers that stand before, and only merges have several", () => {
    const read = (...inputs: unknown[]) =>
      parseExperiment(withLayers(input, { kind: "dense" }, { kind: "add", inputs })).network.layers;
    expect(read(null, "1")[2]?.inputs).toEqual([null, "1"]);
    expect(() => read("3", "1")).toThrow(expect.objectContaining({ code: "spec.inputOrder" }));
    expect(() => read("9")).toThrow(expect.objectContaining({ code: "spec.inputOrder" }));
    const two = withLayers(input, { kind: "dense", inputs: [null, "1"] });
    expect(() => parseExperiment(two)).toThrow(expect.objectContaining({ code: "spec.range" }));
  });

  test("missing ids keep clear of given ones", () => {
    const { network } = parseExperiment(
      withLayers(input, { kind: "dropout", id: "3" }, { kind: "dropout" }, { kind: "flatten" }),
    );
    expect(network.layers.map((layer) => layer.id)).toEqual(["1", "3", "4", "5"]);
  });

  test("presets are valid as they are", () => {
    for (const { experiment } of presets()) {
      expect(parseExperiment(structuredClone(experiment))).toEqual(experiment);
    }
  });

  test("the value is not changed, and nothing of it is kept", () => {
    const files = ["a.csv"];
    const source = { kind: "file", name: "a", sha256: "0".repeat(64), files };
    const value = Object.freeze({ data: Object.freeze({ source: Object.freeze(source) }) });
    const parsed = parseExperiment(value);
    files.push("b.csv");
    expect(parsed.data.source).toMatchObject({ files: ["a.csv"], table: null });
  });
});

describe("what is there must be right", () => {
  test.each([
    [null, "spec.type", { path: "experiment", expected: "object", got: "null" }],
    [[], "spec.type", { path: "experiment", expected: "object", got: "list" }],
    ["#1.", "spec.type", { path: "experiment", expected: "object", got: "text" }],
    [new Map(), "spec.type", { path: "experiment", expected: "object", got: "other" }],
    [{ runs: {} }, "spec.type", { path: "runs", expected: "list", got: "object" }],
    [{ runs: [] }, "spec.missing", { path: "runs[0]" }],
    [{ runs: [null] }, "spec.type", { path: "runs[0]", expected: "object", got: "null" }],
    [{ runs: [{ optimizer: {} }] }, "spec.missing", { path: "runs[0].optimizer.kind" }],
    [
      { runs: [{}, { seed: 1.5 }] },
      "spec.type",
      { path: "runs[1].seed", expected: "integer", got: "1.5" },
    ],
    [
      { runs: [{ l2: Number.NaN }] },
      "spec.type",
      { path: "runs[0].l2", expected: "number", got: "nan" },
    ],
    [
      { runs: [{ clipNorm: Number.POSITIVE_INFINITY }] },
      "spec.type",
      { path: "runs[0].clipNorm", expected: "number", got: "infinity" },
    ],
    [
      withLayers(input, { kind: "dense", units: 1e9 }),
      "spec.range",
      { path: "network.layers[1].units", min: 1, max: 4096, got: 1e9 },
    ],
    [
      withLayers(input, { kind: "dense", useBias: 1 }),
      "spec.type",
      { path: "network.layers[1].useBias", expected: "boolean", got: "1" },
    ],
    [
      withLayers(input, { kind: "dense", initializer: { kind: "normal", std: -1 } }),
      "spec.range",
      { path: "network.layers[1].initializer.std", min: 0, max: 10, got: -1 },
    ],
    [withLayers(), "spec.missing", { path: "network.layers[0]" }],
    [withLayers({ kind: "flatten" }), "spec.firstLayer", { got: "network.layers[0]: flatten" }],
    [withLayers(input, input), "spec.firstLayer", { got: "network.layers[1]: input" }],
    [
      withLayers({ ...input, id: "a" }, { kind: "flatten", id: "a" }),
      "spec.duplicateId",
      { path: "network.layers[1].id", id: "a" },
    ],
    [{ data: { seed: -1 } }, "spec.range", { path: "data.seed", min: 0, max: 4294967295, got: -1 }],
    [
      { data: { source: { kind: "file", name: "a", sha256: "x", files: ["a"] } } },
      "spec.type",
      { path: "data.source.sha256", expected: "hash", got: "text" },
    ],
    [
      { data: { fitted: { shift: [0, 1], scale: [1] } } },
      "spec.range",
      { path: "data.fitted.scale.length", min: 2, max: 2, got: 1 },
    ],
    [
      { loss: { kind: "perceptron" } },
      "spec.choice",
      {
        path: "loss.kind",
        options: Object.keys(losses).join(", "),
        got: "perceptron",
      },
    ],
    [{ title: "a".repeat(81) }, "spec.tooLong", { path: "title", max: 80, got: 81 }],
    [{ version: 2 }, "spec.newerVersion", { got: 2, known: 1 }],
    [{ version: 1.5 }, "spec.newerVersion", { got: 1.5, known: 1 }],
    [
      { version: 0 },
      "spec.range",
      { path: "version", min: 1, max: Number.MAX_SAFE_INTEGER, got: 0 },
    ],
  ])("%j", (value, code, values) => {
    expect(fault(value)).toEqual({ code, values });
  });

  test.each([["a line\nbreak"], ["\u0000"], ["right to left \u202e"], ["half a pair \ud800"]])(
    "text %j is refused",
    (title) => {
      expect(fault({ title })).toEqual({
        code: "spec.type",
        values: { path: "title", expected: "plainText", got: "text" },
      });
    },
  );

  test.each([["<b onload='x'>"], ["学习率"], ["🙂 emoji"], ["e\u0301"]])(
    "text %j is kept",
    (title) => {
      expect(parseExperiment({ title }).title).toBe(title);
    },
  );

  test.each([
    ["a\nb\u0000c\u202e", "abc"],
    [`${"🙂".repeat(100)}`, "🙂".repeat(80)],
    ["🙂".repeat(100).slice(0, 81), "🙂".repeat(40)],
    [" e\u0301 العربية\u200f 👩\u200d👧 ", " e\u0301 العربية\u200f 👩\u200d👧 "],
  ])("plain text of %j is a name", (text, name) => {
    expect(plainText(text)).toBe(name);
    expect(parseExperiment({ title: plainText(text) }).title).toBe(name);
  });

  test("no more layers and runs than the caps", () => {
    const flatten = { kind: "flatten" };
    const full = [input, ...Array.from({ length: limits.layers - 1 }, () => flatten)];
    expect(parseExperiment(withLayers(...full)).network.layers).toHaveLength(limits.layers);
    expect(fault(withLayers(...full, flatten))).toEqual({
      code: "spec.tooMany",
      values: { path: "network.layers", max: 64, got: 65 },
    });
    const huge: unknown[] = [];
    huge.length = 2 ** 32 - 1;
    expect(fault({ runs: huge }).code).toBe("spec.tooMany");
    const sparse: unknown[] = [];
    sparse[1] = {};
    expect(fault({ runs: sparse }).values).toMatchObject({ path: "runs[0]", got: "undefined" });
  });

  test("minus zero becomes zero", () => {
    const [run] = parseExperiment({ runs: [{ l2: -0 }] }).runs;
    expect(Object.is(run?.l2, 0)).toBe(true);
  });
});

describe("strange keys", () => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "unit", "a b", ""];

  test.each(names)("%j is refused everywhere", (name) => {
    const odd = JSON.parse(`{${JSON.stringify(name)}: {"polluted": true}}`) as object;
    for (const [value, path] of [
      [odd, ""],
      [{ data: odd }, "data"],
      [{ network: odd }, "network"],
      [{ training: odd }, "training"],
      [{ runs: [odd] }, "runs[0]"],
      [withLayers({ ...input, ...odd }), "network.layers[0]"],
    ] as const) {
      const record = fault(value);
      expect(record.code).toBe("spec.unknownKey");
      const plain = /^\w+$/.test(name);
      const key = plain ? `${path === "" ? "" : "."}${name}` : `[${JSON.stringify(name)}]`;
      expect(record.values).toEqual({ path: path + key });
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect("polluted" in {}).toBe(false);
  });

  test.each(["__proto__", "constructor", "toString"])("kind %j is no row", (kind) => {
    expect(fault(withLayers(JSON.parse(`{"kind": "${kind}"}`))).code).toBe("spec.choice");
    expect(fault({ data: { source: { kind } } }).code).toBe("spec.choice");
  });

  test("inherited values are not looked at", () => {
    expect(fault(Object.create({ title: "inherited" })).code).toBe("spec.type");
    const bare: unknown = Object.assign(Object.create(null), { title: "own" });
    expect(parseExperiment(bare).title).toBe("own");
  });

  test("long keys are cut in the sentence", () => {
    const { values } = fault({ ["x".repeat(100_000)]: 1 });
    expect("path" in values && values.path.length).toBeLessThan(100);
  });
});

describe("migrations", () => {
  test("the present version is left as it is", () => {
    const document = { title: "a" };
    expect(migrate(document, currentVersion)).toBe(document);
  });

  test("each step is taken from the document's version on", () => {
    const steps = [1, 2, 3].map((step) => (document: unknown) => `${String(document)}${step}`);
    expect(applyMigrations("v", 1, steps)).toBe("v123");
    expect(applyMigrations("v", 3, steps)).toBe("v3");
    expect(applyMigrations("v", 4, steps)).toBe("v");
  });

  test("newer documents are told so", () => {
    expect(() => migrate({}, currentVersion + 1)).toThrow("spec.newerVersion");
  });
});

describe("a random search", () => {
  const range = { parameter: "learningRate", low: 1e-4, high: 1 };

  test("takes the defaults of what is left out", () => {
    const { search } = parseExperiment({ search: { ranges: [range] } });
    expect(search).toEqual({ ...defaultSearch(), ranges: [range] });
  });

  test.each([
    ["no ranges", { ranges: [] }, "search.ranges[0]"],
    ["an unknown parameter", { ranges: [{ ...range, parameter: "luck" }] }, "ranges[0].parameter"],
    ["a range upside down", { ranges: [{ ...range, high: 1e-5 }] }, "search.ranges[0].high"],
    ["a parameter twice", { ranges: [range, range] }, "search.ranges[1]"],
  ])("with %s is refused and the place named", (_, search, path) => {
    expect(() => parseExperiment({ search })).toThrow(
      expect.objectContaining({
        values: expect.objectContaining({ path: expect.stringContaining(path) }),
      }),
    );
  });
});
