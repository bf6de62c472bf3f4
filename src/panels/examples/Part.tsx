import { type ReactNode, useId } from "react";
import styles from "./Part.module.css";

interface PartProps {
  title: string;
  /** A question mark behind the title. */
  note?: ReactNode;
  /** Controls at the end of the head. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of the panel with its heading. */
export function Part({ title, note, actions, children }: PartProps) {
  const id = useId();
  return (
    <section className={styles.part} aria-labelledby={id}>
      <header className={styles.head}>
        <h3 className={styles.title}>
          <span id={id}>{title}</span>
          {note}
        </h3>
        {actions}
      </header>
      {children}
    </section>
  );
}
