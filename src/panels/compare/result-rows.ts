/** Rows of the table of results, their order, and how their figures read. */
import { formatDuration, formatPercent } from "../../i18n/format.ts";
import { currentLocale } from "../../i18n/index.ts";
import type { Spread } from "../../stores/over-seeds.ts";
import type { RunResults } from "../../stores/run-results.ts";
import { valueText } from "../../ui/charts/axis.ts";

export const figureColumns = ["finalAccuracy", "finalLoss", "bestAccuracy", "bestLoss"] as const;
export type FigureColumn = (typeof figureColumns)[number];
export const resultColumns = ["run", ...figureColumns, "seconds", "rate", "state"] as const;
export type ResultColumn = (typeof resultColumns)[number];

export interface ResultRow {
  readonly run: number;
  readonly name: string;
  readonly results: RunResults;
}

export interface Order {
  readonly column: ResultColumn;
  readonly descending: boolean;
}

export function isFigure(column: ResultColumn): column is FigureColumn {
  return figureColumns.some((figure) => figure === column);
}

/** Steps a second; null before any time has passed. */
export function rateOf({ steps, seconds }: RunResults): number | null {
  return seconds > 0 ? steps / seconds : null;
}

/** Best first: small losses, large accuracies and rates; names in the order of the runs. */
export function startsDescending(column: ResultColumn): boolean {
  return column === "bestAccuracy" || column === "finalAccuracy" || column === "rate";
}

function sortValue({ run, results }: ResultRow, column: ResultColumn): number | null {
  switch (column) {
    case "run":
      return run;
    case "seconds":
      return results.seconds;
    case "rate":
      return rateOf(results);
    case "state":
      return results.diverged;
    default:
      return results[column]?.value ?? null;
  }
}

/** Rows by one column; what has no figure, or none that is a number, stands last either way. */
export function sortedRows(rows: readonly ResultRow[], { column, descending }: Order): ResultRow[] {
  const valued = rows.map((row) => ({ row, value: sortValue(row, column) }));
  const missing = (value: number | null): value is null => value === null || Number.isNaN(value);
  return valued
    .toSorted((a, b) => {
      if (missing(a.value) || missing(b.value)) {
        return Number(missing(a.value)) - Number(missing(b.value)) || a.row.run - b.row.run;
      }
      const forth = a.value - b.value;
      return (descending ? -forth : forth) || a.row.run - b.row.run;
    })
    .map(({ row }) => row);
}

/** A loss or R^2 as it is, an accuracy as a share. */
export function figureText(column: FigureColumn, value: number, regression: boolean): string {
  const share = !regression && (column === "bestAccuracy" || column === "finalAccuracy");
  return share && Number.isFinite(value) ? formatPercent(value, currentLocale()) : valueText(value);
}

/** The range over the seeds; null where there is one. */
export function rangeOfSeeds(spread: Spread): readonly [number, number] | null {
  return spread.count > 1 ? [spread.low, spread.high] : null;
}

export function secondsText(seconds: number): string {
  return formatDuration(seconds, currentLocale());
}
