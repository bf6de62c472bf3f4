import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { deflateSync } from "fflate";
import { describe, expect, test } from "vitest";
import { initializers, layers, losses, optimizers, schedules } from "./catalogue.ts";
import { datasets } from "./data-catalogue.ts";
import { defaultExperiment } from "./defaults.ts";
import { Fault, faultRecord } from "./fault.ts";
import { limits } from "./limits.ts";
import { decodeLink, encodeLink, packText, sealLink } from "./link.ts";
import { linkDictionary } from "./link-dictionary.ts";
import { parseExperiment } from "./parse.ts";
import { presets } from "./presets.ts";

const packLink = (version: number, text: string) => sealLink(version, packText(text));

const tenLayersFourRuns = parseExperiment({
  title: "Digits, deeper",
  data: { source: { kind: "digits", points: 10000 }, preprocessing: "divide255", seed: 42 },
  network: {
    layers: [
      { kind: "input" },
      { kind: "flatten" },
      { kind: "dense", units: 300, activation: "relu" },
      { kind: "dropout", rate: 0.35 },
      { kind: "dense", units: 120, activation: "leakyRelu", useBias: false },
      { kind: "dropout", rate: 0.15 },
      { kind: "dense", units: 84, activation: "gelu", initializer: { kind: "normal", std: 0.07 } },
      { kind: "dense", units: 48 },
      { kind: "activation", function: "softplus" },
      { kind: "dense", units: 10, initializer: { kind: "orthogonal", gain: 0.8 } },
    ],
    initializer: { kind: "heNormal" },
  },
  training: { batchSize: 96, limit: 37, evaluateEvery: 250 },
  runs: [
    { optimizer: { kind: "sgd", learningRate: 0.023 }, l2: 0.00013 },
    {
      optimizer: { kind: "nesterov", learningRate: 0.017, momentum: 0.93 },
      clipNorm: 4.5,
      seed: 7,
    },
    {
      optimizer: { kind: "rmsprop", learningRate: 0.00073, rho: 0.97 },
      initializer: { kind: "xavierUniform" },
      seed: 1234567,
    },
    {
      name: "slow and decayed",
      optimizer: { kind: "adamw", learningRate: 0.00031, beta1: 0.85, decay: 0.023 },
      initializer: { kind: "uniform", limit: 0.03 },
    },
  ],
});

describe("links", () => {
  test("of the default experiment are almost nothing", () => {
    expect(encodeLink(defaultExperiment()).length).toBeLessThan(15);
    expect(decodeLink(encodeLink(defaultExperiment()))).toEqual(defaultExperiment());
  });

  test("stay under 400 characters for ten layers and four runs", () => {
    const link = encodeLink(tenLayersFourRuns);
    expect(link.length).toBeLessThan(400);
    expect(decodeLink(link)).toEqual(tenLayersFourRuns);
  });

  test("of ten layers with ids of their own still fit into 600 characters", () => {
    const { network } = tenLayersFourRuns;
    const stack = network.layers.map((layer, index) => ({
      ...layer,
      id: createHash("sha256").update(String(index)).digest("hex").slice(0, 8),
    }));
    const named = { ...tenLayersFourRuns, network: { ...network, layers: stack } };
    const link = encodeLink(named);
    expect(link.length).toBeLessThan(600);
    expect(decodeLink(link)).toEqual(named);
  });

  test("of presets are short and open the preset", () => {
    for (const { id, experiment } of presets()) {
      const link = encodeLink(experiment);
      expect(link.length, id).toBeLessThan(260);
      expect(decodeLink(link), id).toEqual(experiment);
    }
  });

  test("leave fitted numbers out where they would not fit", () => {
    const fitted = (count: number) => {
      const shift = Array.from({ length: count }, (_, index) => Math.sin(index));
      const scale = Array.from({ length: count }, (_, index) => Math.cos(index));
      return parseExperiment({ data: { fitted: { shift, scale } } });
    };
    const few = fitted(100);
    expect(decodeLink(encodeLink(few))).toEqual(few);
    expect(decodeLink(encodeLink(fitted(limits.features)))).toEqual(defaultExperiment());
    const zeros = Array.from({ length: limits.features }, () => 0);
    const flat = parseExperiment({ data: { fitted: { shift: zeros, scale: zeros } } });
    expect(decodeLink(encodeLink(flat))).toEqual(defaultExperiment());
  });
});

