/** Schedules against 100-step rates of ../shared/golden, and what they do at their ends. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { saveFile } from "../../../scripts/accuracy-files.ts";
import { AccuracyNotes } from "../../../scripts/accuracy-notes.ts";
import { type ScheduleKind, schedules } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import type { ScheduleSpec } from "../../spec/experiment.ts";
import { runOf } from "../test-experiments.ts";
import { runRate, scheduleMomentum, scheduleRate } from "./index.ts";
import { plateauNext, plateauStart } from "./plateau.ts";
import type { SpecOf } from "./schedule.ts";

interface GoldenSchedule {
  readonly name: string;
  readonly attrs: Readonly<Record<string, number>> & { readonly milestones?: number[] };
  readonly lr: readonly number[];
  readonly loss?: readonly number[];
}

const steps = 100;
const plateauRow = rowDefault(schedules, "plateau");
const oneCycleRow = rowDefault(schedules, "oneCycle");
const everyStep = Array.from({ length: steps }, (_, step) => step);

/** The schedule of a case; null for those that are checked on their own. */
function specOf({ name, attrs }: GoldenSchedule): ScheduleSpec | null {
  const { gamma = 0, every = 0, k = 0, min = 0, period = 0, end = 0, power = 0 } = attrs;
  switch (name) {
    case "constant":
      return { kind: "constant" };
    case "step":
      return { kind: "step", factor: gamma, every };
    case "multi_step":
      return { kind: "milestones", factor: gamma, at: attrs.milestones ?? [] };
    case "exponential":
      return { kind: "exponential", factor: gamma, every: 1 };
    case "exponential_e":
      return { kind: "exponential", factor: Math.exp(-k), every: 1 };
    case "inverse_time":
      return { kind: "inverseTime", rate: k };
    case "cosine":
    case "cosine_warmup":
      return { kind: "cosine", lowest: min };
    case "cosine_restarts":
      return { kind: "cosineRestarts", lowest: min, period };
    case "polynomial":
      return { kind: "polynomial", lowest: end, power };
    case "one_cycle": {
      const { pct_start = 0, div = 0, final_div = 0 } = attrs;
      const divisors = { startDivisor: div, endDivisor: final_div };
      return { ...oneCycleRow, warmShare: pct_start, ...divisors };
    }
    default:
      return null;
  }
}

/** Rates of a run whose optimizer asks for `learningRate`. */
function ratesOf(schedule: ScheduleSpec, learningRate: number, warmup = 0): number[] {
  const optimizer = { ...runOf("sgd").optimizer, learningRate };
  const run = runOf("sgd", { optimizer, schedule, warmup });
  return everyStep.map((step) => runRate(run, step, steps).learningRate);
}

function momentaOf({ attrs }: GoldenSchedule): (number | null)[] {
  const { base = 0, max = 0 } = attrs;
  const cycle = { cycleMomentum: true, lowMomentum: base, highMomentum: max };
  return everyStep.map((step) => scheduleMomentum({ ...oneCycleRow, ...cycle }, step, steps));
}

/** The rate after each evaluation. */
function plateauRates({ name, attrs, loss = [] }: GoldenSchedule): number[] {
  const { lr: learningRate = 0, factor = 0, patience = 0, cooldown = 0, min_lr = 0 } = attrs;
  const spec: SpecOf<"plateau"> = {
    ...plateauRow,
    factor,
    patience,
    cooldown,
    lowest: min_lr,
    threshold: attrs["threshold_rel"] ?? attrs["min_delta"] ?? 0,
    watch: "loss",
    rule: name.endsWith("keras") ? "keras" : "pytorch",
  };
  const optimizer = { ...runOf("sgd").optimizer, learningRate };
  const run = runOf("sgd", { optimizer, schedule: spec });
  let state = plateauStart;
  return loss.map((value, step) => {
    state = plateauNext(state, value, spec);
    return runRate(run, step, steps, state.factor).learningRate;
  });
}

function figuresOf(golden: GoldenSchedule): readonly (number | null)[] {
  if (golden.name === "one_cycle_momentum") return momentaOf(golden);
  if (golden.name.startsWith("reduce_on_plateau")) return plateauRates(golden);
  const spec = specOf(golden);
  if (!spec) throw new Error(`${golden.name}: expected a schedule of the catalogue`);
  const { lr = 0, max = 0, warmup = 0 } = golden.attrs;
  return ratesOf(spec, lr || max, warmup);
}

const file = new URL("../../../../shared/golden/schedules.json", import.meta.url);
const notes = new AccuracyNotes("schedules", saveFile);
/** Of each rate: the figures have nine digits. */
const tolerance = 2e-8;

