/** Numbers of answers in words. */
import { formatNumber, formatPercent } from "../../i18n/format.ts";
import { currentLocale } from "../../i18n/index.ts";
import type { Examination } from "../../worker/protocol.ts";

/** A probability in percent, a score as a number. */
export function valueText(value: number, meaning: Examination["meaning"]): string {
  if (meaning === "scores" || !Number.isFinite(value)) return numberText(value);
  return formatPercent(value, currentLocale(), value > 0.995 && value < 1 ? 2 : 0);
}

export function numberText(value: number, digits = 3): string {
  return formatNumber(value, currentLocale(), digits);
}
