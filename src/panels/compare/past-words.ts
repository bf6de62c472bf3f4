/** What is said of past trainings. */
import { rowWords } from "../../i18n/catalogue.ts";
import { formatPercent } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import type { Experiment } from "../../spec/experiment.ts";
import type { PastTraining } from "../../stores/past-runs.ts";
import type { RunResults } from "../../stores/run-results.ts";
import { valueText } from "../../ui/charts/axis.ts";

export function whenText(createdAt: number): string {
  const style = { dateStyle: "short", timeStyle: "short" } as const;
  return new Intl.DateTimeFormat(currentLocale(), style).format(createdAt);
}

function dataName({ data: { source } }: Experiment): string {
  if ("name" in source) return source.name;
  return source.kind === "remote" ? source.id : rowWords("datasets", source.kind).label;
}

/** "Spiral · 4 layers · 120 steps · 5 seeds". */
export function trainingLine({ experiment, seeds, runs }: PastTraining): string {
  const steps = runs[0]?.results.steps ?? 0;
  return [
    experiment.title,
    dataName(experiment),
    t("units.layers", { count: experiment.network.layers.length }),
    t("compare.past.steps", { count: steps }),
    seeds > 1 ? t("compare.past.seeds", { count: seeds }) : "",
  ]
    .filter((text) => text !== "")
    .join(" · ");
}

/** Final loss and accuracy on the validation part, or R^2. */
export function figuresLine(results: RunResults, regression: boolean): string {
  const { finalLoss, finalAccuracy, diverged, seeds } = results;
  if (diverged === seeds) return t("compare.results.diverged");
  if (!finalLoss || !finalAccuracy) return t("compare.past.noFigures");
  const { value } = finalAccuracy;
  const accuracy = regression ? `R² ${valueText(value)}` : formatPercent(value, currentLocale());
  return t("compare.past.figures", { loss: valueText(finalLoss.value), accuracy });
}
