import { describe, expect, test } from "vitest";
import { layers } from "../../spec/catalogue.ts";
import { streams, uniform } from "../core/random.ts";
import { elements } from "../core/shape.ts";
import { engineOps } from "./index.ts";
import { Interpreter } from "./interpreter.ts";
import type { Attributes, NumberArray, Op, Operand, Sample } from "./op.ts";
import { recurrentCells, recurrentGeometry } from "./recurrent-geometry.ts";
import { exactMath, fastMath } from "./recurrent-math.ts";

test("the fast functions err by less than float32 rounds, and let NaN pass", () => {
  for (let x = -100; x <= 100; x += 0.0137) {
    expect(Math.abs(fastMath.sigmoid(x) - exactMath.sigmoid(x))).toBeLessThan(5e-9);
    expect(Math.abs(fastMath.tanh(x) - exactMath.tanh(x))).toBeLessThan(1e-8);
  }
  for (const huge of [1e38, -1e38, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    expect(fastMath.sigmoid(huge)).toBeCloseTo(huge > 0 ? 1 : 0, 12);
    expect(fastMath.tanh(huge)).toBeCloseTo(Math.sign(huge), 12);
  }
  expect(fastMath.sigmoid(Number.NaN)).toBeNaN();
  expect(fastMath.tanh(Number.NaN)).toBeNaN();
});

type Loop = (op: Op) => Op["reference"];

function outputsOf(name: string, sample: Sample<Attributes>, single: boolean, loop: Loop) {
  const numbers = (length: number): NumberArray =>
    single ? new Float32Array(length) : new Float64Array(length);
  const interpreter = new Interpreter({ ops: engineOps, numbers, loop });
  const ids = sample.inputs.map(({ shape, values, range = 1 }, index) => {
    const array = numbers(elements(shape));
    const drawn = (i: number) => (2 * uniform(3, streams.sample, index, i) - 1) * range;
    return interpreter.add(
      array.map((_, i) => Math.fround(values?.[i] ?? drawn(i))),
      shape,
    );
  });
  return interpreter.emit(name, ids, sample.attributes).map((id) => interpreter.value(id));
}

describe.each(["recurrent", "recurrentGradient"] as const)("%s", (name) => {
  test.each(engineOps[name].samples.map((sample) => [sample.name, sample] as const))(
    "the float32 loop makes the reference's numbers: %s",
    (_, sample) => {
      const exact = outputsOf(name, sample, false, (op) => op.reference);
      const fast = outputsOf(name, sample, true, (op) => op.cpu ?? op.reference);
      for (const [index, values] of exact.entries()) {
        const largest = Math.max(1e-30, ...Array.from(values, Math.abs));
        for (const [i, value] of values.entries())
          expect(Math.abs(value - fast[index]![i]!)).toBeLessThanOrEqual(1e-5 * largest);
      }
    },
  );
});

const cells = ["simpleRnn", "lstm", "gru", "gruResetBefore"] as const;
const mostUnits = layers.lstm.fields.units.max;
const traits = { software: false, subgroupSize: 0 };

test.each(cells)("%s keeps within WebGPU's default workgroup", (cell) => {
  const operand = (shape: readonly number[], buffer: number): Operand => {
    return { buffer, offset: 0, runStride: 0, shape, storage: "f32" };
  };
  for (let units = 1; units <= mostUnits; units = Math.ceil(units * 1.3)) {
    const { columns } = recurrentGeometry(2, 3, units, cell);
    const shapes = [[2, 3, columns], [units, columns], ...(cell === "gru" ? [[2, columns]] : [])];
    const attributes: Attributes = {
      ...Object.assign({}, engineOps.recurrent.samples[0]?.attributes),
      cell,
      form: units <= 256 ? "fused" : "steps",
    };
    const request = { attributes, runs: 1, tableColumns: 4, traits };
    const outputs = engineOps.recurrent.infer(shapes, attributes);
    const forward = engineOps.recurrent.kernels({
      ...request,
      inputs: shapes.map(operand),
      outputs: outputs.map((shape, index) => operand(shape, 10 + index)),
    });
    const {
      SHARES = 0,
      THREADS = 0,
      TOGETHER = 0,
    } = forward.find(({ shader }) => shader === "recurrent")?.constants ?? {};
    const { gates } = recurrentCells[cell];
    expect(THREADS).toBeLessThanOrEqual(256);
    expect((2 + SHARES * TOGETHER) * units * 4).toBeLessThanOrEqual(16_384);
    if (SHARES > 0) expect((gates + SHARES) * units * 4).toBeLessThanOrEqual(16_384);
  }
});
