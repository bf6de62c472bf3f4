/** SimpleRNN, LSTM and GRU: shapes and weights as Keras has them, and their numbers by hand. */
import { describe, expect, test } from "vitest";
import { elements, type Shape } from "../../engine/core/shape.ts";
import { GraphBuilder } from "../../engine/graph/graph.ts";
import { engineOps } from "../../engine/ops/index.ts";
import { graphPlan } from "../../engine/plan/graph-plan.ts";
import { createReferenceExecutor } from "../../engine/reference/executor.ts";
import { layers } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import { Fault } from "../../spec/fault.ts";
import { initialValues } from "../initializers/index.ts";
import { layerOf } from "./index.ts";

const kinds = ["simpleRnn", "lstm", "gru"] as const;
type Kind = (typeof kinds)[number];

function layer(kind: Kind, values: Readonly<Record<string, unknown>> = {}): LayerSpec {
  return Object.assign(rowDefault(layers, kind), { id: "1", inputs: [null] }, values);
}

const shapeOf = (spec: LayerSpec, input: Shape) => layerOf(spec).infer(spec, [input], "lstm_1");

interface Given {
  readonly x: { readonly shape: Shape; readonly values: readonly number[] };
  /** By the parameter's name; zeros otherwise. */
  readonly weights: Readonly<Record<string, readonly number[]>>;
  readonly lengths?: readonly number[];
}

/** What the layer makes of x [batch, time, channels]. */
function run(spec: LayerSpec, { x, weights, lengths }: Given): number[] {
  const builder = new GraphBuilder(engineOps);
  const written: Record<string, readonly number[]> = { x: x.values };
  const put = (name: string, shape: Shape, values: readonly number[]) => {
    written[name] = values;
    return builder.pinned(name, shape, { buffer: name, runs: name !== "x" });
  };
  const input = put("x", x.shape, x.values);
  const rows = layerOf(spec).parameters(spec, [x.shape.slice(1)]);
  const parameters = rows.map(({ name, shape }) =>
    put(name, shape, weights[name] ?? Array.from({ length: elements(shape) }, () => 0)),
  );
  const y = layerOf(spec).emit(spec, [input], {
    builder,
    training: true,
    parameters,
    column: 16,
    stream: 7,
    lengths: lengths ? put("lengths", [lengths.length, 1], lengths) : null,
    afterLoss: () => {},
  });
  builder.put(y, "y", { buffer: "y", offset: 0 });
  const plan = graphPlan({ train: builder.finish(), ops: engineOps, runs: 1, tableColumns: 32 });
  const executor = createReferenceExecutor(plan, engineOps);
  for (const [name, values] of Object.entries(written))
    executor.write(name, Float64Array.from(values));
  const step = { step: 0, epoch: 0, offset: 0, count: 1, slot: 0 };
  executor.run("train", { steps: [step], scalars: new Float64Array(4) });
  return [...executor.peek("y")];
}

describe.each(kinds)("%s", (kind) => {
  test("gives the last state, or every step's", () => {
    expect(shapeOf(layer(kind, { units: 5 }), [80, 3])).toEqual([5]);
    expect(shapeOf(layer(kind, { units: 5, returnSequences: true }), [80, 3])).toEqual([80, 5]);
  });

  test.each([[[30]], [[28, 28, 1]]])("takes steps over time only, not %j", (input) => {
    expect(() => shapeOf(layer(kind), input)).toThrow(Fault);
    expect(() => shapeOf(layer(kind), input)).toThrow(
      /shape.needsRank.*lstm_1.*\[time, channels\]/,
    );
  });

  test("has Keras's weights", () => {
    const gates = { simpleRnn: 1, lstm: 4, gru: 3 }[kind];
    const spec = layer(kind, { units: 5 });
    const columns = 5 * gates;
    expect(layerOf(spec).parameters(spec, [[80, 3]])).toMatchObject([
      { name: "kernel", shape: [3, columns], decays: true, initializer: null },
      { name: "recurrent_kernel", shape: [5, columns], initializer: { kind: "orthogonal" } },
      { name: "bias", shape: kind === "gru" ? [2, columns] : [columns], decays: false },
    ]);
  });

  test("keeps its state from a row's length on", () => {
    const x = { shape: [2, 3, 1], values: [1, -2, 3, 0.5, 7, -9] };
    const short = { shape: [2, 2, 1], values: [1, -2, 0.5, 7] };
    const gates = { simpleRnn: 1, lstm: 4, gru: 3 }[kind];
    const ramp = Array.from({ length: gates }, (_, index) => 0.3 * (index + 1));
    const weights = { kernel: ramp, recurrent_kernel: ramp };
    const spec = layer(kind, { units: 1, returnSequences: true });
    const lengths = [2, 0];
    const [a = 0, b = 0, ...others] = run(spec, { x, weights, lengths });
    expect(others).toEqual([b, 0, 0, 0]);
    expect([a, b]).toEqual(run(spec, { x: short, weights }).slice(0, 2));
    const last = run(layer(kind, { units: 1 }), { x, weights, lengths });
    expect(last).toEqual([b, 0]);
  });
});

