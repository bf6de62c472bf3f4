/** The loss at the first weights: as chance gives, and higher once regularisation is on. */
import { elements } from "../../engine/core/shape.ts";
import { layerNames } from "../../nn/network.ts";
import type { Experiment, LayerSpec } from "../../spec/experiment.ts";
import type { Program } from "../program.ts";
import { initialState } from "../program.ts";
import { alone, unregularized } from "./alone.ts";
import type { Finding, Report } from "./check.ts";
import { chanceRule, expectedLoss } from "./expected-loss.ts";
import { someExamples } from "./some-examples.ts";
import { openTrial, type Subject, trainTrial } from "./trial.ts";

/** A window or a picture takes thousands of times the work of a row of a table. */
const examples = { rows: 512, others: 64 };
const seed = 1;
/** L2 that is put on where the document has no penalty, to see that it would count. */
const probeL2 = 0.01;

/**
 * Seen over expected. CS231n asks for "the loss you expect at chance performance" without a bound;
 * outputs of variance s^2 add about s^2 / 2 to a cross-entropy, so that first outputs of a spread
 * around 1 are within half of ln C. A squared error grows by the variance of the outputs itself: 5 is
 * outputs that spread twice as far as the targets.
 */
const nearClasses = { low: 0.8, high: 1.5, far: 3 };
const nearValues = { low: 0.5, high: 5, far: 20 };

/** How far the engine's penalty may be from the sum made apart, relatively: float32 over many terms. */
const penaltyTolerance = 1e-4;

export async function checkInitialLoss(subject: Subject, report: Report): Promise<Finding[]> {
  const experiment = still(alone(subject.experiment, subject.run));
  const count = subject.dataset.inputShape.length === 1 ? examples.rows : examples.others;
  const dataset = someExamples(subject.dataset, count, seed);
  const batched = { ...experiment.training, batchSize: dataset.training.count };
  const whole = { ...experiment, training: batched };
  await report(0, 2);
  const plain = await firstLoss(subject, unregularized(whole), dataset);
  await report(1, 2);
  const probed = hasPenalty(whole) ? penalized(whole) : withProbe(unregularized(whole));
  const full = await firstLoss(subject, probed, dataset);
  await report(2, 2);
  return [
    judgeLoss(experiment, dataset, plain.loss),
    judgePenalty(full, hasPenalty(whole) ? null : probeL2),
  ];
}

/** Nothing moves the weights. */
function still(experiment: Experiment): Experiment {
  const optimizer = { kind: "sgd" as const, learningRate: 0 };
  const runs = experiment.runs.map((run) => ({ ...run, optimizer, weightDecay: 0, maxNorm: 0 }));
  const shuffle = "none" as const;
  return { ...experiment, runs, training: { ...experiment.training, shuffle } };
}

function hasPenalty({ runs, network }: Experiment): boolean {
  const own = network.layers.some((layer) => "l1" in layer && (layer.l1 > 0 || layer.l2 > 0));
  return own || runs.some(({ l1, l2 }) => l1 > 0 || l2 > 0);
}

/** With the penalties and nothing else of what regularises, so that only they raise the loss. */
function penalized(experiment: Experiment): Experiment {
  const plain = unregularized(experiment);
  const layers = plain.network.layers.map((layer, index): LayerSpec => {
    const own = experiment.network.layers[index];
    return own && "l1" in own && "l1" in layer ? { ...layer, l1: own.l1, l2: own.l2 } : layer;
  });
  const runs = plain.runs.map((run, index) => {
    const { l1, l2 } = experiment.runs[index] ?? run;
    return { ...run, l1, l2 };
  });
  return { ...plain, network: { ...plain.network, layers }, runs };
}

function withProbe(experiment: Experiment): Experiment {
  return { ...experiment, runs: experiment.runs.map((run) => ({ ...run, l2: probeL2 })) };
}

interface FirstLoss {
  readonly loss: number;
  readonly penalty: number;
  /** The penalty, summed up apart from the engine. */
  readonly apart: number;
}

async function firstLoss(
  subject: Subject,
  experiment: Experiment,
  dataset: Subject["dataset"],
): Promise<FirstLoss> {
  const trial = await openTrial(subject, experiment, dataset);
  try {
    const { loss, penalty } = await trainTrial(trial, 0, 1);
    return {
      loss: loss[0] ?? Number.NaN,
      penalty: penalty[0] ?? 0,
      apart: penaltyOf(trial.program),
    };
  } finally {
    trial.executor.dispose();
  }
}

/** sum of l1 |w| + l2 / 2 w^2 over every kernel at its first weights */
function penaltyOf(program: Program): number {
  const { experiment, model } = program;
  const { parameters } = initialState(program);
  const names = layerNames(experiment.network.layers);
  const [run] = experiment.runs;
  let sum = 0;
  for (const { name, offset, shape, decays } of model.parameters) {
    const layer = experiment.network.layers[names.indexOf(name.slice(0, name.indexOf("/")))];
    if (!decays || !layer || !run) continue;
    const own = "l1" in layer ? layer : { l1: 0, l2: 0 };
    const l1 = run.l1 + own.l1;
    const l2 = run.l2 + own.l2;
    for (const weight of parameters.subarray(offset, offset + elements(shape))) {
      sum += l1 * Math.abs(weight) + 0.5 * l2 * weight * weight;
    }
  }
  return sum;
}

/** `seen`: with the regularisation off. */
function judgeLoss(experiment: Experiment, dataset: Subject["dataset"], seen: number): Finding {
  if (!Number.isFinite(seen)) return finding("fail", "initialNotFinite", {}, "smallerWeights");
  if (experiment.network.start !== null)
    return finding("none", "initialPretrained", { seen }, null);
  const expected = expectedLoss(experiment.loss, experiment.network.layers, dataset);
  if (expected === null || expected === 0) return finding("none", "initialUnknown", { seen }, null);
  const bounds = dataset.targets.kind === "classes" ? nearClasses : nearValues;
  const ratio = seen / expected;
  const rule = chanceRule(experiment.loss, dataset);
  const values = { seen, expected, ratio, rule, low: bounds.low, high: bounds.high };
  if (ratio > bounds.far) return finding("fail", "initialHigh", values, "smallerWeights");
  if (ratio > bounds.high) return finding("warn", "initialHigh", values, "smallerWeights");
  if (ratio < bounds.low) return finding("warn", "initialLow", values, "lookForLeaks");
  return finding("pass", "initialNear", values, "runGradient");
}

export function judgePenalty({ loss, penalty, apart }: FirstLoss, probe: number | null): Finding {
  const off = Math.abs(penalty - apart) / Math.max(apart, 1e-30);
  const values = { loss, penalty, apart, total: loss + penalty, l2: probe ?? 0 };
  if (!(off <= penaltyTolerance)) return finding("fail", "penaltyWrong", values, "reportBug");
  if (apart === 0) return finding("pass", "penaltyNothing", values, null);
  return finding("pass", probe === null ? "penaltyAdds" : "penaltyProbe", values, null);
}

function finding(
  grade: Finding["grade"],
  reason: Finding["reason"],
  values: Finding["values"],
  next: Finding["next"],
): Finding {
  return { grade, reason, values, next };
}
