import type { ComponentProps, KeyboardEvent } from "react";
import { fromPosition, numberText, type Range, stepValue, toPosition } from "./scale.ts";

const positions = 1000;
const up = ["ArrowUp", "ArrowRight", "PageUp"];
const down = ["ArrowDown", "ArrowLeft", "PageDown"];

/** What the browser's slider takes to walk a range by its scale. */
export function sliderInput(
  value: number,
  range: Range,
  onChange: (value: number) => void,
): ComponentProps<"input"> {
  // The browser would move by positions, which rounding may undo: keys take steps of the value.
  function onKeyDown(event: KeyboardEvent): void {
    const direction = up.includes(event.key) ? 1 : down.includes(event.key) ? -1 : null;
    if (direction === null || event.altKey) return;
    event.preventDefault();
    onChange(stepValue(value, direction, range, event.shiftKey || event.key.startsWith("Page")));
  }
  return {
    type: "range",
    min: 0,
    max: positions,
    step: 1,
    value: Math.round(positions * toPosition(value, range)),
    "aria-valuetext": numberText(value),
    onKeyDown,
    onChange: (event) => {
      const next = fromPosition(Number(event.target.value) / positions, range);
      if (next !== value) onChange(next);
    },
  };
}
