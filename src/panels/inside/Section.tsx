import { type ReactNode, useId } from "react";
import { t } from "../../i18n/index.ts";
import { Help } from "../../ui/Help.tsx";
import styles from "./Section.module.css";

interface SectionProps {
  title: string;
  help: string;
  /** Controls beside the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of the panel with its heading and what is to be known about it. */
export function Section({ title, help, actions, children }: SectionProps) {
  const titleId = useId();
  return (
    <section className={styles.section} aria-labelledby={titleId}>
      <div className={styles.head}>
        <h3 id={titleId} className={styles.title}>
          {title}
        </h3>
        <Help label={t("actions.about", { name: title })} text={help} />
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}
