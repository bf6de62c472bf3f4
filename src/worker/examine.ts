/**
 * Looks at one run's answers to the whole held-out part, hands out examples of it, and says which
 * inputs an answer hangs on. Training goes on meanwhile.
 */
import type { Preview } from "../data/info.ts";
import { type DataSet, type Examples, targetWidth } from "../engine/core/dataset.ts";
import { elements } from "../engine/core/shape.ts";
import type { Executor } from "../engine/plan/executor.ts";
import { lossOf } from "../nn/losses/index.ts";
import { faultRecord } from "../spec/fault.ts";
import { evenPlaces, type Findings, findingsOf } from "../train/examination.ts";
import { predictTogether } from "../train/predict.ts";
import type { Program } from "../train/program.ts";
import { saliency } from "../train/saliency.ts";
import type { Session } from "../train/session.ts";
import { normalised } from "./normalised.ts";

export interface Examination {
  /** Updates made before it. */
  readonly step: number;
  /** Whether the examples are held out; where none are, those of the training part are examined. */
  readonly heldOut: boolean;
  /** Examples in that part. */
  readonly total: number;
  /** Examples examined: fewer than `total` where those are very many, or very large. */
  readonly count: number;
  /** What an answer's numbers are: probabilities, or scores of any size (target values included). */
  readonly meaning: "probabilities" | "scores";
  /** Seconds that it took, so that one does not ask again too soon. */
  readonly seconds: number;
  readonly findings: Findings;
}

export interface SaliencyRequest {
  /** Place of the run in the document. */
  readonly run: number;
  /** [...inputShape] One example, raw. */
  readonly x: Float32Array | Uint8Array;
  /** Its valid time steps; null: as many as the shape says. */
  readonly lengths: Uint16Array | null;
  /** The class, or the target value, whose score is asked about. */
  readonly output: number;
}

/** Commands that this module answers, as in `Commands`. */
export interface ExamineCommands {
  /** What one run's network makes of the held-out part; null where nothing is built. */
  examine: { params: { run: number }; result: Examination | null };
  /**
   * Examples of the examined part, raw: the first of those asked for, as many as one answer carries.
   * null where one of them is not there.
   */
  examples: { params: { indices: readonly number[] }; result: Preview | null };
  /**
   * Gradient of the score of a class, or of a predicted value, with respect to each normalised input
   * [...inputShape]; null where there is none.
   */
  saliency: { params: SaliencyRequest; result: { values: Float32Array | null } };
}

const mostExamples = 10_000;
/** Inputs that are on their way to the device at once. */
const mostNumbers = 2 ** 24;

/** Examples that an examination looks at: the held-out part, where anything is. */
function examinedPart({ training, validation }: DataSet): Examples {
  return validation.count > 0 ? validation : training;
}

export async function examine(
  session: Session | null,
  { run }: ExamineCommands["examine"]["params"],
): Promise<Examination | null> {
  return answered(session, async (open) => {
    const place = open.placeOf(run * open.experiment.training.seeds);
    if (place === undefined) return null;
    const { step } = open;
    const started = performance.now();
    const findings = await examination(place.cohort, place.run);
    return { step, ...findings, seconds: (performance.now() - started) / 1000 };
  });
}

/** What trains a network. */
interface Trained {
  readonly program: Program;
  readonly executor: Executor;
}

/** The examination of one run of a program, from the weights of now. */
async function examination(
  { program, executor }: Trained,
  run: number,
): Promise<Omit<Examination, "step" | "seconds">> {
  const { dataset, model, experiment } = program;
  const { targets } = dataset;
  const part = examinedPart(dataset);
  const affordable = Math.floor(mostNumbers / elements(dataset.inputShape));
  const indices = evenPlaces(part.count, Math.max(1, Math.min(mostExamples, affordable)));
  const lengths = part.lengths && Uint16Array.from(indices, (index) => part.lengths?.[index] ?? 0);
  const answers = await predictTogether(program, executor, run, {
    count: indices.length,
    inputs: (first, rows) =>
      normalised(dataset, taken(dataset, part, indices.slice(first, first + rows))),
    lengths,
  });
  const units = model.outputUnits;
  const kind = lossOf(experiment.loss.kind).prediction(targets, units);
  return {
    heldOut: dataset.validation.count > 0,
    total: part.count,
    count: indices.length,
    meaning: kind === "none" ? "scores" : "probabilities",
    findings: findingsOf({ targets, indices, y: part.y, units, answers }),
  };
}

/** Inputs of these examples, raw, one after the other. */
function taken(
  { inputShape }: DataSet,
  { x }: Examples,
  indices: readonly number[],
): Float32Array | Uint8Array {
  const width = elements(inputShape);
  const size = indices.length * width;
  const values = x instanceof Uint8Array ? new Uint8Array(size) : new Float32Array(size);
  for (const [place, index] of indices.entries()) {
    values.set(x.subarray(index * width, (index + 1) * width), place * width);
  }
  return values;
}

/** Bytes of the inputs in one answer. */
const mostBytes = 2 ** 23;

export function examplesOf(session: Session | null, wanted: readonly number[]): Preview | null {
  return session && pickExamples(session.training.dataset, wanted);
}

export function pickExamples(dataset: DataSet, wanted: readonly number[]): Preview | null {
  const part = examinedPart(dataset);
  if (!wanted.every((index) => index >= 0 && index < part.count)) return null;
  const bytes = elements(dataset.inputShape) * part.x.BYTES_PER_ELEMENT;
  const indices = wanted.slice(0, Math.max(1, Math.floor(mostBytes / bytes)));
  const width = targetWidth(dataset.targets);
  const { y, lengths } = part;
  return {
    count: indices.length,
    x: taken(dataset, part, indices),
    y: Float32Array.from(
      indices.flatMap((index) => [...y.subarray(index * width, (index + 1) * width)]),
    ),
    lengths: lengths && Uint16Array.from(indices, (index) => lengths[index] ?? 0),
  };
}

export async function saliencyOf(
  session: Session | null,
  request: SaliencyRequest,
): Promise<{ values: Float32Array | null }> {
  const values = await answered(session, async (open) => {
    const place = open.placeOf(request.run * open.experiment.training.seeds);
    return place === undefined ? null : exampleSaliency(place.cohort, place.run, request);
  });
  return { values };
}

/** For one run of a program. */
async function exampleSaliency(
  { program, executor }: Trained,
  run: number,
  { x, lengths, output }: Omit<SaliencyRequest, "run">,
): Promise<Float32Array | null> {
  const { dataset, model } = program;
  if (x.length !== elements(dataset.inputShape)) return null;
  // One output for two classes is the score of the second: that of the first is its opposite.
  const single = model.outputUnits === 1 && dataset.targets.kind === "classes";
  const inputs = normalised(dataset, x);
  const outputs = [single ? 0 : output];
  const all = await saliency(program, executor, { count: 1, inputs, lengths, outputs });
  const values = all?.[run] ?? null;
  return single && output === 0 && values ? values.map((value) => -value) : values;
}

/** null where there is no session, or one that is closed or loses its device meanwhile. */
async function answered<T>(
  session: Session | null,
  ask: (session: Session) => Promise<T | null>,
): Promise<T | null> {
  if (session === null) return null;
  try {
    return await ask(session);
  } catch (error) {
    // Its trainer replaces it; whoever asked will ask again.
    if (session.isClosed || faultRecord(error).code === "engine.lost") return null;
    throw error;
  }
}
