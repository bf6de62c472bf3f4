/** Colours and words of candidates. */
import { fieldWords } from "../../i18n/catalogue.ts";
import { formatNumber, formatPercent } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import type { SearchParameter } from "../../spec/search-catalogue.ts";
import type { Draw } from "../../train/search/draw.ts";
import type { CandidateState, SearchState } from "../../train/search/state.ts";
import { valueText } from "../../ui/charts/axis.ts";
import { rgbOf, rgbText, viridis } from "../../ui/charts/colors.ts";
import type { AxisId } from "./axes.ts";

/** The part of viridis that stands out against the paper; the best has the end farthest from it. */
const spans = { dark: [0.18, 1], light: [0.8, 0] } as const;

/** Colour of a goodness from 0 to 1, for the theme in use. */
export function goodnessColor(goodness: number): string {
  const [red, green, blue] = rgbOf("var(--paper)");
  const [worst, best] = red + green + blue < 384 ? spans.dark : spans.light;
  return rgbText(viridis(worst + (best - worst) * goodness));
}

export function candidateColor(goodness: number | null): string {
  return goodness === null ? "var(--rule)" : goodnessColor(goodness);
}

/** "Learning rate 0.02 · L2 penalty 1e-5". */
export function drawText(draw: Draw): string {
  return Object.entries(draw)
    .map(([parameter, value]) => {
      const { label } = fieldWords({ area: "searchParameters" }, parameter);
      return `${label} ${numberOf(value)}`;
    })
    .join(" · ");
}

export function numberOf(value: number): string {
  return formatNumber(value, currentLocale(), 3);
}

/** What the outcome is called: of the held-out part or of training, accuracy or R². */
export function outcomeName({ watched, heldOut }: SearchState, regression: boolean): string {
  if (watched === "loss") return heldOut ? t("search.validationLoss") : t("search.trainingLoss");
  if (regression) return heldOut ? t("search.validationR2") : t("search.trainingR2");
  return heldOut ? t("search.validationAccuracy") : t("search.trainingAccuracy");
}

/** Short: for the head of an axis or of a column. */
export function axisName(id: AxisId, watched: "loss" | "accuracy", regression: boolean): string {
  if (id !== "outcome") return t(`search.short.${id}`);
  return watched === "loss" ? t("search.loss") : accuracyName(regression);
}

export function accuracyName(regression: boolean): string {
  return regression ? t("search.r2") : t("search.accuracy");
}

export function accuracyText(value: number, regression: boolean): string {
  if (regression || !Number.isFinite(value)) return valueText(value);
  return formatPercent(value, currentLocale());
}

/** "Validation loss 0.1234". */
export function outcomeText(
  state: SearchState,
  { outcome }: CandidateState,
  regression: boolean,
): string {
  if (outcome === null) return "–";
  const { watched } = state;
  const value = outcome[watched];
  const text = watched === "loss" ? valueText(value) : accuracyText(value, regression);
  return `${outcomeName(state, regression)} ${text}`;
}

export function epochsText({ steps }: CandidateState, { stepsPerEpoch }: SearchState): string {
  return formatNumber(Number((steps / stepsPerEpoch).toFixed(1)), currentLocale(), 4);
}

export function parameterLabel(parameter: SearchParameter): string {
  return fieldWords({ area: "searchParameters" }, parameter).label;
}
