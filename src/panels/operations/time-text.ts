/** Durations of operations, which are short. */
import { formatNumber } from "../../i18n/format.ts";
import { currentLocale } from "../../i18n/index.ts";

/** From milliseconds: 1.23 ms or 45.6 µs. */
export function timeText(milliseconds: number): string {
  const locale = currentLocale();
  return milliseconds >= 1
    ? `${formatNumber(milliseconds, locale, 3)} ms`
    : `${formatNumber(milliseconds * 1000, locale, 3)} µs`;
}
