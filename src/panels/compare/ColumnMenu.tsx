import { Columns3 } from "lucide-react";
import { type ToggleEvent, useId, useRef } from "react";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/Button.tsx";
import { placeBeside } from "../../ui/place.ts";
import styles from "./ColumnMenu.module.css";
import { type ColumnId, columnIds, columnLabel } from "./columns.ts";

interface ColumnMenuProps {
  chosen: readonly ColumnId[];
  /** Shown whatever is chosen. */
  differing: readonly ColumnId[];
  onChange: (chosen: readonly ColumnId[]) => void;
}

/** Which fields have a column. */
export function ColumnMenu({ chosen, differing, onChange }: ColumnMenuProps) {
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const toggle = (column: ColumnId) =>
    onChange(
      chosen.includes(column) ? chosen.filter((other) => other !== column) : [...chosen, column],
    );
  function place(event: ToggleEvent<HTMLElement>): void {
    if (event.newState === "open" && anchor.current) {
      placeBeside(event.currentTarget, anchor.current, "end");
    }
  }
  return (
    <span ref={anchor}>
      <Button
        size="small"
        icon={<Columns3 size={14} aria-hidden="true" />}
        popoverTarget={id}
        aria-haspopup="dialog"
      >
        {t("compare.table.columns")}
      </Button>
      <fieldset
        id={id}
        popover="auto"
        className={styles.list}
        aria-label={t("compare.table.columns")}
        onToggle={place}
      >
        {columnIds.map((column) => {
          const always = differing.includes(column);
          return (
            <label key={column} className={styles.item}>
              <input
                type="checkbox"
                checked={always || chosen.includes(column)}
                disabled={always}
                onChange={() => toggle(column)}
              />
              {columnLabel(column)}
              {always && <small className={styles.differs}>{t("compare.table.differs")}</small>}
            </label>
          );
        })}
        <p className={styles.help}>{t("compare.table.columnsHelp")}</p>
      </fieldset>
    </span>
  );
}
