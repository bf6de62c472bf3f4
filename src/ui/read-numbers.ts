/** Lists of numbers as people type them. */
import type { NumbersField } from "../spec/field.ts";
import { parseNumber } from "./scale.ts";

/** Numbers with commas between, or null where they are not what the field asks for. */
export function readNumbers(text: string, field: NumbersField): number[] | null {
  const parts = text
    .normalize("NFKC")
    .split(/[,;、×\s]+/)
    .filter((part) => part !== "");
  const values = parts.map(parseNumber).filter((value) => value !== null);
  const fits = (value: number) =>
    value >= field.min && value <= field.max && (!field.integers || Number.isInteger(value));
  const whole = values.length === parts.length && values.length <= field.atMost;
  return whole && values.every(fits) ? values : null;
}
