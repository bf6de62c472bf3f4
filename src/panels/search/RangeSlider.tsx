import type { CSSProperties, KeyboardEvent } from "react";
import { fromPosition, numberText, type Range, stepValue, toPosition } from "../../ui/scale.ts";
import styles from "./RangeSlider.module.css";

interface RangeSliderProps {
  range: Range;
  low: number;
  high: number;
  label: string;
  lowLabel: string;
  highLabel: string;
  onChange: (end: "low" | "high", value: number) => void;
}

const positions = 1000;
const up = ["ArrowUp", "ArrowRight", "PageUp"];
const down = ["ArrowDown", "ArrowLeft", "PageDown"];

/** A slider with two handles: two of the browser's own over each other, only their handles to be taken. */
export function RangeSlider(props: RangeSliderProps) {
  const { range, low, high, label, lowLabel, highLabel, onChange } = props;
  const style: CSSProperties & Record<"--from" | "--to", string> = {
    "--from": `${100 * toPosition(low, range)}%`,
    "--to": `${100 * toPosition(high, range)}%`,
  };
  return (
    <fieldset className={styles.slider} style={style} aria-label={label}>
      <Handle {...{ range, label: lowLabel, value: low }} onChange={(v) => onChange("low", v)} />
      <Handle {...{ range, label: highLabel, value: high }} onChange={(v) => onChange("high", v)} />
    </fieldset>
  );
}

interface HandleProps {
  range: Range;
  label: string;
  value: number;
  onChange: (value: number) => void;
}

function Handle({ range, label, value, onChange }: HandleProps) {
  // The browser would move by positions, which rounding may undo: keys take steps of the value.
  function onKeyDown(event: KeyboardEvent): void {
    const direction = up.includes(event.key) ? 1 : down.includes(event.key) ? -1 : null;
    if (direction === null || event.altKey) return;
    event.preventDefault();
    onChange(stepValue(value, direction, range, event.shiftKey || event.key.startsWith("Page")));
  }
  return (
    <input
      type="range"
      className={styles.handle}
      min={0}
      max={positions}
      step={1}
      value={Math.round(positions * toPosition(value, range))}
      aria-label={label}
      aria-valuetext={numberText(value)}
      onKeyDown={onKeyDown}
      onChange={(event) => {
        const next = fromPosition(Number(event.target.value) / positions, range);
        if (next !== value) onChange(next);
      }}
    />
  );
}
