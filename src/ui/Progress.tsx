import { classNames } from "./class-names.ts";
import styles from "./Progress.module.css";

interface ProgressProps {
  label: string;
  /** 0 to 1; null while how much there is to do is not known. */
  value: number | null;
  /** What is spoken instead of percents. */
  text?: string;
  className?: string | undefined;
}

export function Progress({ label, value, text, className }: ProgressProps) {
  return (
    <progress
      className={classNames(styles.progress, className)}
      aria-label={label}
      max={1}
      {...(value === null ? {} : { value: Math.min(1, Math.max(0, value)) })}
      {...(text === undefined ? {} : { "aria-valuetext": text })}
    />
  );
}
