/** What every op of the registry must hold: shapes, gradients, and a kernel file of its own. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { losses, optimizers as optimizerRows } from "../../spec/catalogue.ts";
import { optimizerOps } from "../../train/optimizers/index.ts";
import { streams, uniform } from "../core/random.ts";
import { elements, type Shape } from "../core/shape.ts";
import { engineOps } from "./index.ts";
import { Interpreter } from "./interpreter.ts";
import type { Attributes, Dispatch, NumberArray, Op, Operand, Sample } from "./op.ts";

const ops: Readonly<Record<string, Op>> = { ...engineOps, ...optimizerOps };
const shaders = new URL("../../../shaders/", import.meta.url);

function tableOf(sample: Sample<Attributes>): Float64Array {
  const table = new Float64Array(32);
  for (const [column, value] of Object.entries(sample.table?.(1) ?? {})) {
    table[Number(column)] = value;
  }
  return table;
}

function inputsOf(sample: Sample<Attributes>): (Float64Array | Uint8Array)[] {
  return sample.inputs.map(({ shape, values, range = 1, storage }, index) => {
    const drawn = (_: unknown, i: number) =>
      values?.[i] ?? (2 * uniform(11, streams.sample, index, i) - 1) * range;
    const array = Float64Array.from({ length: elements(shape) }, drawn);
    return storage === "u8" ? Uint8Array.from(array) : array;
  });
}

function interpreterOf(sample: Sample<Attributes>): Interpreter {
  return new Interpreter({
    ops,
    numbers: (length) => new Float64Array(length),
    loop: (op) => op.reference,
    step: sample.step ?? {},
    run: 1,
    table: tableOf(sample),
    scalars: Float64Array.from([0, 1, 2, 3], (index) => sample.scalars?.(1)[index] ?? 0),
  });
}

/** Runs an op on a sample's inputs, or on others of their shapes. */
function evaluate(name: string, sample: Sample<Attributes>, values = inputsOf(sample)) {
  const interpreter = interpreterOf(sample);
  const inputs = values.map((value, index) => interpreter.add(value, sample.inputs[index]!.shape));
  const outputs = interpreter.emit(name, inputs, sample.attributes);
  return { interpreter, inputs, outputs };
}

/** Weights of the scalar function that is differentiated: sum of weight * output. */
function upstreamOf(name: string, sample: Sample<Attributes>, count: number): Float64Array {
  // A loss op's gradient is that of the mean of its losses.
  if (name in losses) return new Float64Array(count).fill(1 / sample.inputs[0]!.shape[0]!);
  return Float64Array.from({ length: count }, (_, i) => 2 * uniform(5, streams.sample, 99, i) - 1);
}

function weighted(
  name: string,
  sample: Sample<Attributes>,
  values: (Float64Array | Uint8Array)[],
): number {
  const { interpreter, outputs } = evaluate(name, sample, values);
  const y = interpreter.value(outputs[0]!);
  const weights = upstreamOf(name, sample, y.length);
  let sum = 0;
  for (const [index, value] of y.entries()) sum += value * weights[index]!;
  return sum;
}

function analytic(name: string, op: Op, sample: Sample<Attributes>): (NumberArray | null)[] {
  const { interpreter, inputs, outputs } = evaluate(name, sample);
  const shape = interpreter.shape(outputs[0]!);
  const dy = interpreter.add(upstreamOf(name, sample, elements(shape)), shape);
  const found = op.gradient!({
    emitter: interpreter,
    inputs,
    outputs,
    upstream: outputs.map((_, index) => (index === 0 ? dy : null)),
    wanted: inputs.map(() => true),
    attributes: sample.attributes,
  });
  return found.map((id) => (id === null ? null : interpreter.value(id)));
}

const delta = 1e-5;

/** (L(x + d) - L(x - d)) / 2d of some elements of an input. */
function centredDifference(
  name: string,
  sample: Sample<Attributes>,
  input: number,
  element: number,
): number {
  const at = (shift: number) => {
    const inputs = inputsOf(sample);
    inputs[input]![element]! += shift;
    return weighted(name, sample, inputs);
  };
  return (at(delta) - at(-delta)) / (2 * delta);
}

const checkedElements = 24;

/** Ops whose work is that of another: a large layer's two products, a mirrored convolution. */
const lenders: Readonly<Record<string, readonly string[]>> = {
  denseBackward: ["matmul"],
  convolutionInputGradient: ["convolution"],
  recurrent: ["matmul"],
  recurrentGradient: ["matmul", "reduce"],
};

