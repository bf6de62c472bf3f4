import { fieldWords, rowWords } from "../i18n/catalogue.ts";
import { t } from "../i18n/index.ts";
import { type InitializerKind, initializers } from "../spec/catalogue.ts";
import { rowDefault } from "../spec/defaults.ts";
import type { InitializerSpec } from "../spec/experiment.ts";
import type { Field as FieldSpec } from "../spec/field.ts";
import { Field } from "./Field.tsx";
import { NumberRow, rangeOf } from "./NumberRow.tsx";
import styles from "./RowForm.module.css";
import { Select } from "./Select.tsx";

function isKind(kind: string): kind is InitializerKind {
  return Object.hasOwn(initializers, kind);
}

const kinds = Object.keys(initializers).filter(isKind);
const inherited = "inherited";

export function isInitializer(value: unknown): value is InitializerSpec {
  return value instanceof Object && "kind" in value && isKind(String(value.kind));
}

interface InitializerFormProps {
  label: string;
  help?: { readonly label: string; readonly text: string };
  value: InitializerSpec | null;
  /** What null means: "As the network: Xavier uniform"; null where there is nothing to inherit. */
  inheritLabel: string | null;
  onChange: (value: InitializerSpec | null, field: string) => void;
}

/** How weights start: a kind, and its numbers under it. */
export function InitializerForm({
  label,
  help,
  value,
  inheritLabel,
  onChange,
}: InitializerFormProps) {
  const own = kinds.map((kind) => ({ value: kind, label: rowWords("initializers", kind).label }));
  const options =
    inheritLabel === null ? own : [{ value: inherited, label: inheritLabel } as const, ...own];
  const text = value === null ? help?.text : rowWords("initializers", value.kind).help;
  return (
    <div className={styles.form}>
      <Field
        label={label}
        help={{ label: help?.label ?? t("actions.about", { name: label }), text: text ?? "" }}
      >
        {({ id }) => (
          <Select
            id={id}
            value={value?.kind ?? inherited}
            options={options}
            onChange={(kind) =>
              onChange(kind === inherited ? null : rowDefault(initializers, kind), "kind")
            }
          />
        )}
      </Field>
      {value && <InitializerNumbers value={value} onChange={onChange} />}
    </div>
  );
}

interface InitializerNumbersProps {
  value: InitializerSpec;
  onChange: (value: InitializerSpec, field: string) => void;
}

function InitializerNumbers({ value, onChange }: InitializerNumbersProps) {
  const place = { area: "initializers", kind: value.kind } as const;
  const fields: [string, FieldSpec][] = Object.entries(initializers[value.kind].fields);
  const values = new Map<string, unknown>(Object.entries(value));
  return fields.map(([name, field]) => {
    const current = values.get(name);
    if (field.kind !== "number" || typeof current !== "number") return null;
    const words = fieldWords(place, name);
    return (
      <NumberRow
        key={name}
        label={words.label}
        help={{ label: t("actions.about", { name: words.label }), text: words.help }}
        range={rangeOf(field)}
        value={current}
        onChange={(next) => onChange({ ...value, [name]: next }, name)}
      />
    );
  });
}
