import { type ComponentProps, type KeyboardEvent, useState } from "react";
import { classNames } from "./class-names.ts";
import styles from "./NumberField.module.css";
import { clamp, decimalText, numberText, parseNumber, type Range, stepValue } from "./scale.ts";

interface NumberFieldProps
  extends Omit<ComponentProps<"input">, "value" | "onChange" | "min" | "max" | "type">,
    Range {
  value: number;
  /** Shown in place of 0 until the field is focused: "off". */
  zeroText?: string | undefined;
  onChange: (value: number) => void;
}

const directions: Readonly<Record<string, 1 | -1>> = {
  ArrowUp: 1,
  PageUp: 1,
  ArrowDown: -1,
  PageDown: -1,
};

/**
 * A number that is typed or stepped. What is typed counts on Enter or on leaving the field; outside
 * the range it becomes the nearest end, and what is no number is taken back.
 */
export function NumberField(props: NumberFieldProps) {
  const { value, onChange, min, max, scale, integer, center, zeroText, className, ...rest } = props;
  const range: Range = {
    min,
    max,
    scale,
    ...(integer === undefined ? {} : { integer }),
    ...(center === undefined ? {} : { center }),
  };
  const [draft, setDraft] = useState<string | null>(null);
  const [focused, setFocused] = useState(false);
  const shown = value === 0 && zeroText !== undefined && !focused ? zeroText : numberText(value);

  function commit(): void {
    const typed = draft === null ? null : parseNumber(draft);
    setDraft(null);
    if (typed === null) return;
    const next = clamp(typed, range);
    if (next !== value) onChange(next);
  }
  function step(direction: 1 | -1, large: boolean): void {
    const typed = draft === null ? null : parseNumber(draft);
    setDraft(null);
    onChange(stepValue(typed === null ? value : clamp(typed, range), direction, range, large));
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const direction = directions[event.key];
    if (direction !== undefined && !event.altKey) {
      event.preventDefault();
      step(direction, event.shiftKey || event.key.startsWith("Page"));
    } else if (event.key === "Enter") {
      commit();
    } else if (event.key === "Escape" && draft !== null) {
      event.stopPropagation();
      setDraft(null);
    }
  }

  return (
    <span className={classNames(styles.field, className)}>
      <input
        role="spinbutton"
        type="text"
        inputMode={integer ? "numeric" : "decimal"}
        autoComplete="off"
        spellCheck={false}
        className={styles.input}
        value={draft ?? shown}
        {...ariaRange(value, range)}
        aria-valuetext={value === 0 ? (zeroText ?? "0") : numberText(value)}
        aria-invalid={draft !== null && draft !== "" && parseNumber(draft) === null}
        onChange={(event) => setDraft(event.target.value)}
        onFocus={() => setFocused(true)}
        onBlur={() => {
          setFocused(false);
          commit();
        }}
        onKeyDown={onKeyDown}
        {...rest}
      />
      <Stepper onStep={step} disabled={rest.disabled === true} />
    </span>
  );
}

/** React's types want numbers here, but would write 1e-8, which ARIA does not know. */
function ariaRange(value: number, { min, max }: Range) {
  return Object.fromEntries([
    ["aria-valuenow", decimalText(value)],
    ["aria-valuemin", decimalText(min)],
    ["aria-valuemax", decimalText(max)],
  ]);
}

interface StepperProps {
  onStep: (direction: 1 | -1, large: boolean) => void;
  disabled: boolean;
}

/** For the mouse only: arrow keys do the same and are announced by the field itself. */
function Stepper({ onStep, disabled }: StepperProps) {
  const button = (direction: 1 | -1, className: string | undefined) => (
    <button
      type="button"
      tabIndex={-1}
      disabled={disabled}
      aria-label={direction > 0 ? "+" : "−"}
      className={classNames(styles.step, className)}
      onPointerDown={(event) => event.preventDefault()}
      onClick={(event) => onStep(direction, event.shiftKey)}
    />
  );
  return (
    <span className={styles.stepper} aria-hidden="true">
      {button(1, styles.up)}
      {button(-1, styles.down)}
    </span>
  );
}
