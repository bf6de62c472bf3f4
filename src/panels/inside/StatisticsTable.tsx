import { t } from "../../i18n/index.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import type { Distribution } from "./distributions.ts";
import { measured, shareText } from "./numbers.ts";
import { ScrollingTable } from "../../ui/ScrollingTable.tsx";

interface StatisticsTableProps {
  /** Says what the rows are. */
  title: string;
  rows: readonly Distribution[];
  /** Of layers or of tensors of weights. */
  layers: boolean;
}

type Column = "mean" | "std" | "min" | "max" | "norm";
const columns: readonly Column[] = ["mean", "std", "min", "max", "norm"];

/** What the pictures show, in numbers. */
export function StatisticsTable({ title, rows, layers }: StatisticsTableProps) {
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
            <LastHeads layers={layers} />
            <th scope="col">{t("inside.columns.count")}</th>
            <th scope="col">{t("inside.columns.notFinite")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.name} row={row} layers={layers} />
          ))}
        </tbody>
      </ScrollingTable>
    </Disclosure>
  );
}

function LastHeads({ layers }: { layers: boolean }) {
  if (!layers) return <th scope="col">{t("inside.columns.ratio")}</th>;
  return (
    <>
      <th scope="col">{t("inside.columns.dead")}</th>
      <th scope="col">{t("inside.columns.saturated")}</th>
    </>
  );
}

function Row({ row, layers }: { row: Distribution; layers: boolean }) {
  const { statistics, name, dead, saturated, ratio } = row;
  return (
    <tr>
      <th scope="row">{name}</th>
      {columns.map((column) => (
        <td key={column}>{measured(statistics[column])}</td>
      ))}
      <td>{shareText(statistics.zeros)}</td>
      {layers && <td>{dead === null ? "–" : shareText(dead)}</td>}
      {layers && <td>{saturated === null ? "–" : shareText(saturated)}</td>}
      {!layers && <td>{ratio === null ? "–" : measured(ratio)}</td>}
      <td>{statistics.count}</td>
      <td>{statistics.notFinite}</td>
    </tr>
  );
}
