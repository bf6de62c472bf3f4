/** What can be said of the runs as they train, from their curves and from what is seen inside. */
import { create } from "zustand";
import type { RunSpec } from "../spec/experiment.ts";
import { verdictsOf } from "../train/verdicts/index.ts";
import { type Remedy, remedyRun } from "../train/verdicts/remedies.ts";
import {
  type Evidence,
  isEnough,
  type RuleName,
  type Stretch,
  type Verdict,
} from "../train/verdicts/verdict.ts";
import { edit, useDocument } from "./document.ts";
import { inspections } from "./inspections.ts";
import { useRuns } from "./runs.ts";
import { series } from "./series.ts";

/** Stretches that a curve is read in, and the steps looked at in each. */
const stretchCount = 24;
const leastLength = 10;
const samples = 16;
const evaluationCount = 60;

/** A remedy that was taken: which run it stands in. */
export interface TakenRemedy {
  readonly rule: RuleName;
  /** The run that the verdict was on. */
  readonly of: number;
  readonly remedy: Remedy;
  /** The run that was added, and its place; undo may take it away again. */
  readonly spec: RunSpec;
  readonly run: number;
}

interface VerdictsState {
  readonly taken: readonly TakenRemedy[];
}

export const useVerdicts = create<VerdictsState>(() => ({ taken: [] }));

/** What can be said of a run: nothing before it trains, and little after a few steps. */
export interface Standing {
  readonly verdicts: readonly Verdict[];
  readonly seen: "untrained" | "early" | "enough";
}

/** Verdicts on a run as it stands now. */
export function standingNow(run: number): Standing {
  if (run >= series.runs) return { verdicts: [], seen: "untrained" };
  const evidence = evidenceOf(run);
  return { verdicts: verdictsOf(evidence), seen: isEnough(evidence) ? "enough" : "early" };
}

function evidenceOf(run: number): Evidence {
  const { divergences, dataset } = useRuns.getState();
  const found = divergences.find((divergence) => divergence.run === run);
  return {
    experiment: useDocument.getState().experiment,
    run,
    step: series.nextStep,
    divergence: found ?? null,
    inspections: inspections.history.flatMap(({ step, runs }) => {
      const seen = runs[run];
      return seen ? [{ step, run: seen }] : [];
    }),
    stretches: stretchesOf(run),
    evaluations: evaluationsOf(run),
    classes: dataset?.targets.kind !== "values",
  };
}

function stretchesOf(run: number): Stretch[] {
  const { count, firstStep } = series;
  const parts = Math.min(stretchCount, Math.floor(count / leastLength));
  return Array.from({ length: parts }, (_, part) => {
    const from = firstStep + Math.floor((part * count) / parts);
    const to = firstStep + Math.floor(((part + 1) * count) / parts);
    const stride = Math.max(1, Math.floor((to - from) / samples));
    const mean = (metric: "loss" | "accuracy") => meanOver(run, metric, { from, to, stride });
    return { step: to - 1, loss: mean("loss"), accuracy: mean("accuracy") };
  });
}

function meanOver(
  run: number,
  metric: "loss" | "accuracy",
  { from, to, stride }: { from: number; to: number; stride: number },
): number {
  let sum = 0;
  let count = 0;
  for (let step = from; step < to; step += stride) {
    const value = series.valueAt(run, metric, step);
    if (!Number.isFinite(value)) continue;
    sum += value;
    count += 1;
  }
  return sum / count;
}

function evaluationsOf(run: number): Stretch[] {
  const accuracy = series.validation(run, "accuracy", evaluationCount);
  return series.validation(run, "loss", evaluationCount).map(({ step, value }, at) => ({
    step,
    loss: value,
    accuracy: accuracy[at]?.value ?? Number.NaN,
  }));
}

/** Adds a run with the remedy behind the others; null where there is no place for it. */
export function takeRemedy(rule: RuleName, of: number, remedy: Remedy): number | null {
  const { experiment } = useDocument.getState();
  const next = remedyRun(experiment, of, remedy);
  if (next === null) return null;
  const run = experiment.runs.length;
  edit((draft) => {
    draft.runs.push(next);
  });
  useVerdicts.setState(({ taken }) => ({
    taken: [...taken, { rule, of, remedy, spec: next, run }],
  }));
  return run;
}

/**
 * Every run back to the last state in which none had diverged, those that have at a tenth of their
 * learning rate. Resolves with the step and the first of these rates; rejects with a Fault.
 */
export async function undoDivergence(): Promise<{ step: number; rate: number }> {
  const { divergences, commands } = useRuns.getState();
  const lost = divergences.map(({ run }) => run);
  edit((draft) => {
    for (const run of new Set(lost)) {
      const optimizer = draft.runs[run]?.optimizer;
      // 0.1 times 0.01 is 0.001, not 0.0010000000000000002.
      if (optimizer) optimizer.learningRate = Number((optimizer.learningRate / 10).toPrecision(12));
    }
  });
  const { step } = await commands.ask("undoDivergence", null);
  const { runs } = useDocument.getState().experiment;
  return { step, rate: runs[lost[0] ?? 0]?.optimizer.learningRate ?? 0 };
}
