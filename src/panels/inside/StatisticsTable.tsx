import { formatNumber } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { ScrollingTable } from "../../ui/ScrollingTable.tsx";
import type { Distribution, Quantity } from "./distributions.ts";
import { measured, shareText } from "./numbers.ts";

interface StatisticsTableProps {
  /** Says what the rows are. */
  title: string;
  rows: readonly Distribution[];
  quantity: Quantity;
  /** Of layers or of tensors of weights. */
  layers: boolean;
}

type Column = "mean" | "std" | "min" | "max" | "norm";
const columns: readonly Column[] = ["mean", "std", "min", "max", "norm"];

/** Shares and ratios that only some quantities have. */
type Extra = "dead" | "saturated" | "ratio";
const extras: Readonly<Partial<Record<Quantity, readonly Extra[]>>> = {
  activations: ["dead", "saturated"],
  updates: ["ratio"],
};

/** What the pictures show, in numbers. */
export function StatisticsTable({ title, rows, quantity, layers }: StatisticsTableProps) {
  const own = extras[quantity] ?? [];
  return (
    <Disclosure id="inside.statistics" title={t("inside.table")}>
      <ScrollingTable label={title}>
        <thead>
          <tr>
            <th scope="col">{t(layers ? "inside.columns.layer" : "inside.columns.tensor")}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`inside.columns.${column}`)}
              </th>
            ))}
            <th scope="col">{t("inside.columns.zeros")}</th>
            {own.map((extra) => (
              <th key={extra} scope="col">
                {t(`inside.columns.${extra}`)}
              </th>
            ))}
            <th scope="col">{t("inside.columns.count")}</th>
            <th scope="col">{t("inside.columns.notFinite")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.name} row={row} extras={own} />
          ))}
        </tbody>
      </ScrollingTable>
    </Disclosure>
  );
}

function Row({ row, extras: own }: { row: Distribution; extras: readonly Extra[] }) {
  const { statistics, name } = row;
  const locale = currentLocale();
  return (
    <tr>
      <th scope="row">{name}</th>
      {columns.map((column) => (
        <td key={column}>{measured(statistics[column])}</td>
      ))}
      <td>{shareText(statistics.zeros)}</td>
      {own.map((extra) => (
        <td key={extra}>{extraText(extra, row[extra])}</td>
      ))}
      <td>{formatNumber(statistics.count, locale)}</td>
      <td>{formatNumber(statistics.notFinite, locale)}</td>
    </tr>
  );
}

function extraText(extra: Extra, value: number | null): string {
  if (value === null) return "–";
  return extra === "ratio" ? measured(value) : shareText(value);
}
