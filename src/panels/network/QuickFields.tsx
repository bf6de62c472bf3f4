import { type FieldPlace, fieldWords } from "../../i18n/catalogue.ts";
import { layers } from "../../spec/catalogue.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import type { Field, Fields } from "../../spec/field.ts";
import { NumberField } from "../../ui/NumberField.tsx";
import { rangeOf } from "../../ui/NumberRow.tsx";
import { NumbersField } from "../../ui/NumbersField.tsx";
import { choiceOptions, type FieldValue, isNumbers } from "../../ui/RowForm.tsx";
import { shownNames } from "../../ui/row-fields.ts";
import { Select } from "../../ui/Select.tsx";
import styles from "./QuickFields.module.css";

/** What tells most about a layer: how many, how large, how strong. */
const telling = [
  "units",
  "filters",
  "height",
  "width",
  "vocabulary",
  "size",
  "shape",
  "rate",
  "std",
  "function",
];

/** Fields of a layer that stand on its row; the others wait behind it. */
function quickNames(layer: LayerSpec): string[] {
  const names = Object.keys(layers[layer.kind].fields);
  const quick = names.filter((name) => telling.includes(name));
  return names.includes("activation") && quick.length === 1 ? [...quick, "activation"] : quick;
}

/** Where weights start and what keeps them small: folded away until it is wanted. */
const folded = [
  "initializer",
  "recurrentInitializer",
  "biasInitializer",
  "forgetBias",
  "l1",
  "l2",
  "maxNorm",
  "trainable",
];

/** Fields that the row does not show: those that stand behind it, and those that are folded there. */
export function otherNames(layer: LayerSpec): { main: string[]; start: string[] } {
  const fields: Fields = layers[layer.kind].fields;
  const quick = quickNames(layer);
  const others = shownNames(fields, layer).filter((name) => !quick.includes(name));
  const start = folded.filter((name) => others.includes(name));
  const main = others.filter((name) => !folded.includes(name));
  // A fold of one or two would only be in the way.
  return start.length > 2 ? { main, start } : { main: [...main, ...start], start: [] };
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
  if (field.kind === "numbers" && isNumbers(value)) {
    return (
      <NumbersField
        field={field}
        aria-label={label}
        className={styles.list}
        value={value}
        onChange={onChange}
      />
    );
  }
  return null;
}
