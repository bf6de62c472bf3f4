/**
 * Several members taken as one model: their predictions on the held-out part are averaged, and the
 * average is scored by the document's own loss. No step may be under way, so that all of them answer
 * from the weights of one moment.
 */
import type { DataSet } from "../engine/core/dataset.ts";
import { elements } from "../engine/core/shape.ts";
import { lossOf } from "../nn/losses/index.ts";
import { Fault } from "../spec/fault.ts";
import type { Cohort } from "../train/cohort.ts";
import { targetVariance } from "../train/metrics.ts";
import { predict } from "../train/predict.ts";
import { allOps, type Program } from "../train/program.ts";
import type { Session } from "../train/session.ts";
import { normalised } from "./normalised.ts";

export interface EnsembleResult {
  /** Of the averaged predictions, without weights and smoothing, as evaluations are. */
  readonly loss: number;
  /** Or R^2 for regression. */
  readonly accuracy: number;
  /** The best accuracy of a member alone, of the same weights. */
  readonly bestAlone: number;
  /** Updates made before it. */
  readonly step: number;
}

/** Examples that are normalised at once. */
const chunk = 1024;

/**
 * `members` are places among all members, run r with seed k at r * seeds + k; each counts once.
 * Throws a Fault where there is no such member.
 */
export async function askEnsemble(
  session: Session,
  members: readonly number[],
): Promise<EnsembleResult> {
  const { step, cohorts } = session;
  const { program } = session.first;
  const wanted = new Set(members);
  const known = cohorts.flatMap((cohort) => cohort.members);
  const unknown = [...wanted].find((member) => !known.includes(member));
  if (unknown !== undefined) {
    throw new Fault("engine.unknownRun", { run: unknown, runs: known.length });
  }
  const size = program.dataset.validation.count * program.model.outputUnits;
  const mean = new Float64Array(size);
  let bestAlone = Number.NEGATIVE_INFINITY;
  for (const cohort of cohorts) {
    const places = [...cohort.members.keys()].filter((at) => wanted.has(cohort.members[at] ?? -1));
    if (places.length === 0) continue;
    for (const predictions of await predictionsOf(cohort, places)) {
      for (let at = 0; at < size; at++) {
        mean[at] = (mean[at] ?? 0) + (predictions[at] ?? Number.NaN) / wanted.size;
      }
      const { accuracy } = scored(program, Float64Array.from(predictions));
      if (accuracy > bestAlone) bestAlone = accuracy;
    }
  }
  return { step, ...scored(program, mean), bestAlone };
}

/** What some runs of a cohort answer to the held-out part, each [validation, units]. */
async function predictionsOf(
  { program, executor }: Cohort,
  places: readonly number[],
): Promise<Float32Array[]> {
  const { count, lengths } = program.dataset.validation;
  const all = places.map(() => new Float32Array(count * program.model.outputUnits));
  for (let first = 0; first < count; first += chunk) {
    const rows = Math.min(chunk, count - first);
    const answers = await predict(program, executor, {
      count: rows,
      inputs: normalised(program.dataset, inputsOf(program.dataset, first, rows)),
      lengths: lengths?.subarray(first, first + rows) ?? null,
    });
    for (const [index, place] of places.entries()) {
      all[index]?.set(answers[place] ?? [], first * program.model.outputUnits);
    }
  }
  return all;
}

function inputsOf({ validation, inputShape }: DataSet, first: number, rows: number) {
  const width = elements(inputShape);
  return validation.x.subarray(first * width, (first + rows) * width);
}

/**
 * Loss and accuracy of predictions [validation, units], probabilities where the loss makes some: as
 * an evaluation would have them. NaN where a prediction is not a number or nothing is held out.
 */
export function scored(
  program: Program,
  predictions: Float64Array,
): { loss: number; accuracy: number } {
  const { targets, validation } = program.dataset;
  if (validation.count === 0) return { loss: Number.NaN, accuracy: Number.NaN };
  const { losses, hits } = rowScores(program, predictions);
  const loss = mean(losses);
  if (targets.kind === "values") return { loss, accuracy: 1 - loss / targetVariance(program) };
  return { loss, accuracy: Number.isFinite(loss) ? mean(hits) : Number.NaN };
}

/** The loss's own reference on every row: [validation] each. */
function rowScores({ dataset, experiment, model }: Program, predictions: Float64Array) {
  const { targets, validation } = dataset;
  const { count } = validation;
  const { outputUnits: units } = model;
  const spec = lossOf(experiment.loss.kind);
  const oneHot = spec.encode(targets, units) === "oneHot";
  const labels = oneHot ? classColumns(validation.y, units) : Float64Array.from(validation.y);
  const losses = new Float64Array(count);
  const hits = new Float64Array(count);
  allOps[spec.op]?.reference({
    inputs: [scoresOf(predictions, spec.prediction(targets, units)), labels],
    outputs: [losses, hits, new Float64Array(count * units)],
    inputShapes: [
      [count, units],
      [count, labels.length / count],
    ],
    outputShapes: [[count], [count], [count, units]],
    attributes: spec.attributes(experiment.loss, targets, units, false),
    step: { step: 0, epoch: 0, offset: 0, count, slot: 0 },
    run: 0,
    table: new Float64Array(0),
    scalars: new Float64Array(0),
  });
  return { losses, hits };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Below the least float32 a probability was rounded to 0: its logarithm is that of the least one. */
const least = 2 ** -126;
/** Probabilities nearer to 1 were rounded to it. */
const nearest = 2 ** -24;

/** What the loss takes: numbers whose softmax or sigmoid the predictions are. */
function scoresOf(predictions: Float64Array, kind: "softmax" | "sigmoid" | "none"): Float64Array {
  switch (kind) {
    case "softmax":
      return predictions.map((p) => Math.log(Math.max(p, least)));
    case "sigmoid":
      // z = ln(p / (1 - p))
      return predictions.map((p) => Math.log(Math.max(p, least) / Math.max(1 - p, nearest)));
    case "none":
      return predictions;
  }
}

/** A one in the column of each label [count, classes]. */
function classColumns(labels: Float32Array, classes: number): Float64Array {
  const encoded = new Float64Array(labels.length * classes);
  for (const [row, label] of labels.entries()) encoded[row * classes + label] = 1;
  return encoded;
}
