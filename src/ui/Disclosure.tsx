import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { t } from "../i18n/index.ts";
import styles from "./Disclosure.module.css";

/** What was opened stays open for as long as the page lives. */
const opened = new Set<string>();

interface DisclosureProps {
  /** The same for all that should open and close alike, as "layer.start". */
  id: string;
  title: string;
  /** How many values inside are not as they were at first; said while it is closed. */
  changed?: number;
  children: ReactNode;
}

/** A folded part of a form: fields that most people leave as they are. */
export function Disclosure({ id, title, changed = 0, children }: DisclosureProps) {
  const [open, setOpen] = useState(() => opened.has(id));
  function onToggle(now: boolean): void {
    if (now) opened.add(id);
    else opened.delete(id);
    setOpen(now);
  }
  return (
    <details
      className={styles.part}
      open={open}
      onToggle={(event) => onToggle(event.currentTarget.open)}
    >
      <summary className={styles.title}>
        <ChevronRight size={13} aria-hidden="true" className={styles.chevron} />
        {title}
        {changed > 0 && (
          <span className={styles.changed}>{t("form.changed", { count: changed })}</span>
        )}
      </summary>
      {open && <div className={styles.body}>{children}</div>}
    </details>
  );
}
