import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import styles from "./Select.module.css";

export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export interface OptionGroup<Value extends string> {
  readonly label: string;
  readonly options: readonly Option<Value>[];
}

interface SelectProps<Value extends string>
  extends Omit<ComponentProps<"select">, "value" | "onChange" | "children"> {
  value: Value;
  options: readonly (Option<Value> | OptionGroup<Value>)[];
  onChange: (value: Value) => void;
}

/** The browser's own select. It needs a name: a `<label htmlFor>`, a Field or an `aria-label`. */
export function Select<Value extends string>({
  value,
  options,
  onChange,
  className,
  ...rest
}: SelectProps<Value>) {
  const all = options.flatMap((entry) => ("options" in entry ? entry.options : [entry]));
  return (
    <select
      className={classNames(styles.select, className)}
      value={value}
      onChange={(event) => {
        const chosen = all.find((option) => option.value === event.target.value);
        if (chosen) onChange(chosen.value);
      }}
      {...rest}
    >
      {options.map((entry) =>
        "options" in entry ? (
          <optgroup key={entry.label} label={entry.label}>
            {entry.options.map(optionElement)}
          </optgroup>
        ) : (
          optionElement(entry)
        ),
      )}
    </select>
  );
}

function optionElement({ value, label }: Option<string>) {
  return (
    <option key={value} value={value}>
      {label}
    </option>
  );
}
