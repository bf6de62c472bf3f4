/** Axes of the pictures of a search: where a value stands on each, and which numbers are written there. */

import type { SearchRange } from "../../spec/experiment.ts";
import type { SearchParameter } from "../../spec/search-catalogue.ts";
import { placeOf, valueAt, walkOf } from "../../train/search/walk.ts";
import { exactScale } from "../../ui/charts/axis.ts";

export type AxisId = SearchParameter | "outcome";

export interface Axis {
  readonly id: AxisId;
  readonly low: number;
  readonly high: number;
  /** How a stepper walks it. */
  readonly scale: "linear" | "log";
  /** From 0 at the low end to 1 at the high one; what lies outside stands at the end. */
  readonly share: (value: number) => number;
  readonly value: (share: number) => number;
  readonly ticks: readonly number[];
}

const mostTicks = 5;

/** Evenly as the search walks the parameter. */
export function parameterAxis({ parameter, low, high }: SearchRange): Axis {
  const from = placeOf(parameter, low);
  const to = placeOf(parameter, high);
  return {
    id: parameter,
    low,
    high,
    scale: walkOf(parameter) === "log" ? "log" : "linear",
    share: (value) => shareOf(placeOf(parameter, value), from, to),
    value: (share) => valueAt(parameter, from + share * (to - from)),
    ticks: parameterTicks({ parameter, low, high }),
  };
}

function shareOf(place: number, from: number, to: number): number {
  if (to <= from) return 0.5;
  return Math.min(1, Math.max(0, (place - from) / (to - from)));
}

function parameterTicks({ parameter, low, high }: SearchRange): number[] {
  switch (walkOf(parameter)) {
    case "linear":
      return ended([...exactScale(low, high, mostTicks - 1).ticks], low, high);
    case "log":
      return ended(powersOfTen(low, high), low, high);
    case "logOfRest":
      return ended([0, 0.5, 0.9, 0.99, 0.999], low, high);
  }
}

/** Not more than can be read; the ends where hardly anything lies between. */
function ended(ticks: readonly number[], low: number, high: number): number[] {
  const inside = ticks.filter((tick) => tick >= low && tick <= high);
  if (inside.length < 2) return low === high ? [low] : [low, high];
  const every = Math.ceil(inside.length / mostTicks);
  return inside.filter((_, index) => index % every === 0);
}

function powersOfTen(low: number, high: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(`1e${first + index}`),
  );
}

/** Losses farther above their median than this stand at the end of the axis. */
const farLoss = 100;
/** An R² below it is as bad as can be. */
const lowestShown = -1;

/** Of what is watched: losses by factors where they span some, accuracies and R² evenly. */
export function outcomeAxis(outcomes: readonly number[], watched: "loss" | "accuracy"): Axis {
  const finite = outcomes.filter(Number.isFinite).sort((a, b) => a - b);
  const [least, most] = roundedEnds(finite[0] ?? 0, finite.at(-1) ?? 1);
  if (watched === "accuracy") return linearAxis(Math.max(lowestShown, least), most);
  const middle = finite[Math.floor(finite.length / 2)] ?? most;
  const high = Math.min(most, farLoss * middle);
  return least > 0 && high > 3 * least ? logAxis(least, high) : linearAxis(least, high);
}

/** Three significant digits, outwards. */
function roundedEnds(low: number, high: number): [number, number] {
  const step = (value: number) => 10 ** (Math.floor(Math.log10(Math.abs(value) || 1)) - 2);
  const rounded = (value: number, round: (value: number) => number) =>
    Number((round(value / step(value)) * step(value)).toPrecision(3));
  return [rounded(low, Math.floor), rounded(high, Math.ceil)];
}

function linearAxis(low: number, most: number): Axis {
  const high = most > low ? most : low + 1e-6;
  return {
    id: "outcome",
    low,
    high,
    scale: "linear",
    share: (value) => shareOf(value, low, high),
    value: (share) => Number((low + share * (high - low)).toPrecision(4)),
    ticks: ended([...exactScale(low, high, mostTicks - 1).ticks], low, high),
  };
}

function logAxis(low: number, high: number): Axis {
  const [from, to] = [Math.log10(low), Math.log10(high)];
  const first = Math.floor(from);
  const steps = Array.from({ length: Math.ceil(to) - first + 1 }, (_, power) =>
    [1, 2, 5].map((factor) => Number(`${factor}e${first + power}`)),
  ).flat();
  return {
    id: "outcome",
    low,
    high,
    scale: "log",
    share: (value) => (value > 0 ? shareOf(Math.log10(value), from, to) : 0),
    value: (share) => Number((10 ** (from + share * (to - from))).toPrecision(4)),
    ticks: ended(to - from > 2 ? powersOfTen(low, high) : steps, low, high),
  };
}