describe.each(Object.entries(ops))("%s", (name, op) => {
  test("has samples, whose shapes are inferred and whose outputs are filled", () => {
    expect(op.samples.length).toBeGreaterThan(0);
    for (const sample of op.samples) {
      const { interpreter, outputs } = evaluate(name, sample);
      const hasNaN = sample.inputs.some(({ values }) => values?.some(Number.isNaN));
      for (const id of outputs) {
        const value = interpreter.value(id);
        expect(value.length, sample.name).toBe(elements(interpreter.shape(id)));
        const written = hasNaN || !value.some(Number.isNaN);
        expect(written, `${sample.name} holds NaN`).toBe(true);
      }
    }
  });

  test("has a gradient that agrees with centred differences, where it has one", () => {
    if (!op.gradient) return;
    const checked = op.samples.filter(({ differentiable }) => differentiable?.length !== 0);
    expect(checked.length).toBeGreaterThan(0);
    for (const sample of checked) {
      const gradients = analytic(name, op, sample);
      const wanted = sample.differentiable ?? sample.inputs.map((_, index) => index);
      for (const input of wanted) {
        const count = elements(sample.inputs[input]!.shape);
        const gradient = gradients[input] ?? new Float64Array(count);
        const stride = Math.max(1, Math.floor(count / checkedElements));
        for (let i = 0; i < count; i += stride) {
          const expected = centredDifference(name, sample, input, i);
          const where = `${sample.name}: input ${input}, element ${i}`;
          expect(Math.abs(gradient[i]! - expected), where).toBeLessThan(
            1e-6 * Math.max(1, Math.abs(expected)),
          );
        }
      }
    }
  });

  test("names its shaders after itself and their sizes after the shader's fields", () => {
    const own = name.startsWith("update.") ? `optimizers/${name.slice(7)}` : kebab(name);
    const owners = [own, ...(lenders[name] ?? [])];
    for (const dispatch of op.samples.flatMap((sample) => dispatchesOf(op, sample))) {
      const named = owners.some((owner) => dispatch.shader.startsWith(owner));
      expect(named, dispatch.shader).toBe(true);
      expect(Object.keys(dispatch.sizes).map(snake)).toEqual(sizesFields(dispatch.shader));
      expect(Object.values(dispatch.sizes).every(isUnsigned)).toBe(true);
      expect(dispatch.workgroups.every((count) => count >= 1 && count <= 65_535)).toBe(true);
    }
  });
});

test("a gradient that is wrong is found out", () => {
  const sample = engineOps.unary.samples.find(({ name }) => name.startsWith("tanh of"))!;
  const wrong: Op = { ...engineOps.unary, gradient: ({ upstream }) => [upstream[0] ?? null] };
  const [gradient] = analytic("unary", wrong, sample);
  const expected = centredDifference("unary", sample, 0, 3);
  expect(Math.abs(gradient![3]! - expected)).toBeGreaterThan(1e-3);
});

test("every optimizer of the catalogue has its op", () => {
  expect(Object.keys(optimizerOps).sort()).toEqual(
    Object.keys(optimizerRows)
      .map((kind) => `update.${kind}`)
      .sort(),
  );
});

test("every file in shaders/ is a kernel of an op or is used by one", () => {
  const used = new Set<string>();
  const visit = (name: string) => {
    if (used.has(name)) return;
    used.add(name);
    for (const other of usedBy(name)) visit(other);
  };
  for (const op of Object.values(ops)) {
    for (const sample of op.samples) {
      for (const dispatch of dispatchesOf(op, sample)) visit(dispatch.shader);
    }
  }
  const files = readdirSync(shaders, { recursive: true, encoding: "utf8" });
  const names = files.filter((file) => file.endsWith(".wgsl")).map((file) => file.slice(0, -5));
  expect(names.filter((name) => !used.has(name))).toEqual([]);
});

function dispatchesOf(op: Op, sample: Sample<Attributes>): Dispatch[] {
  const operand = (shape: Shape, buffer: number, storage: "f32" | "u8" = "f32"): Operand => {
    return { buffer, offset: 3, runStride: elements(shape), shape, storage };
  };
  const shapes = sample.inputs.map(({ shape }) => shape);
  // Column sums, the last output, lie in the buffer of the product before them.
  const outputShapes = op.infer(shapes, sample.attributes);
  const together = sample.attributes["sumColumns"] === true ? outputShapes.length - 1 : -1;
  const traits = [
    { software: true, subgroupSize: 4 },
    { software: true, subgroupSize: 0 },
    { software: false, subgroupSize: 32 },
    { software: false, subgroupSize: 0 },
  ];
  return traits.flatMap((trait) => [
    ...op.kernels({
      inputs: sample.inputs.map(({ shape, storage }, index) => operand(shape, index, storage)),
      outputs: outputShapes.map((shape, index) =>
        operand(shape, op.inPlace?.[index] ?? 50 + index - (index === together ? 1 : 0)),
      ),
      attributes: sample.attributes,
      runs: 3,
      tableColumns: 16,
      traits: trait,
    }),
  ]);
}

function shaderText(name: string): string {
  return readFileSync(new URL(`${name}.wgsl`, shaders), "utf8");
}

function usedBy(name: string): string[] {
  const line = /^\/\/ uses: (.*)$/m.exec(shaderText(name))?.[1] ?? "";
  return line === "" ? [] : line.split(",").map((other) => other.trim());
}

/** Fields of `struct Sizes` in a shader or in what it uses. */
function sizesFields(name: string): string[] {
  const body = /struct Sizes \{([^}]*)\}/.exec(shaderText(name))?.[1];
  if (body !== undefined) return [...body.matchAll(/^\s*(\w+): u32,$/gm)].map((match) => match[1]!);
  return usedBy(name).flatMap(sizesFields);
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function snake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function isUnsigned(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < 2 ** 32;
}
