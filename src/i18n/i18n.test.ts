import { afterEach, describe, expect, expectTypeOf, test } from "vitest";
import {
  Fault,
  type FaultCode,
  type FaultRecord,
  type Faults,
  faultRecord,
} from "../spec/fault.ts";
import { fieldWords, optionLabel, rowWords } from "./catalogue.ts";
import { en, type Plural } from "./en.ts";
import { faultSentence } from "./fault-sentence.ts";
import { formatBytes, formatDuration, formatNumber, formatPercent } from "./format.ts";
import {
  currentLocale,
  detectLocale,
  flatten,
  onLocaleChange,
  type Placeholders,
  setLocale,
  t,
} from "./index.ts";
import { zhCN } from "./zh-cn.ts";

afterEach(() => setLocale("en"));

const english = flatten(en);
const chinese = flatten(zhCN);

const texts = (entry: string | Plural | undefined): string[] =>
  typeof entry === "string" ? [entry] : Object.values(entry ?? {});

const placeholders = (text: string): string[] =>
  [...new Set(Array.from(text.matchAll(/\{(\w+)\}/g), (match) => match[1] ?? ""))].toSorted();

/** Names, formulas, file formats and keys are written alike in both languages. */
const names = new Set(
  `trainyard webgpu gpu cpu chrome edge brave opera firefox safari android linux windows mac macos
  tahoe ios ipados apple intel unsafe webgpu support vulkan chrome://flags about:config dom.webgpu.enabled
  true false https:// localhost null nan id english relu leaky elu selu gelu silu sigmoid tanh softplus
  swish softmax logits logit dropout sgd momentum nesterov adagrad rmsprop adam adamw xavier he lecun
  max ln idx svg png shift csv tsv ts npy npz safetensors gzip mnist sha-256 utf-8 train-images-idx3-ubyte
  float32 float64 fortran numpy.save numpy.savez numpy.ascontiguousarray numpy x_train y_train x_test
  y_test trainyard.adddataset esc alt nair hinton maas clevert klambauer hendrycks gimpel
  ramachandran srivastava glorot bengio saxe polyak duchi tieleman kingma ba loshchilov hutter l2
  mish swish softsign relu6 adadelta amsgrad adamax nadam radam lion huber rnn lstm gru l1 f1 sign min
  x/2 x/6 x_y t/t valid same causal pytorch keras cudnn howard misra lecun lin ioffe szegedy elman hochreiter
  schmidhuber jozefowicz cho weston watkins zeiler reddi dozat liu chen smith topin prechelt beale
  rosenbrock karpathy xy exp log sin cos sqrt`
    .split(/\s+/)
    .filter(Boolean),
);

function strangeWords(text: string): string[] {
  const plain = text.replace(/\{\w+\}/g, " ").toLowerCase();
  const words = plain.match(/[a-z][a-z0-9_.:/-]*/g) ?? [];
  return words
    .map((word) => word.replace(/[.:-]+$/, ""))
    .filter((word) => word.length > 1 && !names.has(word));
}

