/** Twenty examples learnt by heart: a network that cannot do that has a fault, or too few weights. */
import type { Experiment } from "../../spec/experiment.ts";
import type { Cohort } from "../cohort.ts";
import { alone, unregularized } from "./alone.ts";
import type { Finding, Report } from "./check.ts";
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
    const wanted = dataset.targets.kind === "classes" ? enough.classes : enough.values;
    return await learn(trial, settings, wanted, report);
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
  wanted: number,
  report: Report,
): Promise<Overfit> {
  const losses: number[] = [];
  let loss = Number.NaN;
  let accuracy = 0;
  const about = { examples: trial.program.batch, wanted, losses, every: stride };
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

/** What a person may do depends on how the loss stood still. */
export function judgeOverfit(overfit: Overfit): Finding {
  const { examples, steps, reached, loss, losses } = overfit;
  const values = {
    examples,
    steps,
    loss,
    accuracyPercent: Math.round(1000 * overfit.accuracy) / 10,
    wantedPercent: 100 * overfit.wanted,
  };
  if (reached) return { grade: "pass", reason: "overfitDone", values, next: "train" };
  if (!Number.isFinite(loss)) {
    return { grade: "fail", reason: "overfitNotFinite", values, next: "lowerRate" };
  }
  // Still going down: it needs more steps or larger ones. Up and down or flat: something is wrong.
  const recent = losses.at(-1) ?? loss;
  const earlier = losses[Math.floor(0.75 * losses.length)] ?? recent;
  const falling = recent < 0.98 * earlier;
  if (falling) return { grade: "warn", reason: "overfitStuck", values, next: "higherRate" };
  return { grade: "fail", reason: "overfitStuck", values, next: "largerNetwork" };
}
