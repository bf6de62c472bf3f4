import { type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";
import styles from "./Field.module.css";
import { Help } from "./Help.tsx";

interface FieldProps {
  label: string;
  /** A sentence or two behind a question mark, and what its button is called. */
  help?: { readonly label: string; readonly text: string } | undefined;
  /** Draws the control; `id` goes to it, `labelId` names what else belongs to it. */
  children: (ids: { id: string; labelId: string }) => ReactNode;
  /** What stands under label and control over the whole width, as a slider. */
  below?: (ids: { id: string; labelId: string }) => ReactNode;
  /** `wide` puts the control under its label. */
  layout?: "row" | "wide";
  className?: string | undefined;
}

/** A label with its control. */
export function Field(props: FieldProps) {
  const { label, help, children, below, layout = "row", className } = props;
  const id = useId();
  const labelId = `${id}-label`;
  return (
    <div className={classNames(styles.field, styles[layout], className)}>
      <span className={styles.name}>
        <label id={labelId} htmlFor={id} className={styles.label}>
          {label}
        </label>
        {help && (
          <span className={styles.help}>
            <Help label={help.label} text={help.text} />
          </span>
        )}
      </span>
      <span className={styles.control}>{children({ id, labelId })}</span>
      {below && <span className={styles.below}>{below({ id, labelId })}</span>}
    </div>
  );
}