describe("links for ever", () => {
  interface Fixture {
    readonly link: string;
    readonly experiment: unknown;
  }
  const folder = new URL("fixtures/", import.meta.url);
  const fixtures = readdirSync(folder).flatMap((file) => {
    const list = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Fixture[];
    return list.map(({ link, experiment }) => ({ file, link, experiment }));
  });

  test("there are fixtures of every version", () => {
    expect(new Set(fixtures.map(({ file }) => file.split("-")[0]))).toEqual(new Set(["v1"]));
  });

  test.each(fixtures)("one of $file opens as it always did", ({ link, experiment }) => {
    const opened = decodeLink(link);
    // Fields that came later stand at their defaults, which change nothing.
    expect(opened).toMatchObject(Object(experiment));
    expect(opened).toEqual(parseExperiment(experiment));
  });

  test("every row of the catalogue stands in a fixture, with its defaults", () => {
    const text = JSON.stringify(fixtures.map(({ experiment }) => experiment));
    const kinds = [layers, initializers, losses, optimizers, schedules, datasets].flatMap(
      Object.keys,
    );
    expect(kinds.filter((kind) => !text.includes(`{"kind":"${kind}"`))).toEqual([]);
  });

  test("the dictionary of version 1 never changes", () => {
    expect(createHash("sha256").update(linkDictionary).digest("hex")).toMatchInlineSnapshot(
      `"9bf6694245b557d5ac0d3526e85e953d5a347e7a9f61183e19fe1fceb3387a8a"`,
    );
  });
});

describe("bad links", () => {
  function fault(link: string) {
    try {
      decodeLink(link);
    } catch (error) {
      expect(error).toBeInstanceOf(Fault);
      return faultRecord(error);
    }
    throw new Error("nothing was thrown");
  }

  const good = encodeLink(tenLayersFourRuns);

  test.each([
    ["", "link.format"],
    ["#", "link.format"],
    ["#/about", "link.format"],
    ["#0.abcd", "link.format"],
    ["#1", "link.format"],
    ["#1.ab+/", "link.format"],
    ["#1.ab cd", "link.format"],
    ["#1.", "link.damaged"],
    ["#1.abcde", "link.damaged"],
    ["#1.abcdef", "link.damaged"],
    ["#2.abcdef", "spec.newerVersion"],
    ["#999999.", "spec.newerVersion"],
    ["#".padEnd(200_000, "a"), "link.tooLong"],
  ])("a wrong one, $#, is told as such", (link, code) => {
    expect(fault(link).code).toBe(code);
  });

  test("cut anywhere", () => {
    for (let length = "#1.".length; length < good.length; length += 1) {
      expect(fault(good.slice(0, length)).code).toBe("link.damaged");
    }
  });

  test("in small letters", () => {
    expect(fault(good.toLowerCase()).code).toBe("link.damaged");
  });

  test("a bomb stops at the cap", () => {
    const bomb = packLink(1, `"${"a".repeat(10_000_000)}"`);
    expect(bomb.length).toBeLessThan(limits.linkCharacters);
    expect(fault(bomb)).toEqual({ code: "link.expands", values: { max: limits.inflatedBytes } });
  });

  test.each([
    ['{"runs":[{"seed":1,"seed":2}]}', "link.damaged"],
    ['{ "title":"a"}', "link.damaged"],
    ['{"training":{"limit":1e999}}', "link.damaged"],
    ['{"training":{"limit":-0}}', "link.damaged"],
    [`${"[".repeat(100_000)}${"]".repeat(100_000)}`, "link.damaged"],
    ['{"title":', "link.damaged"],
    ["null", "spec.type"],
    ["[]", "spec.type"],
    ['{"version":1}', "spec.unknownKey"],
    ['{"__proto__":{"title":"a"}}', "spec.unknownKey"],
    ['{"training":{"limit":0}}', "spec.range"],
    ['{"training":{"limit":null}}', "spec.type"],
  ])("wrong content, $#, is told as such", (text, code) => {
    expect(fault(packLink(1, text)).code).toBe(code);
  });

  test("without a dictionary", () => {
    const packed = deflateSync(new TextEncoder().encode('{"title":"a"}'));
    const text = Buffer.from(packed).toString("base64url");
    expect(fault(`#1.AAAA${text}`).code).toBe("link.damaged");
    expect(fault(sealLink(1, packed.subarray(0, -1))).code).toBe("link.damaged");
  });
});
