/** When one run may be called better than the others: never from one seed, never while ranges overlap. */
import type { Spread } from "./over-seeds.ts";
import type { RunResults } from "./run-results.ts";

export type Verdict =
  /** A single run: there is nothing to compare. */
  | { readonly kind: "oneRun" }
  /** Nothing was evaluated yet. */
  | { readonly kind: "waiting" }
  | { readonly kind: "oneSeed" }
  /** The range of `run` lies above those of all others. */
  | { readonly kind: "best"; readonly run: number; readonly spread: Spread }
  /** The ranges of these runs overlap that of the best mean, which comes first. */
  | { readonly kind: "tie"; readonly runs: readonly number[]; readonly spread: Spread }
  /** No run has all its seeds still training. */
  | { readonly kind: "none" };

type Figures = Pick<RunResults, "finalAccuracy" | "diverged" | "seeds">;

interface Standing {
  readonly run: number;
  readonly spread: Spread;
}

/** By the last evaluation's accuracy, or R^2; a run that has lost a seed cannot win. */
export function verdictOf(results: readonly Figures[]): Verdict {
  if (results.length < 2) return { kind: "oneRun" };
  if (results.every(({ finalAccuracy }) => finalAccuracy === null)) return { kind: "waiting" };
  if (results.some(({ seeds }) => seeds < 2)) return { kind: "oneSeed" };
  const standings = results.flatMap(({ finalAccuracy: spread, diverged }, run): Standing[] =>
    spread === null || diverged > 0 || spread.count === 0 ? [] : [{ run, spread }],
  );
  const [best, ...others] = standings.toSorted((a, b) => b.spread.value - a.spread.value);
  if (!best) return { kind: "none" };
  const close = others.filter(({ spread }) => spread.high >= best.spread.low);
  if (close.length === 0) return { kind: "best", ...best };
  return { kind: "tie", runs: [best.run, ...close.map(({ run }) => run)], spread: best.spread };
}
