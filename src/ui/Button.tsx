import type { ComponentProps, ReactNode } from "react";
import styles from "./Button.module.css";
import { classNames } from "./class-names.ts";

interface ButtonProps extends ComponentProps<"button"> {
  /** `primary` is the one action that a place is about; `quiet` has no frame until it is pointed at. */
  variant?: "primary" | "plain" | "quiet" | "danger";
  size?: "small" | "medium" | "large";
  icon?: ReactNode;
}

export function Button({
  variant = "plain",
  size = "medium",
  icon,
  className,
  children,
  ...rest
}: ButtonProps) {
  const names = classNames(styles.button, styles[variant], styles[size], className);
  return (
    <button type="button" className={names} {...rest}>
      {icon}
      {children}
    </button>
  );
}
