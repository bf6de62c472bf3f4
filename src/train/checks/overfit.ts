/** Twenty examples learnt by heart: a network that cannot do that has a fault, or too few weights. */
import { type DataSet, targetWidth } from "../../engine/core/dataset.ts";
import type { Experiment } from "../../spec/experiment.ts";
import type { Cohort } from "../cohort.ts";
import { alone, unregularized } from "./alone.ts";
import type { Finding, Report } from "./check.ts";
import { findRepeats } from "./repeats.ts";
import { someExamples } from "./some-examples.ts";
import { openTrial, type Subject, trainTrial } from "./trial.ts";

export interface OverfitSettings {
  readonly examples: number;
  /** Given up after as many steps. */
  readonly steps: number;
  readonly seed: number;
}

export const overfitDefaults: OverfitSettings = { examples: 20, steps: 2000, seed: 1 };

/** What counts as learnt by heart: every class right, or this share of the variance told. */
const enough = { classes: 1, values: 0.99 };

/** Steps between two looks; a power of two below the rows that are kept. */
const stride = 16;

export interface Overfit {
  readonly examples: number;
  /** Steps made; on success until it was first reached. */
  readonly steps: number;
  readonly reached: boolean;
  readonly loss: number;
  /** Share of hits, or R^2. */
  readonly accuracy: number;
  readonly wanted: number;
  /** [steps / every] Losses on the way, every 16th step. */
  readonly losses: readonly number[];
  readonly every: number;
  /** What was asked to be learnt. */
  readonly task: Task;
}

interface Task {
  /** Shares of hits, and not of a variance. */
  readonly classes: boolean;
  /** Every example has the same answer, which is learnt without looking. */
  readonly alike: boolean;
  /** Examples with the inputs of another one and a different answer. */
  readonly contradictions: number;
}

function taskOf(dataset: DataSet): Task {
  const width = targetWidth(dataset.targets);
  const { y } = dataset.training;
  return {
    classes: dataset.targets.kind === "classes",
    alike: y.every((value, at) => value === y[at % width]),
    contradictions: findRepeats(dataset).contradictions,
  };
}

export async function checkOverfit(
  subject: Subject,
  settings: OverfitSettings,
  report: Report,
): Promise<Overfit> {
  const dataset = someExamples(subject.dataset, settings.examples, settings.seed);
  const { count } = dataset.training;
  const document = whole(unregularized(alone(subject.experiment, subject.run)), count, settings);
  const trial = await openTrial(subject, document, dataset);
  try {
    return await learn(trial, settings, taskOf(dataset), report);
  } finally {
    trial.executor.dispose();
  }
}

/** All examples in every batch, at the run's own learning rate without its schedule. */
function whole(experiment: Experiment, count: number, { steps }: OverfitSettings): Experiment {
  const limits = { batchSize: count, limitUnit: "steps" as const, limit: steps };
  const schedule = { kind: "constant" as const };
  return {
    ...experiment,
    network: { ...experiment.network, start: null },
    training: { ...experiment.training, ...limits, shuffle: "none" },
    runs: experiment.runs.map((run) => ({ ...run, schedule, warmup: 0 })),
  };
}

async function learn(
  trial: Cohort,
  settings: OverfitSettings,
  task: Task,
  report: Report,
): Promise<Overfit> {
  const wanted = task.classes ? enough.classes : enough.values;
  const losses: number[] = [];
  let loss = Number.NaN;
  let accuracy = 0;
  const about = { examples: trial.program.batch, wanted, losses, every: stride, task };
  for (let first = 0; first < settings.steps; first += stride) {
    await report(first, settings.steps);
    const count = Math.min(stride, settings.steps - first);
    const metrics = await trainTrial(trial, first, count);
    losses.push(metrics.loss[0] ?? Number.NaN);
    for (let index = 0; index < count; index++) {
      loss = metrics.loss[index] ?? Number.NaN;
      accuracy = metrics.accuracy[index] ?? Number.NaN;
      // The metrics of a step are those before its update.
      const steps = first + index;
      if (accuracy >= wanted) return { ...about, steps, reached: true, loss, accuracy };
      if (!Number.isFinite(loss)) return { ...about, steps, reached: false, loss, accuracy };
    }
  }
  return { ...about, steps: settings.steps, reached: false, loss, accuracy };
}

/** What a person may do depends on what the loss did. */
export function judgeOverfit(overfit: Overfit): Finding {
  const { reached, loss, task } = overfit;
  const told = (
    grade: Finding["grade"],
    reason: Finding["reason"],
    next: Finding["next"],
  ): Finding => ({ grade, reason, values: figuresOf(overfit), next });
  if (task.alike) return told("none", "overfitAlike", "moreExamples");
  if (reached) return told("pass", "overfitDone", "train");
  if (!Number.isFinite(loss)) return told("fail", "overfitNotFinite", "lowerRate");
  if (task.contradictions > 0) return told("warn", "overfitContradictory", "relabel");
  switch (trendOf(overfit)) {
    case "rising":
      return told("fail", "overfitRising", "lowerRate");
    case "falling":
      return told("warn", "overfitFalling", "higherRate");
    case "still":
      return told("fail", "overfitStuck", "largerNetwork");
  }
}

function figuresOf({ examples, steps, loss, losses, accuracy, wanted, task }: Overfit) {
  // Worse than the mean is no share of the variance at all.
  const share = task.classes ? accuracy : Math.max(0, accuracy);
  return {
    examples,
    steps,
    loss,
    first: losses[0] ?? loss,
    accuracyPercent: Math.round(1000 * share) / 10,
    wantedPercent: 100 * wanted,
    contradictions: task.contradictions,
  };
}

/** A quarter of the steps that takes this much off the loss, or off what was gained, still gains. */
const gains = { ofLoss: 0.02, ofGain: 0.1 };
/** Share of the first loss that is more than rounding. */
const noticed = 1e-4;

/** The last quarter of the losses beside the quarter before and the first of all. */
function trendOf({ losses, loss }: Overfit): "rising" | "falling" | "still" {
  const quarter = Math.max(1, Math.floor(losses.length / 4));
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const first = losses[0] ?? loss;
  const now = mean([...losses.slice(-quarter), loss]);
  const before = losses.length > quarter ? mean(losses.slice(-2 * quarter, -quarter)) : first;
  const gain = before - now;
  if (now > (1 + noticed) * first) return "rising";
  if (!(first - now > noticed * first)) return "still";
  return gain > gains.ofLoss * before || gain > gains.ofGain * (first - now) ? "falling" : "still";
}