test("a bias of zeros, but for the LSTM's forget gate", () => {
  const spec = layer("lstm", { units: 2, forgetBias: 1.5 });
  const bias = layerOf(spec).parameters(spec, [[4, 3]])[2]!;
  const values = initialValues(bias, "lstm_1/bias", { kind: "zeros" }, 1);
  expect([...values]).toEqual([0, 0, 1.5, 1.5, 0, 0, 0, 0]);
});

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
const x = { shape: [1, 2, 1], values: [1, -2] };

test("SimpleRNN with relu: h' = max(0, x w + h u + b)", () => {
  const weights = { kernel: [-1], recurrent_kernel: [0.5], bias: [1.25] };
  const spec = layer("simpleRnn", { units: 1, activation: "relu", returnSequences: true });
  expect(run(spec, { x, weights })).toEqual([0.25, 3.375]);
});

test("LSTM: gates i, f, c, o", () => {
  const weights = { kernel: [1, 2, 3, 4], recurrent_kernel: [0.5, 0.4, 0.3, 0.2] };
  const c1 = sigmoid(1) * Math.tanh(3);
  const h1 = sigmoid(4) * Math.tanh(c1);
  const c2 = sigmoid(-4 + 0.4 * h1) * c1 + sigmoid(-2 + 0.5 * h1) * Math.tanh(-6 + 0.3 * h1);
  const h2 = sigmoid(-8 + 0.2 * h1) * Math.tanh(c2);
  expect(run(layer("lstm", { units: 1 }), { x, weights })[0]).toBeCloseTo(h2, 14);
});

test("GRU: gates z, r, h, with the reset after the product or before it", () => {
  const weights = { kernel: [1, 2, 3], recurrent_kernel: [0.5, 0.4, 0.3] };
  const after = { ...weights, bias: [0.1, 0.2, 0.3, 0.01, 0.02, 0.03] };
  const step = (value: number, h: number) => {
    const z = sigmoid(value + 0.1 + 0.5 * h + 0.01);
    const r = sigmoid(2 * value + 0.2 + 0.4 * h + 0.02);
    return z * h + (1 - z) * Math.tanh(3 * value + 0.3 + r * (0.3 * h + 0.03));
  };
  const spec = layer("gru", { units: 1 });
  expect(run(spec, { x, weights: after })[0]).toBeCloseTo(step(-2, step(1, 0)), 14);
  const before = { ...weights, bias: [0.1, 0.2, 0.3] };
  const first = (value: number, h: number) => {
    const z = sigmoid(value + 0.1 + 0.5 * h);
    const r = sigmoid(2 * value + 0.2 + 0.4 * h);
    return z * h + (1 - z) * Math.tanh(3 * value + 0.3 + 0.3 * (r * h));
  };
  const cho = layer("gru", { units: 1, resetAfter: false });
  expect(run(cho, { x, weights: before })[0]).toBeCloseTo(first(-2, first(1, 0)), 14);
});

test("what is too wide for one kernel goes step by step", () => {
  const formOf = (spec: LayerSpec) => {
    const builder = new GraphBuilder(engineOps);
    const parameters = layerOf(spec)
      .parameters(spec, [[4, 3]])
      .map(({ name, shape }) => builder.pinned(name, shape, { buffer: name, runs: true }));
    const input = builder.pinned("x", [2, 4, 3], { buffer: "x", runs: false });
    const context = { builder, training: true, parameters, column: 16, stream: 7 };
    layerOf(spec).emit(spec, [input], { ...context, lengths: null, afterLoss: () => {} });
    return builder.nodes.find(({ op }) => op === "recurrent")?.attributes["form"];
  };
  expect(formOf(layer("lstm", { units: 256 }))).toBe("fused");
  expect(formOf(layer("lstm", { units: 257 }))).toBe("steps");
});