describe("the dictionaries", () => {
  test("hold the same keys", () => {
    expect([...chinese.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  test("use the same placeholders", () => {
    const differing = [...english].filter(([key, entry]) => {
      const wanted = placeholders(texts(entry).join(" "));
      const every = [...texts(entry), ...texts(chinese.get(key))];
      return every.some((text) => placeholders(text).join() !== wanted.join());
    });
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  test("have no empty word", () => {
    const empty = [...english, ...chinese].filter(([, entry]) =>
      texts(entry).some((text) => text.trim() !== text || text === ""),
    );
    expect(empty.map(([key]) => key)).toEqual([]);
  });

  test("leave no English in the Chinese but names", () => {
    const left = [...chinese].flatMap(([key, entry]) =>
      texts(entry).flatMap((text) => strangeWords(text).map((word) => `${key}: ${word}`)),
    );
    expect(left).toEqual([]);
  });

  test("see English that was left", () => {
    expect(strangeWords("按下 Train 开始")).toEqual(["train"]);
  });
});

describe("looking up", () => {
  test("puts values in as the language writes them", async () => {
    expect(t("status.stepOf", { step: 1234, limit: 50000 })).toBe("Step 1,234 of 50,000");
    await setLocale("zh-CN");
    expect(t("status.stepOf", { step: 1234, limit: 50000 })).toBe("第 1,234 步，共 50,000 步");
  });

  test("chooses the plural", async () => {
    expect(t("units.layers", { count: 1 })).toBe("1 layer");
    expect(t("units.layers", { count: 10 })).toBe("10 layers");
    await setLocale("zh-CN");
    expect(t("units.layers", { count: 1 })).toBe("1 层");
  });

  test("leaves braces in values alone", () => {
    expect(t("builder.add", { layer: "{layer} $& $1" })).toBe("Add {layer} $& $1");
  });

  test("tells listeners once the words are there", async () => {
    const seen: string[] = [];
    const stop = onLocaleChange(() => seen.push(`${currentLocale()} ${t("transport.train")}`));
    await setLocale("zh-CN");
    stop();
    await setLocale("en");
    expect(seen).toEqual(["zh-CN 训练"]);
  });

  test("finds the best language", () => {
    expect(detectLocale(["de-DE", "zh-Hant-TW", "en"])).toBe("zh-CN");
    expect(detectLocale(["en-GB", "zh"])).toBe("en");
    expect(detectLocale(["fr"])).toBe("en");
    expect(detectLocale([])).toBe("en");
  });

  test("words of rows and fields", async () => {
    expect(rowWords("layers", "dense").label).toBe("Dense");
    expect(fieldWords({ area: "optimizers", kind: "adam" }, "learningRate").label).toBe(
      "Learning rate",
    );
    expect(fieldWords({ area: "training" }, "batchSize").label).toBe("Batch size");
    expect(optionLabel({ area: "layers", kind: "dense" }, "activation", "relu")).toBe("ReLU");
    await setLocale("zh-CN");
    expect(fieldWords({ area: "run" }, "clipNorm").label).toBe("梯度裁剪");
  });
});

describe("faults in words", () => {
  const sentence = (fault: Fault) => faultSentence(faultRecord(fault));

  test("write bytes, kinds and reasons as words", async () => {
    const memory = { layer: "dense_1", needed: 805_306_368, available: 536_870_912 };
    expect(sentence(new Fault("memory.tooMuch", memory))).toBe(
      "This network needs 768 MiB, but 512 MiB are available; the largest part is dense_1. Use fewer units, fewer runs or a smaller batch.",
    );
    const type = { path: "runs", expected: "list", got: "text" };
    expect(sentence(new Fault("spec.type", type))).toContain(
      "“runs” must be a list, but is a text",
    );
    const gpu = { reason: "insecure", detail: "" } as const;
    await setLocale("zh-CN");
    expect(sentence(new Fault("engine.noWebGpu", gpu))).toContain("页面不是通过 https://");
    const loss = { layer: "dense_2", expected: 2, got: 3, loss: "softmaxCrossEntropy" };
    expect(sentence(new Fault("shape.outputUnits", loss))).toContain("Softmax 交叉熵");
  });

  test("show what a file says as it is", () => {
    const fault = { file: "a{line}.csv", line: 12, column: "<b>", got: "$&" };
    expect(sentence(new Fault("data.notNumber", fault))).toContain(
      "a{line}.csv, line 12, column “<b>”: “$&” is not a number",
    );
  });

  test("use only values that the fault has", () => {
    type Unknown = {
      [C in FaultCode]: Exclude<Placeholders<(typeof en.faults)[C]>, keyof Faults[C]>;
    }[FaultCode];
    expectTypeOf<Unknown>().toEqualTypeOf<never>();
    const record: FaultRecord = { code: "link.tooLong", values: { max: 16384, got: 20000 } };
    expect(faultSentence(record)).not.toMatch(/[{}]/);
  });
});

describe("numbers", () => {
  test("as people write them", () => {
    expect(formatNumber(0.00001, "en")).toBe("1e-5");
    expect(formatNumber(0.000123456, "en")).toBe("1.235e-4");
    expect(formatNumber(0, "en")).toBe("0");
    expect(formatNumber(1234567, "en")).toBe("1,234,567");
    expect(formatNumber(-2.34567, "en")).toBe("-2.346");
    expect(formatNumber(Number.NaN, "en")).toBe("NaN");
    expect(formatNumber(Number.NEGATIVE_INFINITY, "en")).toBe("−∞");
    expect(formatPercent(0.9753, "en")).toBe("97.5%");
    expect(formatBytes(0, "en")).toBe("0 B");
    expect(formatBytes(1536, "en")).toBe("1.5 KiB");
    expect(formatBytes(200 * 1024 * 1024, "en")).toBe("200 MiB");
    expect(formatDuration(4.25, "en")).toBe("4.3 sec");
    expect(formatDuration(59.7, "en")).toBe("1 min 0 sec");
    expect(formatDuration(3725, "en")).toBe("1 hr 2 min");
    expect(formatDuration(125, "zh-CN")).toMatch(/2\s?分钟 5\s?秒/);
  });
});
