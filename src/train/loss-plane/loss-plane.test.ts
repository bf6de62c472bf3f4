/** The plane of losses against evaluations of weights moved one place at a time, in float64. */
import { expect, test } from "vitest";
import { createReferenceExecutor } from "../../engine/reference/executor.ts";
import { layers } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import { alone, unregularized } from "../checks/alone.ts";
import { someExamples } from "../checks/some-examples.ts";
import { silent, subjectOf } from "../checks/test-subject.ts";
import { openTrial } from "../checks/trial.ts";
import { allOps, compileExperiment, initialState } from "../program.ts";
import { chain, rings, ringsExperiment, runOf } from "../test-experiments.ts";
import { directionOf, lossPlane } from "./loss-plane.ts";

const dense = rowDefault(layers, "dense");
const base = ringsExperiment([runOf("adam", { l2: 0.1, dropout: 0.5 })]);
const experiment = {
  ...base,
  network: {
    ...base.network,
    layers: chain(
      { ...dense, units: 4, activation: "tanh" },
      { kind: "dropout", rate: 0.3 },
      { ...dense, units: 2 },
    ),
  },
};
const settings = { seed: 5, size: 7, reach: 1, examples: 40 };

test("each place is the loss of weights moved there, without penalty and dropout", async () => {
  const subject = subjectOf(experiment, rings());
  const plane = await lossPlane(subject, settings, silent);
  expect([plane.losses.length, plane.examples]).toEqual([49, 40]);

  const own = unregularized(alone(experiment, 0));
  const { training } = someExamples(rings(), 40, 5);
  const dataset = { ...rings(), training, validation: training };
  const program = compileExperiment(own, dataset);
  const middle = initialState(program);
  const [first, second] = [0, 1].map((index) =>
    directionOf(program.model.parameters, middle.parameters, 5, index),
  );
  const open = () => Promise.resolve(createReferenceExecutor(program.plan, allOps));
  // Row 0 has the largest b.
  for (const [row, column] of [
    [3, 3],
    [0, 0],
    [1, 6],
    [6, 2],
  ] as const) {
    const [a, b] = [(column - 3) / 3, (3 - row) / 3];
    const parameters = middle.parameters.map(
      (value, index) => value + a * first![index]! + b * second![index]!,
    );
    const state = {
      ...middle,
      parameters,
      slots: new Float32Array(0),
      halted: new Float32Array(1),
    };
    const trial = await openTrial({ open, start: new Map() }, own, dataset, state);
    trial.evaluate(0);
    const { evaluations } = await trial.read(0, 0, [{ step: 0, place: 0 }]);
    expect(plane.losses[row * 7 + column]).toBeCloseTo(evaluations[0]!.loss[0]!, 5);
  }
});

test("directions are as long as the weights, unit by unit, and leave biases alone", () => {
  const program = compileExperiment(unregularized(alone(experiment, 0)), rings());
  const { parameters } = initialState(program);
  const weights = parameters.map((value) => value || 0.5);
  const direction = directionOf(program.model.parameters, weights, 1, 0);
  const norm = (values: Float64Array, at: number[]) => Math.hypot(...at.map((i) => values[i]!));
  for (const { spec, offset } of program.model.parameters) {
    const [rows = 1, units = 1] = spec.shape.length === 2 ? spec.shape : [1, spec.shape[0]];
    for (let unit = 0; unit < units; unit++) {
      const at = Array.from({ length: rows }, (_, row) => offset + row * units + unit);
      const wanted = spec.name === "bias" ? 0 : norm(weights, at);
      expect(norm(direction, at)).toBeCloseTo(wanted, 12);
    }
  }
});

test("ends when its report throws, and frees what it opened", async () => {
  let disposed = 0;
  const subject = subjectOf(experiment, rings());
  const open: typeof subject.open = async (program) => {
    const executor = await subject.open(program);
    const dispose = executor.dispose.bind(executor);
    executor.dispose = () => {
      disposed += 1;
      dispose();
    };
    return executor;
  };
  const stop = new Error("stop");
  const ended = lossPlane({ ...subject, open }, settings, () => Promise.reject(stop));
  await expect(ended).rejects.toBe(stop);
  expect(disposed).toBe(1);
});
