/**
 * The loss of a network on a plane through its weights, theta + a d1 + b d2, for many a and b at once
 * along the runs axis. Directions are random and as long, unit by unit, as the weights are: Li et al.,
 * "Visualizing the loss landscape of neural nets", 2018.
 */
import { normal, streams } from "../../engine/core/random.ts";
import { elements } from "../../engine/core/shape.ts";
import type { ModelParameter } from "../../nn/layout.ts";
import { alone, unregularized } from "../checks/alone.ts";
import type { Report } from "../checks/check.ts";
import { someExamples } from "../checks/some-examples.ts";
import type { Subject } from "../checks/trial.ts";
import { Cohort } from "../cohort.ts";
import { compileExperiment, initialState } from "../program.ts";

export interface LossPlaneSettings {
  readonly seed: number;
  /** Places a side, evenly from -reach to reach. */
  readonly size: number;
  /** 1: where each direction is as long as the weights. */
  readonly reach: number;
  /** Of the training part, the same for every place. */
  readonly examples: number;
}

export interface LossPlane {
  readonly size: number;
  readonly reach: number;
  readonly examples: number;
  /** [size, size], row 0 at the largest b; not a number where the loss is none. */
  readonly losses: Float64Array;
}

export interface LossPlaneRequest {
  /** Of the document; its first seed. */
  readonly run: number;
  readonly settings: LossPlaneSettings;
}

export interface LossPlaneAnswer extends LossPlane {
  /** Updates that the weights in the middle had seen. */
  readonly step: number;
}

/** Runs packed into one cohort, and the memory that their weights may take. */
const mostRuns = 32;
const mostNumbers = 4_000_000;

/** The cohort of one run many times over, and what its weights are moved by. */
interface Opened {
  readonly cohort: Cohort;
  readonly middle: ReturnType<typeof initialState>;
  readonly directions: readonly Float64Array[];
  readonly examples: number;
}

async function openPlane(subject: Subject, settings: LossPlaneSettings): Promise<Opened> {
  const own = unregularized(alone(subject.experiment, subject.run));
  const { training } = someExamples(subject.dataset, settings.examples, settings.seed);
  const dataset = { ...subject.dataset, training, validation: training };
  const { model } = compileExperiment(own, dataset, subject.start);
  const { parameterStride: stride, parameters } = model;
  const runs = Math.max(1, Math.min(mostRuns, Math.floor(mostNumbers / stride)));
  const packed = { ...own, runs: Array.from({ length: runs }, () => own.runs).flat() };
  const program = compileExperiment(packed, dataset, subject.start);
  const middle = initialState(program);
  const weights = middle.parameters.subarray(0, stride);
  const directions = [0, 1].map((index) => directionOf(parameters, weights, settings.seed, index));
  const members = packed.runs.map((_, index) => index);
  const cohort = new Cohort({ program, members }, await subject.open(program));
  return { cohort, middle, directions, examples: training.count };
}

/** The subject's `start` are the weights in the middle. `report` may throw to end it. */
export async function lossPlane(
  subject: Subject,
  settings: LossPlaneSettings,
  report: Report,
): Promise<LossPlane> {
  const { size, reach } = settings;
  const opened = await openPlane(subject, settings);
  const { cohort } = opened;
  const runs = cohort.members.length;
  const losses = new Float64Array(size * size);
  try {
    for (let first = 0; first < losses.length; first += runs) {
      await report(first, losses.length);
      const found = await lossesFrom(opened, settings, first);
      losses.set(found.slice(0, losses.length - first), first);
    }
  } finally {
    cohort.executor.dispose();
  }
  return { size, reach, examples: opened.examples, losses };
}

/** Losses at place `first` and behind, one a run; beyond the last place that of the last. */
async function lossesFrom(
  { cohort, middle, directions }: Opened,
  settings: LossPlaneSettings,
  first: number,
): Promise<readonly number[]> {
  const { size } = settings;
  const runs = cohort.members.length;
  const parameters = moved(middle.parameters, directions, (run, direction) => {
    const place = Math.min(first + run, size * size - 1);
    const row = Math.floor(place / size);
    return coordinate(direction === 0 ? place % size : size - 1 - row, settings);
  });
  const slots = new Float32Array(0);
  cohort.restore({ ...middle, parameters, slots, halted: new Float32Array(runs) });
  cohort.evaluate(0);
  const { evaluations } = await cohort.read(0, 0, [{ step: 0, place: 0 }]);
  return evaluations[0]?.loss ?? [];
}

/** From -reach to reach. */
function coordinate(index: number, { size, reach }: LossPlaneSettings): number {
  return reach * ((2 * index) / (size - 1) - 1);
}

/** theta + a d1 + b d2 in each of the runs of a flat [runs, P]. */
function moved(
  middle: Float64Array,
  directions: readonly Float64Array[],
  by: (run: number, direction: number) => number,
): Float64Array {
  const parameters = middle.slice();
  for (const [index, direction] of directions.entries()) {
    const stride = direction.length;
    for (let start = 0; start < parameters.length; start += stride) {
      const distance = by(start / stride, index);
      for (let i = 0; i < stride; i++) {
        parameters[start + i] = (parameters[start + i] ?? 0) + distance * (direction[i] ?? 0);
      }
    }
  }
  return parameters;
}

/**
 * Random in kernels, where each unit's part is made as long as its weights; zero in biases and scales,
 * which have no length of their own.
 */
export function directionOf(
  parameters: readonly ModelParameter[],
  weights: Float64Array,
  seed: number,
  index: number,
): Float64Array {
  const direction = new Float64Array(weights.length);
  for (const { spec, buffer, offset } of parameters) {
    if (buffer !== "parameters" || spec.shape.length < 2) continue;
    const units = spec.shape.at(-1) ?? 1;
    const count = elements(spec.shape);
    for (let unit = 0; unit < units; unit++) {
      const at = Array.from({ length: count / units }, (_, row) => offset + row * units + unit);
      const drawn = at.map((place) => normal(seed, streams.sample, 2 + index, place));
      const length = Math.hypot(...drawn) || 1;
      const wanted = Math.hypot(...at.map((place) => weights[place] ?? 0));
      for (const [row, place] of at.entries()) {
        direction[place] = ((drawn[row] ?? 0) * wanted) / length;
      }
    }
  }
  return direction;
}
