import { describe, expect, test } from "vitest";
import { elements } from "../engine/core/shape.ts";
import { createCpuExecutor } from "../engine/cpu/executor.ts";
import { buffers } from "../nn/layout.ts";
import { operationsOf } from "./operations.ts";
import { profileStep } from "./profile.ts";
import { allOps, compileExperiment } from "./program.ts";
import { Session } from "./session.ts";
import { initialCohortState } from "./state.ts";
import { rings, ringsExperiment, runOf } from "./test-experiments.ts";
import { traceStep } from "./trace.ts";
import { trainingOf } from "./training.ts";

const quiet = { metrics: () => {}, diverged: () => {}, checkpoint: () => {}, progressed: () => {} };

function programOf() {
  return compileExperiment(ringsExperiment([runOf("adam"), runOf("sgd")]), rings());
}

describe("the operations of a step", () => {
  const { plan } = programOf();
  const operations = operationsOf(plan, "train");

  test("are the calls of the plan, in its order", () => {
    expect(operations.map(({ op }) => op)).toEqual(plan.sequences.train.map(({ op }) => op));
  });

  test("go from the data forward to the loss, back, and to the updates", () => {
    const order = ["data", "forward", "loss", "backward", "update"];
    const parts = operations.map(({ part }) => order.indexOf(part));
    expect(parts).toEqual([...parts].sort((a, b) => a - b));
    expect(new Set(parts).size).toBe(order.length);
  });

  test("read what earlier ones made, or memory that has a name", () => {
    const [gather, first, second] = operations;
    expect(gather?.inputs.map(({ name }) => name)).toContain("training x");
    expect(first?.inputs.map(({ from }) => from)).toEqual([[0], [], []]);
    expect(first?.inputs.map(({ name }) => name).slice(1)).toEqual([
      "dense_1/kernel",
      "dense_1/bias",
    ]);
    expect(second?.inputs[0]).toMatchObject({ from: [1], shape: [16, 8] });
    for (const { index, inputs } of operations) {
      for (const { from } of inputs) expect(Math.max(-1, ...from)).toBeLessThan(index);
    }
  });

  test("an update reads the gradients that the way back has put into their buffer", () => {
    const update = operations.find(({ op }) => op.startsWith("update."));
    const gradients = update?.inputs[1];
    expect(gradients?.name).toBe("gradients");
    const parts = gradients?.from.map((maker) => operations[maker]?.part);
    expect(parts).toEqual(["backward", "backward"]);
  });
});

describe("a step traced", () => {
  test("holds what the executor that trains has", async () => {
    const program = programOf();
    const executor = createCpuExecutor(program.plan, allOps, "test");
    const session = new Session(trainingOf(program), [executor], quiet);
    await session.train(1);
    const gradients = await executor.read(buffers.gradients, 0, 2 * program.plan.parameterStride);
    for (const run of [0, 1]) {
      const { tensors } = traceStep(program, initialCohortState(program), { step: 0, run });
      expect(tensors).toHaveLength(program.plan.sequences.train.length);
      const { offset } = program.plan.parameters.find(({ name }) => name === "dense_2/bias") ?? {
        offset: -1,
      };
      const wanted = gradients.subarray(run * program.plan.parameterStride).subarray(offset);
      const all = tensors.flat().filter(({ values }) => values?.length === 2);
      expect(all.map(({ values }) => values)).toContainEqual([...wanted.subarray(0, 2)]);
    }
  });
});

test("a traced step holds the weights of its run as they stand before it", () => {
  const program = programOf();
  const state = initialCohortState(program);
  const { plan } = program;
  const own = state.parameters.subarray(plan.parameterStride);
  const { weights } = traceStep(program, state, { step: 0, run: 1 });
  expect(Object.keys(weights)).toEqual(plan.parameters.map(({ name }) => name));
  for (const { name, offset, shape } of plan.parameters) {
    const values = own.subarray(offset, offset + elements(shape));
    expect(weights[name]).toMatchObject({ count: values.length, values: [...values] });
  }
});

test("every call has a time of its own", async () => {
  const program = programOf();
  const executor = createCpuExecutor(program.plan, allOps, "test");
  new Session(trainingOf(program), [executor], quiet);
  const times = await profileStep(program, executor);
  expect(times).toHaveLength(program.plan.sequences.train.length);
  expect(times.every((time) => time >= 0)).toBe(true);
});
