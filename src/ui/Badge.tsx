import type { ComponentProps, ReactNode } from "react";
import styles from "./Badge.module.css";
import { classNames } from "./class-names.ts";

interface BadgeProps extends ComponentProps<"span"> {
  tone?: "neutral" | "accent" | "warning" | "danger";
  icon?: ReactNode;
}

/** A word or two about a state. */
export function Badge({ tone = "neutral", icon, className, children, ...rest }: BadgeProps) {
  return (
    <span className={classNames(styles.badge, styles[tone], className)} {...rest}>
      {icon}
      {children}
    </span>
  );
}
