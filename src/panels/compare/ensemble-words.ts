/** Which members an ensemble has, and how it does beside them. */
import { t } from "../../i18n/index.ts";
import type { EnsembleResult } from "../../worker/ensemble.ts";
import { figureText, type ResultRow } from "./result-rows.ts";

function chosenRows(rows: readonly ResultRow[], chosen: ReadonlySet<number>): ResultRow[] {
  return rows.filter(({ run }) => chosen.has(run));
}

/** Places of the chosen runs' seeds among all members of the engine. */
export function membersOf(rows: readonly ResultRow[], chosen: ReadonlySet<number>): number[] {
  return chosenRows(rows, chosen).flatMap(({ run, results: { seeds, members } }) =>
    members.map(({ seed }) => run * seeds + seed),
  );
}

/** Differences below this come from adding up in another order. */
const negligible = 1e-6;

/** "Averaged predictions: 95.0%, 1.5% above the best of them alone (at step 120)." */
export function ensembleSentence(
  { accuracy, bestAlone, step }: EnsembleResult,
  regression: boolean,
): string {
  const gain = accuracy - bestAlone;
  const text = (value: number) => figureText("finalAccuracy", value, regression);
  const words = { value: text(accuracy), gain: text(Math.abs(gain)), step };
  if (!Number.isFinite(gain)) return t("compare.ensemble.alone", { value: words.value, step });
  if (Math.abs(gain) < negligible) return t("compare.ensemble.equal", { value: words.value, step });
  return t(gain > 0 ? "compare.ensemble.better" : "compare.ensemble.worse", words);
}
