import { expect, test } from "vitest";
import { chartCsv } from "./csv.ts";
import { threeSeeds, twoRuns, view } from "./test-curves.ts";
import { inspection } from "./test-inspections.ts";

const words = {
  axes: ["step", "epoch", "time (s)", "examples"],
  training: (run: number, seed: number) => `run "${run}", seed ${seed}: training`,
  validation: (run: number, seed: number) => `run "${run}", seed ${seed}: validation`,
};

test("a line for each step, the step in all measures, empty cells where there is no value", () => {
  const [header, first, , , , fifth] = chartCsv(twoRuns(6), "loss", view.measures, words).split(
    "\n",
  );
  expect(header).toBe(
    'step,epoch,time (s),examples,"run ""0"", seed 0: training","run ""0"", seed 0: validation",' +
      '"run ""1"", seed 0: training","run ""1"", seed 0: validation"',
  );
  expect(first).toBe("0,0,0,0,1,,2,");
  expect(fifth).toBe(`4,0.8,0.4,64,${Math.fround(1 / 5)},0.25,${Math.fround(2 / 5)},0.5`);
});

test("a column for each seed; what is not a number is empty", () => {
  const source = threeSeeds([
    [1, 2, 6],
    [1.5, Number.NaN, 8],
  ]);
  const plain = { ...words, training: (_: number, seed: number) => `t${seed}` };
  const lines = chartCsv(source, "learningRate", view.measures, plain).split("\n");
  expect(lines[0]).toBe("step,epoch,time (s),examples,t0,t1,t2");
  expect(lines[2]).toBe("1,0.2,1,16,0.125,0.125,0.125");
  const losses = chartCsv(source, "loss", view.measures, words).split("\n");
  expect(losses[2]).toBe("1,0.2,1,16,1.5,1,,3,8,8");
});

test("all kept steps are there, however many are drawn", () => {
  expect(chartCsv(twoRuns(5000), "accuracy", view.measures, words).split("\n")).toHaveLength(5001);
});

test("inspected figures have the steps of their inspections and a column a run", () => {
  const { store } = twoRuns(20);
  const inspections = [inspection(5, [2, 4]), inspection(15, [1, 3])];
  const plain = { ...words, training: (run: number) => `norm of ${run}` };
  const text = chartCsv({ store, inspections }, "gradientNorm", view.measures, plain);
  expect(text).toBe(
    ["step,epoch,time (s),examples,norm of 0,norm of 1", "5,1,0.5,80,2,4", "15,3,1.5,240,1,3"].join(
      "\n",
    ),
  );
});
