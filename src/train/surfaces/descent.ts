/** Paths of optimizers over a surface: the update ops of training, replayed in float64 on two numbers. */
import { type ReferenceCall, type Step, tableColumns } from "../../engine/ops/op.ts";
import { optimizers as rows } from "../../spec/catalogue.ts";
import type { RunSpec } from "../../spec/experiment.ts";
import {
  optimizerConstants,
  optimizerDecay,
  optimizerOps,
  stepScalars,
} from "../optimizers/index.ts";
import { runRate } from "../schedules/index.ts";
import type { PlanePoint, SurfaceFunction } from "./surfaces.ts";

/** Of a run: what moves a point. */
export type Mover = Pick<RunSpec, "optimizer" | "schedule" | "warmup">;

export interface Path {
  /** Places and values after 0, 1, ... updates; all finite. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly value: Float64Array;
  /** The update that led out of all bounds, behind the last place; null where none did. */
  readonly lostAt: number | null;
}

type Landscape = Pick<SurfaceFunction, "value" | "gradient" | "xRange" | "yRange">;

/** So many times the width of the picture from its middle, a point is lost. */
const bounds = 50;

function isLost({ xRange, yRange }: Landscape, x: number, y: number, value: number): boolean {
  const far = (at: number, [low, high]: PlanePoint) =>
    !(Math.abs(at - (low + high) / 2) <= bounds * (high - low));
  return !Number.isFinite(value) || far(x, xRange) || far(y, yRange);
}

const noStep: Step = { step: 0, epoch: 0, offset: 0, count: 0, slot: 0 };
const shape = [2];

/** The call of a run's update op on two weights, and its memory. */
function updateOf({ optimizer }: Mover) {
  const { kind } = optimizer;
  const decay = optimizerDecay(optimizer);
  const table = new Float64Array(tableColumns.layers);
  table[tableColumns.weightDecay] = decay;
  table.set(optimizerConstants(optimizer), tableColumns.optimizer);
  const [weights, gradients, slots] = [2, 2, 6].map((size) => new Float64Array(size));
  if (!weights || !gradients || !slots) throw new Error("descent: no memory");
  const masks = Float64Array.of(1, 1, 0, 0, 0, 0);
  const halted = new Float64Array(1);
  const op = optimizerOps[`update.${kind}`];
  const scalars = new Float64Array(4);
  const call: ReferenceCall<Readonly<Record<string, boolean>>> = {
    inputs: [weights, gradients, slots, masks, halted],
    outputs: [weights, slots],
    inputShapes: [shape, shape, [6], [6], [1]],
    outputShapes: [shape, [6]],
    attributes: { clip: false, own: false, regularizes: decay > 0 },
    step: noStep,
    run: 0,
    table,
    scalars,
  };
  return { weights, gradients, scalars, update: () => op.reference(call) };
}

/** The way of a run from `start`, over `steps` updates or until it is lost. */
export function descend(surface: Landscape, start: PlanePoint, mover: Mover, steps: number): Path {
  const { weights, gradients, scalars, update } = updateOf(mover);
  const [x, y, value] = [0, 1, 2].map(() => new Float64Array(steps + 1));
  if (!x || !y || !value) throw new Error("descent: no memory");
  weights.set(start);
  for (let t = 0; t <= steps; t++) {
    const [a = 0, b = 0] = weights;
    const now = surface.value(a, b);
    if (t > 0 && isLost(surface, a, b, now)) {
      return { x: x.slice(0, t), y: y.slice(0, t), value: value.slice(0, t), lostAt: t };
    }
    x[t] = a;
    y[t] = b;
    value[t] = now;
    gradients.set(surface.gradient(a, b));
    scalars.set(stepScalars(mover.optimizer, t + 1, runRate(mover, t, steps)));
    update();
  }
  return { x, y, value, lostAt: null };
}

/** All optimizers, in the order of the catalogue. */
export const optimizerKinds = Object.keys(rows).filter((kind): kind is keyof typeof rows =>
  Object.hasOwn(rows, kind),
);
