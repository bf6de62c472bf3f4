import { useId, useState } from "react";
import { formatNumber } from "../i18n/format.ts";
import { currentLocale, t } from "../i18n/index.ts";
import type { NumbersField as NumbersSpec } from "../spec/field.ts";
import { classNames } from "./class-names.ts";
import styles from "./NumbersField.module.css";
import { readNumbers } from "./read-numbers.ts";
import { numberText } from "./scale.ts";

/** What the field takes, in words. */
function rule({ integers, min, max, atMost }: NumbersSpec): string {
  const values = {
    min: formatNumber(min, currentLocale()),
    max: formatNumber(max, currentLocale()),
    count: atMost,
  };
  return integers ? t("form.wholeNumbers", values) : t("form.numbers", values);
}

interface NumbersFieldProps {
  field: NumbersSpec;
  value: readonly number[];
  /** What an empty field means: "all alike". */
  emptyText?: string | undefined;
  onChange: (value: number[]) => void;
  id?: string;
  "aria-label"?: string;
  className?: string | undefined;
}

/**
 * A list of numbers. What is typed counts on Enter or on leaving the field; what is no such list
 * stays, with the rule under it, until it is corrected or taken back by Escape.
 */
export function NumbersField(props: NumbersFieldProps) {
  const { field, value, emptyText, onChange, className, ...rest } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const [complaint, setComplaint] = useState(false);
  const messageId = useId();

  function commit(): void {
    const typed = draft === null ? null : readNumbers(draft, field);
    setComplaint(draft !== null && typed === null);
    if (typed === null) return;
    setDraft(null);
    if (typed.join() !== value.join()) onChange(typed);
  }
  function change(text: string): void {
    setDraft(text);
    if (readNumbers(text, field) !== null) setComplaint(false);
  }
  return (
    <span className={classNames(styles.field, className)}>
      <input
        type="text"
        inputMode="text"
        autoComplete="off"
        spellCheck={false}
        className={styles.input}
        placeholder={emptyText}
        value={draft ?? value.map(numberText).join(", ")}
        aria-invalid={complaint}
        aria-describedby={complaint ? messageId : undefined}
        onChange={(event) => change(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
          if (event.key !== "Escape" || draft === null) return;
          event.stopPropagation();
          setDraft(null);
          setComplaint(false);
        }}
        {...rest}
      />
      {complaint && (
        <span id={messageId} role="alert" className={styles.message}>
          {rule(field)}
        </span>
      )}
    </span>
  );
}
