/** Surfaces against centred differences, and paths over the valley against ../shared/golden. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { optimizers } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import { goldenProblems } from "../optimizers/golden-cases.ts";
import { runOf } from "../test-experiments.ts";
import { descend, optimizerKinds } from "./descent.ts";
import { surfaceNames, surfaces } from "./surfaces.ts";

const h = 1e-5;
const golden = new URL("../../../../shared/golden/", import.meta.url);
const here = existsSync(golden);

describe.each(surfaceNames)("%s", (name) => {
  const surface = surfaces[name];
  const { value, gradient, xRange, yRange } = surface;

  test("its slope is that of its value", () => {
    for (const share of [0.11, 0.37, 0.62, 0.93]) {
      const x = xRange[0] + share * (xRange[1] - xRange[0]);
      const y = yRange[1] - share ** 2 * (yRange[1] - yRange[0]);
      const [dx, dy] = gradient(x, y);
      const scale = 1 + Math.abs(dx) + Math.abs(dy);
      expect(Math.abs((value(x + h, y) - value(x - h, y)) / (2 * h) - dx) / scale).toBeLessThan(
        1e-7,
      );
      expect(Math.abs((value(x, y + h) - value(x, y - h)) / (2 * h) - dy) / scale).toBeLessThan(
        1e-7,
      );
    }
  });

  test("it is lowest where it says, in the picture", () => {
    for (const [x, y] of surface.minima) {
      expect(value(x, y)).toBeCloseTo(surface.lowest, 12);
      expect(Math.hypot(...gradient(x, y))).toBeLessThan(1e-12);
      expect(x > xRange[0] && x < xRange[1] && y > yRange[0] && y < yRange[1]).toBe(true);
    }
  });

  test("every optimizer keeps on it with its rate, and goes down", () => {
    for (const kind of optimizerKinds) {
      const optimizer = { ...rowDefault(optimizers, kind), learningRate: surface.rates[kind] };
      const path = descend(surface, surface.start, runOf(kind, { optimizer }), surface.steps);
      expect(path.lostAt, kind).toBeNull();
      expect(Math.min(...path.value), kind).toBeLessThan(value(...surface.start));
    }
  });
});

test("what leaves all bounds ends there, and says at which step", () => {
  const optimizer = { ...rowDefault(optimizers, "sgd"), learningRate: 1.5 };
  const path = descend(surfaces.valley, [-7, 2], runOf("sgd", { optimizer }), 30);
  // y <- -2 y: 2^(t + 1) passes 50 times 8 at t = 8.
  expect(path.lostAt).toBe(8);
  expect(Array.from(path.y)).toEqual([2, -4, 8, -16, 32, -64, 128, -256]);
});

test("schedule and warm-up move the rate as in training", () => {
  const optimizer = { ...rowDefault(optimizers, "sgd"), learningRate: 0.1 };
  const schedule = { kind: "step", factor: 0.5, every: 1 } as const;
  const path = descend(
    surfaces.valley,
    [0, 1],
    runOf("sgd", { optimizer, schedule, warmup: 1 }),
    3,
  );
  // Rates 0.1, 0.1, 0.05.
  expect(path.y[3]).toBeCloseTo(0.8 * 0.8 * 0.9, 14);
});

describe.skipIf(!here)("the valley in ../shared/golden", () => {
  const [valley] = here
    ? goldenProblems((file) => readFileSync(new URL(file, golden), "utf8"))
    : [];
  const trajectories = valley?.trajectories ?? [];

  test.each(trajectories.map((trajectory) => [trajectory.name, trajectory] as const))(
    "%s",
    (_, { run, path: wanted }) => {
      const path = descend(surfaces.valley, [-7, 2], run, wanted.length - 1);
      expect(path.lostAt).toBeNull();
      for (const [step, [x = 0, y = 0]] of wanted.entries()) {
        expect(Math.abs(path.x[step]! - x), `x at ${step}`).toBeLessThan(7 * 2e-8);
        expect(Math.abs(path.y[step]! - y), `y at ${step}`).toBeLessThan(7 * 2e-8);
      }
    },
  );

  test("every optimizer of the catalogue is among them", () => {
    const kinds = new Set(trajectories.map(({ run }) => run.optimizer.kind));
    expect([...kinds].sort()).toEqual([...optimizerKinds].sort());
  });
});
