import { useEffect, useState } from "react";
import { t } from "../../i18n/index.ts";
import type { TableSpec } from "../../spec/experiment.ts";
import { faultRecord } from "../../spec/fault.ts";
import { addNotice } from "../../stores/notices.ts";
import { Button } from "../../ui/Button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Field } from "../../ui/Field.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { Select } from "../../ui/Select.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { answerTable, dropQuestion, type TableQuestion, useImport } from "./import-flow.ts";
import styles from "./TableDialog.module.css";
import { tableHead } from "./table-head.ts";

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
  const busy = useImport((state) => state.busy !== null);
  const rows = useHead(question.file);
  const change = (part: Partial<TableSpec>) => setTable((old) => ({ ...old, ...part }));
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
            disabled={busy}
            onClick={() => void answerTable(question, table)}
          >
            {t("importing.confirm")}
          </Button>
        </>
      }
    >
      <Head rows={rows} table={table} />
      <Options table={table} names={columnNames(rows, table)} change={change} />
    </Dialog>
  );
}

function columnNames(rows: Rows, { header, label }: TableSpec): string[] {
  const first = rows[0] ?? [];
  const length = Math.max(first.length, label + 1);
  return Array.from({ length }, (_, index) => {
    const name = header ? (first[index] ?? "").trim() : "";
    return name === "" ? t("importing.column", { index: index + 1 }) : name;
  });
}

const columnsShown = 12;

function Head({ rows, table }: { rows: Rows; table: TableSpec }) {
  return (
    <div className={styles.scroll}>
      <table className={styles.head} aria-label={t("data.previewTable")}>
        <tbody>
          {rows.map((row, index) => (
            <tr
              // Rows of a file have nothing else that tells them apart, and never move.
              key={`row ${index + 1}`}
              className={classNames(table.header && index === 0 && styles.names)}
            >
              {row.slice(0, columnsShown).map((cell, column) => (
                <td
                  key={`column ${column + 1}`}
                  className={classNames(column === table.label && styles.label)}
                >
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

interface OptionsProps {
  table: TableSpec;
  names: readonly string[];
  change: (part: Partial<TableSpec>) => void;
}

const incomplete = {
  stop: "incompleteStop",
  drop: "incompleteDrop",
  mean: "incompleteMean",
} as const;

function Options({ table, names, change }: OptionsProps) {
  return (
    <div className={styles.options}>
      <Field label={t("importing.header")}>
        {({ id }) => (
          <Switch id={id} checked={table.header} onChange={(header) => change({ header })} />
        )}
      </Field>
      <Field label={t("importing.label")}>
        {({ id }) => (
          <Select
            id={id}
            value={String(table.label)}
            options={names.map((name, index) => ({ value: String(index), label: name }))}
            onChange={(label) => change({ label: Number(label) })}
          />
        )}
      </Field>
      <Field label={t("importing.task")}>
        {() => (
          <SegmentedControl
            label={t("importing.task")}
            value={table.task}
            options={[
              { value: "classification", label: t("importing.classification") },
              { value: "regression", label: t("importing.regression") },
            ]}
            onChange={(task) => change({ task })}
          />
        )}
      </Field>
      <Field label={t("importing.incomplete")}>
        {({ id }) => (
          <Select
            id={id}
            value={table.incomplete}
            options={(["stop", "drop", "mean"] as const).map((value) => ({
              value,
              label: t(`importing.${incomplete[value]}`),
            }))}
            onChange={(value) => change({ incomplete: value })}
          />
        )}
      </Field>
    </div>
  );
}
