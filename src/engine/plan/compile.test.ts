import { describe, expect, test } from "vitest";
import { dispatchCount } from "../../train/dispatch-count.ts";
import { compileExperiment } from "../../train/program.ts";
import { rings, ringsExperiment, runOf, stack } from "../../train/test-experiments.ts";
import { elements } from "../core/shape.ts";
import { type Plan, sequenceNames } from "./plan.ts";
import { printPlan } from "./print.ts";

function planOf(...args: Parameters<typeof ringsExperiment>): Plan {
  return compileExperiment(ringsExperiment(...args), rings()).plan;
}

describe("a two-layer network's plan", () => {
  test("prints as it always has", () => {
    expect(printPlan(planOf())).toMatchSnapshot();
  });

  test("takes eight dispatches a step", () => {
    const three = planOf([1, 2, 3].map((seed) => runOf("adam", { seed })));
    expect(dispatchCount(planOf(), "train")).toBe(8);
    expect(dispatchCount(three, "train")).toBe(8);
  });

  test("updates all runs of one optimizer in one call, and each optimizer in its own", () => {
    const plan = planOf([runOf("sgd"), runOf("sgd"), runOf("adam")]);
    const updates = plan.sequences.train.filter((call) => call.op.startsWith("update."));
    expect(updates.map((call) => [call.op, call.attributes["runs"]])).toEqual([
      ["update.sgd", [0, 2]],
      ["update.adam", [2, 1]],
    ]);
  });
});

describe("memory", () => {
  const experiment = { ...ringsExperiment(), network: { ...ringsExperiment().network } };
  experiment.network.layers = stack(32, 16, 8, 24, 2);
  const { plan } = compileExperiment(experiment, rings());

  test.each(sequenceNames)("in %s no value is overwritten before its last reader", (name) => {
    const calls = plan.sequences[name];
    // Replays the calls with versions instead of numbers: a reader must find what its writer wrote.
    const written = new Map<number, number>();
    const readers = new Map<string, number>();
    for (const [index, call] of calls.entries()) {
      for (const { buffer } of call.inputs) {
        if (plan.buffers[buffer]?.pinned === true) continue;
        const version = written.get(buffer);
        expect(version, `call ${index} reads buffer ${buffer} before it is written`).toBeDefined();
        readers.set(`${buffer}@${version}`, index);
      }
      for (const { buffer } of call.outputs) written.set(buffer, index);
    }
    expect(readers.size).toBeGreaterThan(0);
  });

  test.each(sequenceNames)("in %s no call reads and writes one shared buffer", (name) => {
    for (const call of plan.sequences[name]) {
      const shared = call.inputs
        .map(({ buffer }) => buffer)
        .filter((buffer) => plan.buffers[buffer]?.pinned === false);
      for (const { buffer } of call.outputs) expect(shared).not.toContain(buffer);
    }
  });

  test("every operand lies inside its buffer", () => {
    for (const call of sequenceNames.flatMap((name) => plan.sequences[name])) {
      for (const operand of [...call.inputs, ...call.outputs]) {
        const lastRun = operand.runStride * (plan.runs - 1);
        const end = operand.offset + lastRun + elements(operand.shape);
        expect(end).toBeLessThanOrEqual(plan.buffers[operand.buffer]?.elements ?? 0);
      }
    }
  });

  test("values share buffers", () => {
    const values = plan.buffers.filter((buffer) => !buffer.pinned);
    const outputs = sequenceNames.flatMap((name) => plan.sequences[name]).length;
    expect(values.length).toBeLessThan(outputs / 2);
  });
});
