import { useEffect, useState } from "react";
import { faultSentence } from "../../i18n/fault-sentence.ts";
import { t } from "../../i18n/index.ts";
import type { TableSpec } from "../../spec/experiment.ts";
import { faultRecord } from "../../spec/fault.ts";
import { addNotice } from "../../stores/notices.ts";
import { Button } from "../../ui/Button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import type { DatasetInfo } from "../../worker/protocol.ts";
import { answerTable, dropQuestion, type TableQuestion, type TableReading } from "./import-flow.ts";
import { SequencePreview } from "./SequencePreview.tsx";
import { subjectsText } from "./subjects.ts";
import styles from "./TableDialog.module.css";
import { TableOptions } from "./TableOptions.tsx";
import { tableHead } from "./table-head.ts";
import { useTableReading } from "./use-table-reading.ts";

type Rows = readonly (readonly string[])[];

function useHead(file: File): Rows {
  const [rows, setRows] = useState<Rows>([]);
  useEffect(() => {
    let wanted = true;
    tableHead(file).then(
      (head) => wanted && setRows(head),
      (error: unknown) => addNotice("error", { kind: "fault", fault: faultRecord(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [file]);
  return rows;
}

/** How a table is meant; what was guessed stands there already. */
export function TableDialog({ question }: { question: TableQuestion }) {
  const [table, setTable] = useState<TableSpec>(question.guess);
  const rows = useHead(question.file);
  const reading = useTableReading(question, table);
  const result = reading && "result" in reading ? reading.result : null;
  return (
    <Dialog
      title={`${t("importing.table")}: ${question.file.name}`}
      closeLabel={t("actions.close")}
      size="large"
      onClose={dropQuestion}
      actions={
        <>
          <Button onClick={dropQuestion}>{t("actions.cancel")}</Button>
          <Button
            variant="primary"
            disabled={result === null}
            onClick={() => result && answerTable(result)}
          >
            {t("importing.confirm")}
          </Button>
        </>
      }
    >
      <Head rows={rows} table={table} />
      <div className={styles.parts}>
        <TableOptions
          table={table}
          names={columnNames(rows, table)}
          change={(part) => setTable((old) => ({ ...old, ...part }))}
        />
        <Outcome reading={reading} />
      </div>
    </Dialog>
  );
}

function columnNames(rows: Rows, { header, label, subject, time }: TableSpec): string[] {
  const first = rows[0] ?? [];
  const length = Math.max(first.length, label + 1, subject + 1, time + 1);
  return Array.from({ length }, (_, index) => {
    const name = header ? (first[index] ?? "").trim() : "";
    return name === "" ? t("importing.column", { index: index + 1 }) : name;
  });
}

const columnsShown = 12;

function Head({ rows, table }: { rows: Rows; table: TableSpec }) {
  return (
    <div className={styles.scroll}>
      <table className={styles.head} aria-label={t("tableDialog.firstRows")}>
        <tbody>
          {rows.map((row, index) => (
            <tr
              // Rows of a file have nothing else that tells them apart, and never move.
              key={`row ${index + 1}`}
              className={classNames(table.header && index === 0 && styles.names)}
            >
              {row.slice(0, columnsShown).map((cell, column) => (
                <td key={`column ${column + 1}`} className={roleStyle(table, column)}>
                  {cell}
                </td>
              ))}
              {row.length > columnsShown && <td>…</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Label, person and time are set off from what is measured. */
function roleStyle({ layout, label, subject, time }: TableSpec, column: number) {
  if (column === label) return styles.label;
  return layout === "series" && (column === subject || column === time) ? styles.aside : undefined;
}

/** What becomes of the table: so many examples, or why it cannot be read so. */
function Outcome({ reading }: { reading: TableReading | null }) {
  const info = reading && "result" in reading ? reading.result.info : null;
  return (
    <section className={styles.outcome} aria-label={t("tableDialog.outcome")}>
      <output className={classNames(reading && "fault" in reading ? styles.fault : styles.count)}>
        {reading === null
          ? t("tableDialog.reading")
          : "fault" in reading
            ? faultSentence(reading.fault)
            : outcomeText(reading.result.info)}
      </output>
      {info?.form === "sequence" && <SequencePreview info={info} counted />}
    </section>
  );
}

function outcomeText(info: DatasetInfo): string {
  const count = info.trainingCount + info.validationCount;
  const shape = info.inputShape.join("×");
  if (info.form !== "sequence") {
    return t("tableDialog.examples", { examples: t("units.examples", { count }), shape });
  }
  const windows = t("tableDialog.windows", { count, shape });
  const people = subjectsText(info);
  return people === null ? windows : `${windows} · ${people}`;
}
