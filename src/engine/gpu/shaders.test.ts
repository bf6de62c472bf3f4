import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { optimizerOps } from "../../train/optimizers/index.ts";
import { elements } from "../core/shape.ts";
import { engineOps } from "../ops/index.ts";
import type { AdapterTraits, Dispatch, Op, Operand, Sample, SampleInput } from "../ops/op.ts";
import { shaderNames, shaderSource, sizesFields } from "./shaders.ts";

const dawn = new URL("../../../bench/node_modules/webgpu/index.js", import.meta.url);
// Dawn's instance must outlive its devices, which hold no reference to it.
let instance: GPU;
let device: GPUDevice;

beforeAll(async () => {
  if (!existsSync(dawn)) {
    throw new Error(
      "WGSL files are compiled by Dawn, which is not installed: run `npm ci --prefix bench`",
    );
  }
  const { create, globals } = await import(/* @vite-ignore */ dawn.href);
  Object.assign(globalThis, globals);
  instance = create(["backend=null"]);
  const adapter = (await instance.requestAdapter())!;
  device = await adapter.requestDevice({ requiredFeatures: ["subgroups"] });
});

afterAll(() => device?.destroy());

const traits: Record<string, AdapterTraits> = {
  "hardware without subgroups": { software: false, subgroupSize: 0 },
  "hardware with subgroups of 32": { software: false, subgroupSize: 32 },
  "software without subgroups": { software: true, subgroupSize: 0 },
  "software with subgroups of 4": { software: true, subgroupSize: 4 },
};

test.each(shaderNames)("%s.wgsl compiles with what its head names", async (name) => {
  const module = device.createShaderModule({ label: name, code: shaderSource(name).code });
  const { messages } = await module.getCompilationInfo();
  expect(
    messages.map(({ lineNum, linePos, message }) => `${lineNum}:${linePos} ${message}`),
  ).toEqual([]);
});

test("a file that does not compile is found out", async () => {
  device.pushErrorScope("validation");
  const module = device.createShaderModule({ code: "fn main() { let x: u32 = 1.5; }" });
  const { messages } = await module.getCompilationInfo();
  expect((await device.popErrorScope())?.message).toContain("1.5");
  expect(messages.map((message) => message.lineNum)).toEqual([1]);
});

/** The operands of a sample, each in a buffer of its own unless it is written in place. */
function dispatchesOf(op: Op, sample: Sample<Op["samples"][number]["attributes"]>): Dispatch[] {
  const operand = (buffer: number, { shape, shared, storage = "f32" }: SampleInput): Operand => ({
    buffer,
    offset: 0,
    runStride: shared === true ? 0 : elements(shape),
    shape,
    storage,
  });
  const inputs = sample.inputs.map((input, index) => operand(index, input));
  const shapes = op.infer(
    sample.inputs.map((input) => input.shape),
    sample.attributes,
  );
  const outputs = shapes.map(
    (shape, index) =>
      inputs[op.inPlace?.[index] ?? -1] ?? operand(inputs.length + index, { shape }),
  );
  const together = outputs.map((output) =>
    sample.attributes["sumColumns"] === true ? { ...output, buffer: inputs.length } : output,
  );
  return Object.values(traits).flatMap((each) => [
    ...op.kernels({
      inputs,
      outputs: together,
      attributes: sample.attributes,
      runs: 3,
      tableColumns: 16,
      traits: each,
    }),
  ]);
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

describe.each(Object.entries({ ...engineOps, ...optimizerOps }))("%s", (_, op) => {
  test("passes the sizes that its shaders read, in their order", () => {
    for (const sample of op.samples) {
      for (const { shader, sizes } of dispatchesOf(op, sample)) {
        const fields = sizesFields(shaderSource(shader).code);
        expect(Object.keys(sizes).map(snake), `${sample.name}: ${shader}`).toEqual(fields);
        expect(fields.length).toBeLessThanOrEqual(64);
      }
    }
  });

  test("sets no constant that its shaders do not have", () => {
    for (const sample of op.samples) {
      for (const { shader, constants } of dispatchesOf(op, sample)) {
        const { code } = shaderSource(shader);
        const known = [...code.matchAll(/^override (\w+)/gm)].map(([, name]) => name);
        expect(known, `${sample.name}: ${shader}`).toEqual(
          expect.arrayContaining(Object.keys(constants)),
        );
      }
    }
  });
});
