/** Measured numbers as this panel writes them. */
import { formatNumber, formatPercent } from "../../i18n/format.ts";
import { currentLocale } from "../../i18n/index.ts";

/** Three digits that count, however small: gradients and updates are. */
export function measured(value: number): string {
  return formatNumber(value, currentLocale(), 3);
}

export function shareText(share: number): string {
  return formatPercent(share, currentLocale(), share > 0 && share < 0.01 ? 1 : 0);
}
