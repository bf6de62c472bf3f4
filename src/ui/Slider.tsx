import type { ComponentProps, CSSProperties } from "react";
import { classNames } from "./class-names.ts";
import styles from "./Slider.module.css";
import { type Range, toPosition } from "./scale.ts";
import { sliderInput } from "./slider-input.ts";

interface SliderProps
  extends Omit<ComponentProps<"input">, "value" | "onChange" | "min" | "max" | "type" | "step">,
    Range {
  value: number;
  onChange: (value: number) => void;
}

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
  const fill: CSSProperties & Record<"--fill", string> = {
    "--fill": `${toPosition(value, range) * 100}%`,
  };
  return (
    <input
      {...sliderInput(value, range, onChange)}
      className={classNames(styles.slider, className)}
      style={fill}
      {...rest}
    />
  );
}
