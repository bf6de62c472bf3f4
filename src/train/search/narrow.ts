/** Ranges that lie closer around the best of what was found. */

import type { SearchRange } from "../../spec/experiment.ts";
import { type SearchParameter, searchParameters } from "../../spec/search-catalogue.ts";
import { isSound, type Judged, ranked, type Watched } from "./outcome.ts";
import { placeOf, valueAt } from "./walk.ts";

/** Share of the candidates that counts as the best, and the fewest of them. */
const bestShare = 0.2;
const fewestBest = 3;
/** Of the width of a range. A parameter that matters little is halved; none shrinks faster than that. */
const widest = 0.5;
const narrowest = 0.25;
/** Room around the best, as a share of how far they lie from their middle. */
const room = 1.25;

/**
 * Ranges between a quarter and half as wide, around the median of the best candidates. Where the
 * best lie at the edge of a range the new one reaches over it, as far as the parameter's limits: the
 * optimum may lie outside. Without any finite outcome the ranges stay.
 */
export function refine(
  ranges: readonly SearchRange[],
  candidates: readonly Judged[],
  watched: Watched,
): SearchRange[] {
  const alive = ranked(candidates, watched).filter(({ outcome }) => isSound(outcome));
  const count = Math.max(fewestBest, Math.round(bestShare * candidates.length));
  const best = alive.slice(0, count);
  return ranges.map((range) => {
    const places = best.flatMap(({ draw }) => {
      const value = draw[range.parameter];
      return value === undefined ? [] : [placeOf(range.parameter, value)];
    });
    return places.length === 0 ? range : around(range, places);
  });
}

function around({ parameter, low, high }: SearchRange, places: readonly number[]): SearchRange {
  const width = placeOf(parameter, high) - placeOf(parameter, low);
  const center = median(places);
  const farthest = Math.max(...places.map((place) => Math.abs(place - center)));
  const half = Math.min((widest * width) / 2, Math.max((narrowest * width) / 2, room * farthest));
  return limited(parameter, center - half, center + half);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [below = 0, above = 0] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return (below + above) / 2;
}

/** Two significant digits, inside the parameter's limits; a linear walk may have left its axis. */
function limited(parameter: SearchParameter, from: number, to: number): SearchRange {
  return { parameter, low: valueAt(parameter, from, 2), high: valueAt(parameter, to, 2) };
}

/** Each range cut to the one of the same parameter in `outer`. */
export function within(
  ranges: readonly SearchRange[],
  outer: readonly SearchRange[],
): SearchRange[] {
  return ranges.map((range) => {
    const limit = outer.find(({ parameter }) => parameter === range.parameter);
    if (!limit) return range;
    const clip = (value: number) => Math.min(limit.high, Math.max(limit.low, value));
    return { ...range, low: clip(range.low), high: clip(range.high) };
  });
}

/** Whether a value lies at an edge of what was searched beyond which there is more to search. */
export function atEdge(
  { parameter, low, high }: SearchRange,
  value: number,
): "low" | "high" | null {
  const { min, max } = searchParameters[parameter];
  const from = placeOf(parameter, low);
  const share = (placeOf(parameter, value) - from) / (placeOf(parameter, high) - from);
  if (share < edge && low > min) return "low";
  return share > 1 - edge && high < max ? "high" : null;
}

const edge = 0.05;
