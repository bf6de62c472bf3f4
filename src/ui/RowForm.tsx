import { type FieldPlace, fieldWords, optionLabel } from "../i18n/catalogue.ts";
import { t } from "../i18n/index.ts";
import type { InitializerSpec } from "../spec/experiment.ts";
import type { ChoiceField, Field as FieldSpec, Fields } from "../spec/field.ts";
import { Field } from "./Field.tsx";
import { InitializerForm, isInitializer } from "./InitializerForm.tsx";
import { NumberRow, rangeOf } from "./NumberRow.tsx";
import styles from "./RowForm.module.css";
import { Select } from "./Select.tsx";
import { Switch } from "./Switch.tsx";

export type FieldValue = number | boolean | string | InitializerSpec | null;

interface RowFormProps {
  fields: Fields;
  place: FieldPlace;
  values: object;
  onChange: (name: string, value: FieldValue) => void;
  /** Only these fields, in this order. */
  only?: readonly string[];
  /** What 0 means in fields where it means something special, as "off". */
  zeroTexts?: Readonly<Record<string, string>>;
  /** What an initializer of null means: "As the network: Xavier uniform". */
  inheritLabel?: string;
}

/** The fields of a catalogue row as a form; words come from the dictionaries. */
export function RowForm(props: RowFormProps) {
  const { fields, place, values, onChange, only, zeroTexts, inheritLabel = "" } = props;
  const current = new Map<string, unknown>(Object.entries(values));
  return (
    <div className={styles.form}>
      {(only ?? Object.keys(fields)).map((name) => {
        const field = fields[name];
        return (
          field && (
            <RowField
              key={name}
              field={field}
              name={name}
              place={place}
              value={current.get(name)}
              zeroText={zeroTexts?.[name]}
              inheritLabel={inheritLabel}
              onChange={(value) => onChange(name, value)}
            />
          )
        );
      })}
    </div>
  );
}

/** A field's help with the word that it takes effect at once, where it does. */
export function fieldHelp(field: FieldSpec, place: FieldPlace, name: string) {
  const { label, help } = fieldWords(place, name);
  const live = field.kind === "number" && field.live ? ` ${t("training.live")}` : "";
  return { label: t("actions.about", { name: label }), text: help + live };
}

export function choiceOptions(field: ChoiceField, place: FieldPlace, name: string) {
  return field.options.map((value) => ({ value, label: optionLabel(place, name, value) }));
}

interface RowFieldProps {
  field: FieldSpec;
  name: string;
  place: FieldPlace;
  value: unknown;
  zeroText: string | undefined;
  inheritLabel: string;
  onChange: (value: FieldValue) => void;
}

function RowField({ field, name, place, value, zeroText, inheritLabel, onChange }: RowFieldProps) {
  const { label } = fieldWords(place, name);
  const shared = { label, help: fieldHelp(field, place, name) };
  switch (field.kind) {
    case "number":
    case "integer": {
      const number = typeof value === "number" ? value : field.default;
      return (
        <NumberRow
          {...shared}
          zeroText={zeroText}
          range={rangeOf(field)}
          value={number}
          onChange={onChange}
        />
      );
    }
    case "boolean":
      return (
        <Field {...shared}>
          {({ id }) => <Switch id={id} checked={value === true} onChange={onChange} />}
        </Field>
      );
    case "choice":
      return (
        <Field {...shared}>
          {({ id }) => (
            <Select
              id={id}
              value={typeof value === "string" ? value : field.default}
              options={choiceOptions(field, place, name)}
              onChange={onChange}
            />
          )}
        </Field>
      );
    case "initializer":
      return (
        <InitializerForm
          {...shared}
          value={isInitializer(value) ? value : null}
          inheritLabel={inheritLabel}
          onChange={onChange}
        />
      );
  }
}
