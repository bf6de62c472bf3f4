import type { ComponentProps, CSSProperties, KeyboardEvent } from "react";
import { classNames } from "./class-names.ts";
import styles from "./Slider.module.css";
import { fromPosition, numberText, type Range, stepValue, toPosition } from "./scale.ts";

interface SliderProps
  extends Omit<ComponentProps<"input">, "value" | "onChange" | "min" | "max" | "type" | "step">,
    Range {
  value: number;
  onChange: (value: number) => void;
}

const positions = 1000;
const up = ["ArrowUp", "ArrowRight", "PageUp"];
const down = ["ArrowDown", "ArrowLeft", "PageDown"];

/** A slider that walks its range by its scale. It needs a name: `aria-label` or `aria-labelledby`. */
export function Slider(props: SliderProps) {
  const { value, onChange, min, max, scale, integer, center, className, ...rest } = props;
  const range: Range = {
    min,
    max,
    scale,
    ...(integer === undefined ? {} : { integer }),
    ...(center === undefined ? {} : { center }),
  };
  const position = toPosition(value, range);

  // The browser would move by positions, which rounding may undo: keys take steps of the value.
  function onKeyDown(event: KeyboardEvent): void {
    const direction = up.includes(event.key) ? 1 : down.includes(event.key) ? -1 : null;
    if (direction === null || event.altKey) return;
    event.preventDefault();
    onChange(stepValue(value, direction, range, event.shiftKey || event.key.startsWith("Page")));
  }

  const fill: CSSProperties & Record<"--fill", string> = { "--fill": `${position * 100}%` };
  return (
    <input
      type="range"
      min={0}
      max={positions}
      step={1}
      className={classNames(styles.slider, className)}
      style={fill}
      value={Math.round(position * positions)}
      aria-valuetext={numberText(value)}
      onKeyDown={onKeyDown}
      onChange={(event) => {
        const next = fromPosition(Number(event.target.value) / positions, range);
        if (next !== value) onChange(next);
      }}
      {...rest}
    />
  );
}