/** Relative; a rate of 0 must be met exactly. */
function errorOf(found: number | null | undefined, wanted: number): number {
  if (found === wanted) return 0;
  return Math.abs((found ?? Number.NaN) - wanted) / Math.abs(wanted);
}

describe.skipIf(!existsSync(file))("golden schedules in ../shared/golden", () => {
  const golden: { schedules: GoldenSchedule[] } = existsSync(file)
    ? JSON.parse(readFileSync(file, "utf8"))
    : { schedules: [] };

  test.each(golden.schedules)("$name", (each) => {
    const found = figuresOf(each);
    expect(found).toHaveLength(steps);
    expect(each.lr).toHaveLength(steps);
    const errors = each.lr.map((wanted, step) => errorOf(found[step], wanted));
    const { name } = each;
    const error = Math.max(...errors);
    notes.note({ file: "schedules.json", case: name, executor: "host", tolerance, error });
    for (const [step, value] of errors.entries())
      expect(value, `step ${step}`).toBeLessThanOrEqual(tolerance);
  });

  test("every schedule of the catalogue is among them", () => {
    const kinds = golden.schedules.map((each) => specOf(each)?.kind ?? "plateau");
    expect([...new Set(kinds)].sort()).toEqual(Object.keys(schedules).sort());
  });
});

const kinds = Object.keys(schedules) as ScheduleKind[];

describe.each(kinds)("%s", (kind) => {
  const spec = rowDefault(schedules, kind);

  test("never exceeds the rate of the run, nor thaws a frozen one", () => {
    for (const step of [0, 1, 29, 50, 99, 100, 5000]) {
      const rate = scheduleRate(spec, 0.1, step, steps);
      expect(rate).toBeGreaterThanOrEqual(0);
      expect(rate).toBeLessThanOrEqual(0.1 + 1e-15);
      expect(scheduleRate({ ...spec, lowest: 0.01 } as ScheduleSpec, 0, step, steps)).toBe(0);
    }
  });

  test("is a number for trainings of any length", () => {
    for (const total of [0, 1, 2, 3, 4]) {
      for (let step = 0; step <= total + 1; step++) {
        expect(scheduleRate(spec, 0.1, step, total)).toBeGreaterThanOrEqual(0);
      }
    }
  });
});

describe("warmup", () => {
  test("rises to the rate of the run in as many steps, then the schedule starts", () => {
    const rates = ratesOf({ kind: "step", factor: 0.5, every: 10 }, 0.4, 4);
    expect(rates.slice(0, 5)).toEqual([0.1, 0.2, 0.30000000000000004, 0.4, 0.4]);
    expect(rates[13]).toBe(0.4);
    expect(rates[14]).toBe(0.2);
  });

  test("is scaled by what a plateau made of the rate, which has a floor", () => {
    const schedule = { ...plateauRow, lowest: 0.01 };
    const optimizer = { ...runOf("sgd").optimizer, learningRate: 0.1 };
    const run = runOf("sgd", { optimizer, schedule, warmup: 2 });
    expect(runRate(run, 0, steps, 0.5).learningRate).toBe(0.025);
    expect(runRate(run, 5, steps, 0.5).learningRate).toBe(0.05);
    expect(runRate(run, 5, steps, 1e-9).learningRate).toBe(0.01);
  });
});

describe("plateau", () => {
  const watch = "accuracy";
  const after = (values: number[], changes: Partial<SpecOf<"plateau">> = {}) => {
    const spec = { ...plateauRow, watch, patience: 1, ...changes } as const;
    return values.reduce((state, value) => plateauNext(state, value, spec), plateauStart);
  };

  test("watches an accuracy rise", () => {
    expect(after([0.1, 0.2, 0.3, 0.4]).factor).toBe(1);
    expect(after([0.4, 0.3, 0.2]).factor).toBe(0.5);
    expect(after([0.4, 0.3, 0.2], { rule: "keras" }).factor).toBe(0.25);
  });

  test("an R^2 below zero counts as better only when it rises", () => {
    expect(after([-1, -1.00005, -1.00005]).factor).toBe(0.5);
    expect(after([-1, -0.9, -0.8]).factor).toBe(1);
  });

  test("what is not a number is never the best", () => {
    expect(after([Number.NaN])).toMatchObject({ best: null, bad: 1 });
    expect(after([Number.NaN, 0.5, Number.NaN, Number.NaN])).toMatchObject({
      best: 0.5,
      factor: 0.5,
    });
  });

  test("its state is plain JSON", () => {
    const state = after([0.4, 0.3]);
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });
});
