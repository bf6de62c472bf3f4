import { type KeyboardEvent, useState } from "react";
import { classNames } from "./class-names.ts";
import styles from "./NumberField.module.css";
import { clamp, numberText, parseNumber, type Range, stepValue } from "./scale.ts";

interface OptionalNumberFieldProps {
  range: Range;
  value: number | null;
  /** What an empty field means: "as the layers". */
  emptyText: string;
  onChange: (value: number | null) => void;
  id?: string;
  "aria-label"?: string;
  className?: string | undefined;
}

/** A number that may be left out. What is typed counts on Enter or on leaving; nothing typed is none. */
export function OptionalNumberField(props: OptionalNumberFieldProps) {
  const { range, value, emptyText, onChange, className, ...rest } = props;
  const [draft, setDraft] = useState<string | null>(null);

  function commit(): void {
    setDraft(null);
    if (draft === null) return;
    const typed = draft.trim() === "" ? null : parseNumber(draft);
    if (typed === null && draft.trim() !== "") return;
    const next = typed === null ? null : clamp(typed, range);
    if (next !== value) onChange(next);
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === "Enter") commit();
    else if (event.key === "Escape" && draft !== null) {
      event.stopPropagation();
      setDraft(null);
    } else if ((event.key === "ArrowUp" || event.key === "ArrowDown") && !event.altKey) {
      event.preventDefault();
      setDraft(null);
      const direction = event.key === "ArrowUp" ? 1 : -1;
      onChange(stepValue(value ?? range.min, direction, range, event.shiftKey));
    }
  }
  return (
    <span className={classNames(styles.field, className)}>
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        className={styles.input}
        placeholder={emptyText}
        value={draft ?? (value === null ? "" : numberText(value))}
        aria-invalid={draft !== null && draft.trim() !== "" && parseNumber(draft) === null}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
        {...rest}
      />
    </span>
  );
}
