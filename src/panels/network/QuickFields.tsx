import { type FieldPlace, fieldWords } from "../../i18n/catalogue.ts";
import { layers } from "../../spec/catalogue.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import type { Field, Fields } from "../../spec/field.ts";
import { NumberField } from "../../ui/NumberField.tsx";
import { rangeOf } from "../../ui/NumberRow.tsx";
import { choiceOptions, type FieldValue } from "../../ui/RowForm.tsx";
import { Select } from "../../ui/Select.tsx";
import styles from "./QuickFields.module.css";

const mostQuick = 2;

/** Numbers and choices of a layer that stand on its row; the others wait behind it. */
function quickNames(layer: LayerSpec): string[] {
  const fields: [string, Field][] = Object.entries(layers[layer.kind].fields);
  return fields
    .filter(([, { kind }]) => kind !== "boolean" && kind !== "initializer")
    .map(([name]) => name)
    .slice(0, mostQuick);
}

/** Fields that the row does not show. */
export function otherNames(layer: LayerSpec): string[] {
  const quick = quickNames(layer);
  return Object.keys(layers[layer.kind].fields).filter((name) => !quick.includes(name));
}

interface QuickFieldsProps {
  layer: LayerSpec;
  /** `dense_1`: tells the fields of one layer from those of another. */
  name: string;
  onChange: (field: string, value: FieldValue) => void;
}

export function QuickFields({ layer, name, onChange }: QuickFieldsProps) {
  const fields: Fields = layers[layer.kind].fields;
  const values = new Map<string, unknown>(Object.entries(layer));
  const place: FieldPlace = { area: "layers", kind: layer.kind };
  return quickNames(layer).map((key) => {
    const field = fields[key];
    const label = `${fieldWords(place, key).label}, ${name}`;
    return (
      field && (
        <QuickField
          key={key}
          field={field}
          label={label}
          options={field.kind === "choice" ? choiceOptions(field, place, key) : []}
          value={values.get(key)}
          onChange={(value) => onChange(key, value)}
        />
      )
    );
  });
}

interface QuickFieldProps {
  field: Field;
  label: string;
  options: readonly { value: string; label: string }[];
  value: unknown;
  onChange: (value: FieldValue) => void;
}

function QuickField({ field, label, options, value, onChange }: QuickFieldProps) {
  if ((field.kind === "number" || field.kind === "integer") && typeof value === "number") {
    return (
      <NumberField
        {...rangeOf(field)}
        aria-label={label}
        className={styles.number}
        value={value}
        onChange={onChange}
      />
    );
  }
  if (field.kind === "choice" && typeof value === "string") {
    return (
      <Select
        aria-label={label}
        className={styles.choice}
        value={value}
        options={options}
        onChange={onChange}
      />
    );
  }
  return null;
}
