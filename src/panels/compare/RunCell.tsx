import { optionLabel, rowWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import {
  type InitializerKind,
  initializers,
  type OptimizerKind,
  optimizers,
  runFields,
  type ScheduleKind,
  schedules,
  structureFields,
} from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import type { InitializerSpec, RunSpec } from "../../spec/experiment.ts";
import type { Field, Fields } from "../../spec/field.ts";
import { updateRun } from "../../stores/training.ts";
import { NumberField } from "../../ui/NumberField.tsx";
import { rangeOf } from "../../ui/NumberRow.tsx";
import { OptionalNumberField } from "../../ui/OptionalNumberField.tsx";
import { Select } from "../../ui/Select.tsx";
import { type ColumnId, columnLabel, isRunColumn, momentumOf, type RunColumn } from "./columns.ts";
import styles from "./RunsTable.module.css";

const isOptimizer = (kind: string): kind is OptimizerKind => Object.hasOwn(optimizers, kind);
const isSchedule = (kind: string): kind is ScheduleKind => Object.hasOwn(schedules, kind);
const isInitializer = (kind: string): kind is InitializerKind => Object.hasOwn(initializers, kind);
const optimizerKinds = Object.keys(optimizers).filter(isOptimizer);
const scheduleKinds = Object.keys(schedules).filter(isSchedule);
const initializerKinds = Object.keys(initializers).filter(isInitializer);
const inherited = "inherited";

interface CellProps {
  run: RunSpec;
  index: number;
  column: ColumnId;
  /** What the run is called. */
  name: string;
}

/** One field of one run, edited where it stands; the same fields as in the run's form. */
export function RunCell({ run, index, column, name }: CellProps) {
  const label = t("compare.table.cell", { field: columnLabel(column), run: name });
  const change = (part: Partial<RunSpec>) => updateRun(index, { ...run, ...part }, column);
  const cell = { run, label, change };
  switch (column) {
    case "optimizer":
      return <OptimizerCell {...cell} />;
    case "learningRate":
      return <OptimizerNumber {...cell} field="learningRate" value={run.optimizer.learningRate} />;
    case "momentum":
      return <OptimizerNumber {...cell} field="momentum" value={momentumOf(run)} />;
    case "schedule":
      return <ScheduleCell {...cell} />;
    case "initializer":
      return <InitializerCell {...cell} name={name} />;
    default:
      return isRunColumn(column) ? (
        <RunNumber {...cell} column={column} />
      ) : (
        <StructureCell {...cell} column={column} />
      );
  }
}

interface Cell {
  run: RunSpec;
  label: string;
  change: (part: Partial<RunSpec>) => void;
}

function OptimizerCell({ run: { optimizer }, label, change }: Cell) {
  return (
    <Select
      aria-label={label}
      value={optimizer.kind}
      options={optimizerKinds.map((value) => ({
        value,
        label: rowWords("optimizers", value).label,
      }))}
      onChange={(kind) => change({ optimizer: rowDefault(optimizers, kind) })}
    />
  );
}

interface OptimizerNumberProps extends Cell {
  field: "learningRate" | "momentum";
  /** null: the optimizer has no such number. */
  value: number | null;
}

function OptimizerNumber({
  run: { optimizer },
  label,
  change,
  field,
  value,
}: OptimizerNumberProps) {
  const fields: Fields = optimizers[optimizer.kind].fields;
  const spec = fields[field];
  if (value === null || spec?.kind !== "number") return <Nothing />;
  return (
    <NumberField
      {...rangeOf(spec)}
      aria-label={label}
      className={styles.number}
      value={value}
      onChange={(next) => change({ optimizer: { ...optimizer, [field]: next } })}
    />
  );
}

function Nothing() {
  return <span className={styles.nothing}>{t("compare.table.none")}</span>;
}

function ScheduleCell({ run: { schedule }, label, change }: Cell) {
  return (
    <Select
      aria-label={label}
      value={schedule.kind}
      options={scheduleKinds.map((value) => ({
        value,
        label: rowWords("schedules", value).label,
      }))}
      onChange={(kind) => change({ schedule: rowDefault(schedules, kind) })}
    />
  );
}

function InitializerCell({ run: { initializer }, label, change, name }: Cell & { name: string }) {
  const own = initializerKinds.map((value) => ({
    value,
    label: rowWords("initializers", value).label,
  }));
  return (
    <span className={styles.pair}>
      <Select
        aria-label={label}
        value={initializer?.kind ?? inherited}
        options={[{ value: inherited, label: t("runs.initializerOfNetwork") }, ...own]}
        onChange={(kind) =>
          change({ initializer: kind === inherited ? null : rowDefault(initializers, kind) })
        }
      />
      {initializer && <InitializerNumber initializer={initializer} change={change} name={name} />}
    </span>
  );
}

interface InitializerNumberProps {
  initializer: InitializerSpec;
  change: (part: Partial<RunSpec>) => void;
  name: string;
}

/** The one number that some initializers have. */
function InitializerNumber({ initializer, change, name }: InitializerNumberProps) {
  const fields: [string, Field][] = Object.entries(initializers[initializer.kind].fields);
  const values = new Map<string, unknown>(Object.entries(initializer));
  return fields.map(([key, field]) => {
    const value = values.get(key);
    if (field.kind !== "number" || typeof value !== "number") return null;
    return (
      <NumberField
        key={key}
        {...rangeOf(field)}
        aria-label={t("compare.table.initializerNumber", { field: key, run: name })}
        className={styles.number}
        value={value}
        onChange={(next) => change({ initializer: { ...initializer, [key]: next } })}
      />
    );
  });
}

interface StructureCellProps extends Cell {
  column: "activation" | "batchNormalization" | "width";
}

function StructureCell({ run: { structure }, label, change, column }: StructureCellProps) {
  if (column === "width") {
    return (
      <NumberField
        {...rangeOf(structureFields.width)}
        aria-label={label}
        className={styles.number}
        value={structure.width}
        onChange={(width) => change({ structure: { ...structure, width } })}
      />
    );
  }
  const options: readonly string[] = structureFields[column].options;
  return (
    <Select
      aria-label={label}
      value={structure[column]}
      options={options.map((value) => ({
        value,
        label: optionLabel({ area: "structure" }, column, value),
      }))}
      onChange={(value) => change({ structure: { ...structure, [column]: value } })}
    />
  );
}

/** Numbers that are off at 0; a seed of 0 is a seed like any other. */
function RunNumber({ run, label, change, column }: Cell & { column: RunColumn }) {
  if (column === "dropout") {
    return (
      <OptionalNumberField
        range={runFields.dropout}
        aria-label={label}
        className={styles.number}
        emptyText={t("training.asLayers")}
        value={run.dropout}
        onChange={(dropout) => change({ dropout })}
      />
    );
  }
  return (
    <NumberField
      {...rangeOf(runFields[column])}
      aria-label={label}
      className={styles.number}
      {...(column === "seed" ? {} : { zeroText: t("training.off") })}
      value={run[column]}
      onChange={(value) => change({ [column]: value })}
    />
  );
}
