import { ArrowDown, ArrowUp } from "lucide-react";
import { type ReactNode, useState } from "react";
import { formatNumber } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import type { Spread } from "../../stores/over-seeds.ts";
import { classNames } from "../../ui/class-names.ts";
import { RunMark } from "../../ui/RunMark.tsx";
import styles from "./ResultsTable.module.css";
import {
  type FigureColumn,
  figureText,
  isFigure,
  type Order,
  type ResultColumn,
  type ResultRow,
  rangeOfSeeds,
  rateOf,
  resultColumns,
  secondsText,
  sortedRows,
  startsDescending,
} from "./result-rows.ts";
import table from "./Table.module.css";

interface ResultsTableProps {
  rows: readonly ResultRow[];
  regression: boolean;
  /** Runs whose predictions are averaged. */
  chosen: ReadonlySet<number>;
  onChoose: (run: number) => void;
  /** Stands under the runs. */
  children: ReactNode;
}

/** Figures of every run, sorted by any column. */
export function ResultsTable(props: ResultsTableProps) {
  const { rows, regression, chosen, onChoose, children } = props;
  const [order, setOrder] = useState<Order>({ column: "run", descending: false });
  return (
    <section className={table.scroll} aria-label={t("compare.results.scroll")}>
      <table className={table.table}>
        <thead>
          <tr>
            {resultColumns.map((column) => (
              <Head
                key={column}
                column={column}
                label={headLabel(column, regression)}
                order={order}
                onOrder={setOrder}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {sortedRows(rows, order).map((row) => (
            <tr key={row.run}>
              <RunName row={row} chosen={chosen.has(row.run)} onChoose={onChoose} />
              {resultColumns.map((column) => (
                <Cell key={column} row={row} column={column} regression={regression} />
              ))}
            </tr>
          ))}
          {children}
        </tbody>
      </table>
    </section>
  );
}

function headLabel(column: ResultColumn, regression: boolean): string {
  if (column === "run") return t("compare.table.run");
  if (!regression) return t(`compare.results.${column}`);
  if (column === "bestAccuracy") return t("compare.results.bestR2");
  if (column === "finalAccuracy") return t("compare.results.finalR2");
  return t(`compare.results.${column}`);
}

interface HeadProps {
  column: ResultColumn;
  label: string;
  order: Order;
  onOrder: (order: Order) => void;
}

function Head({ column, label, order, onOrder }: HeadProps) {
  const sorted = order.column === column;
  const direction = order.descending ? "descending" : "ascending";
  const Arrow = order.descending ? ArrowDown : ArrowUp;
  const descending = sorted ? !order.descending : startsDescending(column);
  return (
    <th
      scope="col"
      aria-sort={sorted ? direction : "none"}
      className={column === "run" ? table.first : table.number}
    >
      <button
        type="button"
        className={classNames(styles.sort, sorted && styles.sorted)}
        title={t("compare.results.sort", { column: label })}
        onClick={() => onOrder({ column, descending })}
      >
        {label}
        {sorted && <Arrow size={12} aria-hidden="true" />}
      </button>
    </th>
  );
}

interface RunNameProps {
  row: ResultRow;
  chosen: boolean;
  onChoose: (run: number) => void;
}

function RunName({ row: { run, name }, chosen, onChoose }: RunNameProps) {
  return (
    <th scope="row" className={table.first}>
      <span className={styles.run}>
        <label className={styles.choose}>
          <input
            type="checkbox"
            checked={chosen}
            aria-label={t("compare.results.choose", { run: name })}
            onChange={() => onChoose(run)}
          />
        </label>
        <RunMark index={run} />
        <span className={styles.name} title={name}>
          {name}
        </span>
      </span>
    </th>
  );
}

interface CellProps {
  row: ResultRow;
  column: ResultColumn;
  regression: boolean;
}

function Cell({ row: { results }, column, regression }: CellProps) {
  if (column === "run") return null;
  if (isFigure(column)) {
    return <Figure column={column} spread={results[column]} regression={regression} />;
  }
  if (column === "state") {
    return (
      <td className={classNames(table.number, results.diverged > 0 && styles.diverged)}>
        {stateText(results.diverged, results.seeds)}
      </td>
    );
  }
  const rate = rateOf(results);
  const text =
    column === "seconds"
      ? secondsText(results.seconds)
      : rate === null
        ? t("compare.table.none")
        : formatNumber(rate, currentLocale(), 3);
  return <td className={table.number}>{text}</td>;
}

function stateText(diverged: number, seeds: number): string {
  if (diverged === 0) return t("compare.results.no");
  if (diverged === seeds) return t("compare.results.yes");
  return t("compare.results.divergedSeeds", { count: diverged, seeds });
}

interface FigureProps {
  column: FigureColumn;
  spread: Spread | null;
  regression: boolean;
}

function Figure({ column, spread, regression }: FigureProps) {
  if (spread === null) return <td className={table.number}>{t("compare.table.none")}</td>;
  const text = (value: number) => figureText(column, value, regression);
  const range = rangeOfSeeds(spread);
  return (
    <td className={table.number}>
      {text(spread.value)}
      {range && (
        <span className={styles.range}>
          {t("compare.results.range", { low: text(range[0]), high: text(range[1]) })}
        </span>
      )}
    </td>
  );
}
