import type { IntegerField, NumberField as NumberSpec } from "../spec/field.ts";
import { Field } from "./Field.tsx";
import { NumberField } from "./NumberField.tsx";
import styles from "./NumberRow.module.css";
import { Slider } from "./Slider.tsx";
import type { Range } from "./scale.ts";

export function rangeOf(field: NumberSpec | IntegerField): Range {
  const { min, max, scale } = field;
  return { min, max, scale, integer: field.kind === "integer", center: field.default };
}

/** Sliders make no sense for numbers that only name something, as a seed. */
function hasSlider({ min, max, scale }: Range): boolean {
  return scale === "log" || max - min <= 1000;
}

interface NumberRowProps {
  label: string;
  help?: { readonly label: string; readonly text: string } | undefined;
  range: Range;
  value: number;
  /** What 0 means, where it means something special: "off". */
  zeroText?: string | undefined;
  onChange: (value: number) => void;
}

/** A number with its slider: every numeric field of the page looks so. */
export function NumberRow({ label, help, range, value, zeroText, onChange }: NumberRowProps) {
  return (
    <Field label={label} help={help}>
      {({ id, labelId }) => (
        <span className={styles.number}>
          {hasSlider(range) && (
            <Slider
              {...range}
              aria-labelledby={labelId}
              className={styles.slider}
              value={value}
              onChange={onChange}
            />
          )}
          <NumberField
            {...range}
            id={id}
            zeroText={zeroText}
            className={styles.box}
            value={value}
            onChange={onChange}
          />
        </span>
      )}
    </Field>
  );
}
