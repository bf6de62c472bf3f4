import { Copy, MoreHorizontal, SlidersHorizontal, Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { t } from "../../i18n/index.ts";
import type { InitializerSpec, RunSpec } from "../../spec/experiment.ts";
import { limits } from "../../spec/limits.ts";
import { duplicateRun, removeRun } from "../../stores/training.ts";
import { selectRun, setWide, useUi } from "../../stores/ui.ts";
import { classNames } from "../../ui/class-names.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { Menu, type MenuItem } from "../../ui/Menu.tsx";
import { RunMark } from "../../ui/RunMark.tsx";
import { runDifference } from "../../ui/run-names.ts";
import { type ColumnId, columnLabel, columnValue, shownColumns } from "./columns.ts";
import { RunCell } from "./RunCell.tsx";
import styles from "./RunsTable.module.css";
import table from "./Table.module.css";

interface RunsTableProps {
  runs: readonly RunSpec[];
  names: readonly string[];
  /** Initializer of the network: what runs without one of their own have. */
  network: InitializerSpec;
  chosen: readonly ColumnId[];
}

/** One row a run; what is edited here and what the run's form shows is the same. */
export function RunsTable({ runs, names, network, chosen }: RunsTableProps) {
  const host = useRef<HTMLDivElement>(null);
  const [columns, setColumns] = useState(() => shownColumns(runs, chosen, network));
  useEffect(() => {
    // A column that jumped to the front while its cell is edited would take the focus with it.
    if (host.current?.contains(document.activeElement)) return;
    setColumns(shownColumns(runs, chosen, network));
  }, [runs, chosen, network]);
  const [first] = runs;
  return (
    <section ref={host} className={table.scroll} aria-label={t("compare.table.scroll")}>
      <table className={classNames(table.table, styles.table)}>
        <thead>
          <tr>
            <th scope="col" className={table.first}>
              {t("compare.table.run")}
            </th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {columnLabel(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run, index) => (
            <tr key={`run-${index}`}>
              <th scope="row" className={table.first}>
                <RunName
                  run={run}
                  index={index}
                  name={names[index] ?? ""}
                  difference={first ? runDifference(run, first, network) : ""}
                  count={runs.length}
                />
              </th>
              {columns.map((column) => (
                <td
                  key={column}
                  className={first && differs(run, first, column, network) ? styles.differs : ""}
                >
                  <RunCell run={run} index={index} column={column} name={names[index] ?? ""} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function differs(run: RunSpec, first: RunSpec, column: ColumnId, network: InitializerSpec) {
  return columnValue(run, column, network) !== columnValue(first, column, network);
}

interface RunNameProps {
  run: RunSpec;
  index: number;
  name: string;
  difference: string;
  count: number;
}

/** A run without a name of its own is told by its difference. */
function RunName({ run, index, name, difference, count }: RunNameProps) {
  const named = run.name !== "" || index === 0;
  const line = index === 0 ? t("runs.first") : difference || t("compare.table.alike");
  return (
    <span className={styles.name}>
      <RunMark index={index} />
      <span className={styles.words} title={name}>
        {named && <span className={styles.title}>{name}</span>}
        <span className={named ? styles.quiet : styles.difference}>{line}</span>
      </span>
      <Menu items={actionsFor(index, count)} align="end">
        {(trigger) => (
          <IconButton
            {...trigger}
            size="small"
            label={t("compare.table.menu", { run: name })}
            icon={<MoreHorizontal size={14} aria-hidden="true" />}
          />
        )}
      </Menu>
    </span>
  );
}

/** Opens the run's form, also from where the results have the whole page. */
function openForm(index: number): void {
  selectRun(index);
  setWide(false);
  document.getElementById(`run-tab-${index}`)?.focus();
}

function remove(index: number): void {
  removeRun(index);
  const { selectedRun } = useUi.getState();
  selectRun(Math.max(0, selectedRun - (index <= selectedRun ? 1 : 0)));
}

function actionsFor(index: number, count: number): MenuItem[] {
  const duplicate: MenuItem = {
    id: "duplicate",
    label: t("actions.duplicate"),
    icon: <Copy size={14} aria-hidden="true" />,
    onSelect: () => duplicateRun(index),
  };
  const deletion: MenuItem = {
    id: "delete",
    label: t("actions.delete"),
    icon: <Trash2 size={14} aria-hidden="true" />,
    onSelect: () => remove(index),
  };
  return [
    {
      id: "settings",
      label: t("compare.table.settings"),
      icon: <SlidersHorizontal size={14} aria-hidden="true" />,
      onSelect: () => openForm(index),
    },
    ...(count < limits.runs ? [duplicate] : []),
    ...(count > 1 ? [deletion] : []),
  ];
}
