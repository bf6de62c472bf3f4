/** One kernel over all steps and a kernel for each step make the same numbers, forward and backward. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { streams, uniform } from "../core/random.ts";
import { elements, type Shape } from "../core/shape.ts";
import { GraphBuilder } from "../graph/graph.ts";
import { engineOps } from "../ops/index.ts";
import type { TensorId } from "../ops/op.ts";
import {
  type RecurrentAttributes,
  type RecurrentCell,
  type RecurrentForm,
  recurrentCells,
} from "../ops/recurrent-geometry.ts";
import { graphPlan } from "../plan/graph-plan.ts";
import { type Gpu, openGpu } from "./device.ts";
import { createGpuExecutor } from "./executor.ts";

const [batch, steps, units, runs] = [5, 6, 37, 2];
/** Larger ones make a network that enlarges every rounding from step to step. */
const kernelScale = 1 / Math.sqrt(units);

let gpu: Gpu;
beforeAll(async () => {
  gpu = await openGpu({ traits: { software: false, subgroupSize: 0 } });
});
afterAll(() => gpu?.dispose());

interface Built {
  readonly builder: GraphBuilder;
  /** Names and sizes of what the graph reads. */
  readonly inputs: Record<string, number>;
  /** Names of what it makes. */
  readonly results: string[];
}

/** A layer with lengths and first states, and the gradient of all it takes. */
function build(cell: RecurrentCell, form: RecurrentForm): Built {
  const builder = new GraphBuilder(engineOps);
  const inputs: Record<string, number> = {};
  const put = (name: string, shape: Shape, perRun = true): TensorId => {
    inputs[name] = elements(shape) * (perRun ? runs : 1);
    return builder.pinned(name, shape, { buffer: name, runs: perRun });
  };
  const { gates, states } = recurrentCells[cell];
  const columns = gates * units;
  const attributes: RecurrentAttributes = {
    cell,
    form,
    activation: "tanh",
    sequences: true,
    initial: true,
    masked: true,
  };
  const ids = [
    put("projections", [batch, steps, columns]),
    put("kernel", [units, columns]),
    ...(cell === "gru" ? [put("bias", [2, columns])] : []),
    put("initial", [states, batch, units]),
    put("lengths", [batch, 1], false),
  ];
  const outputs = builder.emit("recurrent", ids, attributes);
  const gradients = engineOps.recurrent.gradient!({
    emitter: builder,
    inputs: ids,
    outputs,
    attributes,
    upstream: [put("upstream", [batch, steps, units]), null, null, null],
    wanted: ids.map(() => true),
  });
  const made = [outputs[0]!, outputs[3]!, ...gradients.filter((id) => id !== null)];
  const results = made.map((id, index) => {
    builder.put(id, `result ${index}`, { buffer: `result ${index}`, offset: 0 });
    return `result ${index}`;
  });
  return { builder, inputs, results };
}

async function run(cell: RecurrentCell, form: RecurrentForm): Promise<Float32Array[]> {
  const { builder, inputs, results } = build(cell, form);
  const plan = graphPlan({ train: builder.finish(), ops: engineOps, runs, tableColumns: 4 });
  const executor = await createGpuExecutor({ plan, ops: engineOps, gpu });
  for (const [index, [name, length]] of Object.entries(inputs).entries()) {
    const scale = name === "kernel" ? kernelScale : 1;
    const drawn = (_: unknown, i: number) => (2 * uniform(3, streams.sample, index, i) - 1) * scale;
    const values = Float64Array.from({ length }, drawn);
    executor.write(name, name === "lengths" ? Float64Array.of(6, 0, 4, 5, 1) : values);
  }
  const step = { step: 0, epoch: 0, offset: 0, count: 1, slot: 0 };
  executor.run("train", { steps: [step], scalars: new Float64Array(4 * runs) });
  const read = await Promise.all(
    results.map((name) => {
      const size = plan.buffers.find((buffer) => buffer.name === name)?.elements ?? 0;
      return executor.read(name, 0, size);
    }),
  );
  executor.dispose();
  return read;
}

test.each(["simpleRnn", "lstm", "gru"] as const)("%s", async (cell) => {
  const fused = await run(cell, "fused");
  const stepwise = await run(cell, "steps");
  expect(fused.length).toBeGreaterThan(4);
  for (const [index, values] of fused.entries()) {
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(largest).toBeGreaterThan(0.01);
    const apart = values.map((value, i) => Math.abs(value - stepwise[index]![i]!));
    expect(Math.max(...apart), `result ${index}`).toBeLessThan(1e-5 * largest);
  }
});
