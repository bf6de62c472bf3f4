import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import styles from "./Switch.module.css";

interface SwitchProps extends Omit<ComponentProps<"input">, "type" | "checked" | "onChange"> {
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** On or off, at once. It needs a name: a Field, a `<label>` or an `aria-label`. */
export function Switch({ checked, onChange, className, ...rest }: SwitchProps) {
  return (
    <input
      type="checkbox"
      role="switch"
      aria-checked={checked}
      className={classNames(styles.switch, className)}
      checked={checked}
      onChange={(event) => onChange(event.target.checked)}
      {...rest}
    />
  );
}
