import type { ComponentProps, ReactNode } from "react";
import styles from "./Button.module.css";
import { classNames } from "./class-names.ts";
import { Tooltip } from "./Tooltip.tsx";

interface IconButtonProps extends Omit<ComponentProps<"button">, "children" | "title"> {
  /** Its name: spoken, and shown when it is pointed at or focused. */
  label: string;
  /** Shown behind the name, as "Ctrl+Z". */
  shortcut?: string;
  icon: ReactNode;
  variant?: "primary" | "plain" | "quiet" | "danger";
  size?: "small" | "medium" | "large";
}

export function IconButton({
  label,
  shortcut,
  icon,
  variant = "quiet",
  size = "medium",
  className,
  ...rest
}: IconButtonProps) {
  const names = classNames(styles.button, styles.icon, styles[variant], styles[size], className);
  return (
    <Tooltip text={shortcut === undefined ? label : `${label}  (${shortcut})`}>
      <button type="button" className={names} aria-label={label} {...rest}>
        {icon}
      </button>
    </Tooltip>
  );
}
