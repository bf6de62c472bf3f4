import type { CSSProperties } from "react";
import { type Range, toPosition } from "../../ui/scale.ts";
import { sliderInput } from "../../ui/slider-input.ts";
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
  return (
    <input {...sliderInput(value, range, onChange)} className={styles.handle} aria-label={label} />
  );
}
