import { fieldWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import { tableFields } from "../../spec/data-catalogue.ts";
import type { TableSpec } from "../../spec/experiment.ts";
import { Field } from "../../ui/Field.tsx";
import { choiceOptions, type FieldValue, fieldHelp, RowForm } from "../../ui/RowForm.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { Select } from "../../ui/Select.tsx";
import { Switch } from "../../ui/Switch.tsx";
import styles from "./TableDialog.module.css";

const place = { area: "table" } as const;

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

/** What each row is, what its columns say, and how series are cut. */
export function TableOptions({ table, names, change }: OptionsProps) {
  const { label } = fieldWords(place, "layout");
  return (
    <div className={styles.options}>
      <Field label={label} help={fieldHelp(tableFields.layout, place, "layout")} layout="wide">
        {() => (
          <SegmentedControl
            label={label}
            value={table.layout}
            options={choiceOptions(tableFields.layout, place, "layout").flatMap(isLayout)}
            onChange={(layout) => change({ layout })}
          />
        )}
      </Field>
      <Field label={t("importing.header")}>
        {({ id }) => (
          <Switch id={id} checked={table.header} onChange={(header) => change({ header })} />
        )}
      </Field>
      <Field label={t("importing.label")}>
        {({ id }) => (
          <ColumnSelect
            id={id}
            names={names}
            value={table.label}
            onChange={(next) => change({ label: next })}
          />
        )}
      </Field>
      {table.layout === "series" && <SeriesOptions {...{ table, names, change }} />}
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
      <Field label={t("importing.incomplete")} layout="wide">
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

/** The option with its value as one of the layouts. */
function isLayout({ value, label }: { value: string; label: string }) {
  return value === "rows" || value === "series" ? [{ value, label } as const] : [];
}

/** Which columns say whose series a sample belongs to and when, and how long a window is. */
function SeriesOptions({ table, names, change }: OptionsProps) {
  return (
    <>
      {(["subject", "time"] as const).map((name) => (
        <Field
          key={name}
          label={fieldWords(place, name).label}
          help={fieldHelp(tableFields[name], place, name)}
        >
          {({ id }) => (
            <ColumnSelect
              id={id}
              names={names}
              optional
              value={table[name]}
              onChange={(column) => change({ [name]: column })}
            />
          )}
        </Field>
      ))}
      <RowForm
        fields={tableFields}
        place={place}
        values={table}
        only={["window", "windowStride"]}
        onChange={(name: string, value: FieldValue) => change({ [name]: value })}
      />
    </>
  );
}

interface ColumnSelectProps {
  id: string;
  names: readonly string[];
  /** -1 where there is none. */
  value: number;
  optional?: boolean;
  onChange: (column: number) => void;
}

function ColumnSelect({ id, names, value, optional = false, onChange }: ColumnSelectProps) {
  const columns = names.map((name, index) => ({ value: String(index), label: name }));
  const none = { value: "-1", label: t("tableDialog.noColumn") };
  return (
    <Select
      id={id}
      value={String(value)}
      options={optional ? [none, ...columns] : columns}
      onChange={(column) => onChange(Number(column))}
    />
  );
}
