import { type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";
import styles from "./SegmentedControl.module.css";

interface SegmentedControlProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { readonly value: Value; readonly label: string; readonly icon?: ReactNode }[];
  onChange: (value: Value) => void;
  disabled?: boolean;
  className?: string | undefined;
}

/** One of a few, all in sight: radio buttons in a row. With an icon, the label is only spoken. */
export function SegmentedControl<Value extends string>({
  label,
  value,
  options,
  onChange,
  disabled = false,
  className,
}: SegmentedControlProps<Value>) {
  const name = useId();
  return (
    <fieldset className={classNames(styles.group, className)} aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={styles.option} title={option.icon ? option.label : ""}>
          <input
            type="radio"
            className={styles.input}
            name={name}
            checked={option.value === value}
            disabled={disabled}
            aria-label={option.label}
            onChange={() => onChange(option.value)}
          />
          {option.icon ?? option.label}
        </label>
      ))}
    </fieldset>
  );
}
