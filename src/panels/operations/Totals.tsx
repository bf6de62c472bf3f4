import { formatBytes, formatNumber } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import type { OperationsReport } from "../../train/operations.ts";
import styles from "./OperationsPanel.module.css";
import { timeText } from "./time-text.ts";

interface TotalsProps {
  report: OperationsReport;
  times: readonly number[] | null;
}

/** The step in one line. */
export function Totals({ report: { operations, runs }, times }: TotalsProps) {
  const locale = currentLocale();
  const dispatches = operations.reduce((sum, operation) => sum + operation.dispatches, 0);
  const written = operations.flatMap(({ outputs }) => outputs);
  const bytes = written.reduce((sum, output) => sum + output.bytes, 0);
  const line = t("operations.totals", {
    operations: formatNumber(operations.length, locale),
    dispatches: formatNumber(dispatches, locale),
    bytes: formatBytes(bytes, locale),
  });
  const total = times?.reduce((sum, time) => sum + time, 0);
  return (
    <p className={styles.totals}>
      {line}
      {total !== undefined && ` ${t("operations.totalTime", { time: timeText(total) })}`}
      {runs > 1 && ` ${t("operations.together", { count: runs })}`}
    </p>
  );
}
