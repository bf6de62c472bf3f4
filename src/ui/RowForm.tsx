import { type FieldPlace, fieldWords, optionLabel } from "../i18n/catalogue.ts";
import { t } from "../i18n/index.ts";
import type { InitializerSpec } from "../spec/experiment.ts";
import type { ChoiceField, Field as FieldSpec, Fields } from "../spec/field.ts";
import { Field } from "./Field.tsx";
import { InitializerForm, isInitializer } from "./InitializerForm.tsx";
import { NumberRow, rangeOf } from "./NumberRow.tsx";
import { NumbersField } from "./NumbersField.tsx";
import { OptionalNumberField } from "./OptionalNumberField.tsx";
import styles from "./RowForm.module.css";
import { shownNames } from "./row-fields.ts";
import { Select } from "./Select.tsx";
import { Switch } from "./Switch.tsx";

export type FieldValue = number | boolean | string | number[] | InitializerSpec | null;

interface RowFormProps {
  fields: Fields;
  place: FieldPlace;
  values: object;
  onChange: (name: string, value: FieldValue) => void;
  /** Only these fields, in this order; without those that have no meaning beside the values. */
  only?: readonly string[];
  /** What 0 means in fields where it means something special, as "off". */
  zeroTexts?: Readonly<Record<string, string>>;
  /** What a field means that is left out, as "as the layers"; wins over `inheritLabel`. */
  emptyTexts?: Readonly<Record<string, string>>;
  /** What an initializer of null means: "As the network: Xavier uniform". */
  inheritLabel?: string;
}

/** The fields of a catalogue row as a form; words come from the dictionaries. */
export function RowForm(props: RowFormProps) {
  const { fields, place, values, onChange, zeroTexts, emptyTexts, inheritLabel = "" } = props;
  const shown = shownNames(fields, values);
  const only = props.only?.filter((name) => shown.includes(name));
  const current = new Map<string, unknown>(Object.entries(values));
  return (
    <div className={styles.form}>
      {(only ?? shown).map((name) => {
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
              emptyText={emptyTexts?.[name]}
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
  const live = "live" in field && field.live ? ` ${t("training.live")}` : "";
  return { label: t("actions.about", { name: label }), text: help + live };
}

export function choiceOptions(field: ChoiceField, place: FieldPlace, name: string) {
  return field.options.map((value) => ({ value, label: optionLabel(place, name, value) }));
}

export function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((each) => typeof each === "number");
}

interface RowFieldProps {
  field: FieldSpec;
  name: string;
  place: FieldPlace;
  value: unknown;
  zeroText: string | undefined;
  emptyText: string | undefined;
  inheritLabel: string;
  onChange: (value: FieldValue) => void;
}

/** Numbers and initializers draw their own rows; all others are a control beside its label. */
function RowField(props: RowFieldProps) {
  const { field, name, place, value, zeroText, emptyText, inheritLabel, onChange } = props;
  const { label } = fieldWords(place, name);
  const shared = { label, help: fieldHelp(field, place, name) };
  switch (field.kind) {
    case "number":
    case "integer":
      return (
        <NumberRow
          {...shared}
          zeroText={zeroText}
          range={rangeOf(field)}
          value={typeof value === "number" ? value : field.default}
          onChange={onChange}
        />
      );
    case "initializer":
      return (
        <InitializerForm
          {...shared}
          value={isInitializer(value) ? value : null}
          inheritLabel={emptyText ?? inheritLabel}
          onChange={onChange}
        />
      );
    default:
      return <Field {...shared}>{({ id }) => <Control {...props} field={field} id={id} />}</Field>;
  }
}

interface ControlProps extends RowFieldProps {
  field: Exclude<FieldSpec, { kind: "number" | "integer" | "initializer" }>;
  id: string;
}

function Control({ id, field, name, place, value, emptyText, onChange }: ControlProps) {
  switch (field.kind) {
    case "optionalNumber":
      return (
        <OptionalNumberField
          id={id}
          range={field}
          emptyText={emptyText ?? t("form.standard")}
          value={typeof value === "number" ? value : null}
          onChange={onChange}
        />
      );
    case "numbers":
      return (
        <NumbersField
          id={id}
          field={field}
          emptyText={emptyText}
          value={isNumbers(value) ? value : field.default}
          onChange={onChange}
        />
      );
    case "boolean":
      return <Switch id={id} checked={value === true} onChange={onChange} />;
    case "choice":
      return (
        <Select
          id={id}
          value={typeof value === "string" ? value : field.default}
          options={choiceOptions(field, place, name)}
          onChange={onChange}
        />
      );
  }
}
