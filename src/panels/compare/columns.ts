/** Columns of the table of runs: fields that people compare, those that differ first. */
import { fieldWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import { runFields, structureFields } from "../../spec/catalogue.ts";
import type { InitializerSpec, RunSpec } from "../../spec/experiment.ts";
import { readKept } from "../../stores/kept.ts";

export const structureColumns = ["activation", "batchNormalization", "width"] as const;
export type StructureColumn = (typeof structureColumns)[number];

export const runColumns = [
  "seed",
  "l1",
  "l2",
  "weightDecay",
  "dropout",
  "clipNorm",
  "clipValue",
  "maxNorm",
  "warmup",
] as const satisfies (keyof typeof runFields)[];
export type RunColumn = (typeof runColumns)[number];

export const columnIds = [
  "optimizer",
  "learningRate",
  "momentum",
  "schedule",
  "initializer",
  ...structureColumns,
  ...runColumns,
] as const;
export type ColumnId = (typeof columnIds)[number];

/** What most comparisons are about; the menu adds the rest. */
export const usualColumns: readonly ColumnId[] = [
  "optimizer",
  "learningRate",
  "schedule",
  "initializer",
  "seed",
];

/** What was chosen at the last visit; anything unknown in it is left out. */
export function readColumns(text: string | null): readonly ColumnId[] {
  const kept = readKept(text).get("columns");
  return Array.isArray(kept) ? columnIds.filter((column) => kept.includes(column)) : usualColumns;
}

function isStructureColumn(column: ColumnId): column is StructureColumn {
  return column in structureFields;
}

export function isRunColumn(column: ColumnId): column is RunColumn {
  return column in runFields;
}

/** The momentum of an optimizer that has one; null for the others. */
export function momentumOf({ optimizer }: RunSpec): number | null {
  return "momentum" in optimizer ? optimizer.momentum : null;
}

export function columnLabel(column: ColumnId): string {
  switch (column) {
    case "optimizer":
      return t("training.optimizer");
    case "learningRate":
    case "momentum":
      return fieldWords({ area: "optimizers", kind: "momentum" }, column).label;
    case "schedule":
      return t("training.schedule");
    case "initializer":
      return t("runs.initializer");
    default:
      return fieldWords({ area: isStructureColumn(column) ? "structure" : "run" }, column).label;
  }
}

/** What two runs must have alike to be alike in a column; `network` stands in for null. */
export function columnValue(run: RunSpec, column: ColumnId, network: InitializerSpec): unknown {
  switch (column) {
    case "optimizer":
      return run.optimizer.kind;
    case "learningRate":
      return run.optimizer.learningRate;
    case "momentum":
      return momentumOf(run);
    case "schedule":
      return JSON.stringify(run.schedule);
    case "initializer":
      return JSON.stringify(run.initializer ?? network);
    default:
      return isStructureColumn(column) ? run.structure[column] : run[column];
  }
}

/** Columns in which the runs differ, in the order of all. */
export function differingColumns(runs: readonly RunSpec[], network: InitializerSpec): ColumnId[] {
  return columnIds.filter(
    (column) => new Set(runs.map((run) => columnValue(run, column, network))).size > 1,
  );
}

/** Those that differ, then the chosen ones that do not. */
export function shownColumns(
  runs: readonly RunSpec[],
  chosen: readonly ColumnId[],
  network: InitializerSpec,
): ColumnId[] {
  const differing = differingColumns(runs, network);
  const rest = columnIds.filter((id) => chosen.includes(id) && !differing.includes(id));
  return [...differing, ...rest];
}
