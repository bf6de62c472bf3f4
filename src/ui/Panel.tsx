import { type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";
import styles from "./Panel.module.css";

interface PanelProps {
  title: string;
  /** Small facts behind the title, as totals. */
  note?: ReactNode;
  /** Buttons at the end of the head. */
  actions?: ReactNode;
  children: ReactNode;
  /** What stays in sight under the scrolling part. */
  footer?: ReactNode;
  className?: string | undefined;
}

/** A region of the page with its heading; what does not fit scrolls inside. */
export function Panel({ title, note, actions, children, footer, className }: PanelProps) {
  const titleId = useId();
  return (
    <section className={classNames(styles.panel, className)} aria-labelledby={titleId}>
      <header className={styles.head}>
        <h2 id={titleId} className={styles.title}>
          {title}
        </h2>
        {note && <div className={styles.note}>{note}</div>}
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={styles.body}>{children}</div>
      {footer && <footer className={styles.footer}>{footer}</footer>}
    </section>
  );
}
