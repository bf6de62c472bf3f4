/** How sliders and steppers walk a range: evenly, by decades, or by decades of what is left to 1. */

export interface Range {
  readonly min: number;
  readonly max: number;
  readonly scale: "linear" | "log";
  readonly integer?: boolean;
  /** Where a logarithmic slider is centred when the range spans too many decades to be drawn. */
  readonly center?: number;
}

/** Decay rates live close to 1: 0.9, 0.99, 0.999 are as far apart as 0.1, 0.01, 0.001. */
function nearOne({ max, scale, integer }: Range): boolean {
  return scale === "linear" && !integer && max > 0.99 && max < 1;
}

const decadesToOne = 5;

/** The part of a logarithmic range that a slider shows; typing reaches the rest. */
function shownDecades({ min, max, center = 0, integer }: Range): { low: number; high: number } {
  if (integer) return { low: Math.max(1, min), high: max };
  if (center > 0) return { low: Math.max(min, center / 1e4), high: Math.min(max, center * 1e3) };
  return { low: Math.max(min, Math.min(max, 10) * 1e-6), high: Math.min(max, 1e3) };
}

export function clamp(value: number, { min, max, integer = false }: Range): number {
  const whole = integer ? Math.round(value) : value;
  return Math.min(max, Math.max(min, whole));
}

/** Rounds to `digits` significant decimal digits. */
function significant(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

/** Position 0 to 1 on the slider of a value. */
export function toPosition(value: number, range: Range): number {
  if (nearOne(range)) {
    // p = -log10(1 - v) / decades
    return Math.min(1, Math.max(0, -Math.log10(1 - value) / decadesToOne));
  }
  if (range.scale === "linear") return (value - range.min) / (range.max - range.min);
  const { low, high } = shownDecades(range);
  const zero = range.min <= 0 ? zeroWidth : 0;
  if (value < low) return 0;
  // p = zero + (1 - zero) * log(v / low) / log(high / low)
  return Math.min(1, zero + ((1 - zero) * Math.log(value / low)) / Math.log(high / low));
}

/** A range with 0 in it has a notch at the left end of its logarithmic slider. */
const zeroWidth = 0.04;

/** The value at a position 0 to 1, rounded to what a person would have typed. */
export function fromPosition(position: number, range: Range): number {
  if (nearOne(range)) {
    const rest = significant(10 ** (-position * decadesToOne), 2);
    return clamp(Number((1 - rest).toFixed(decadesToOne + 2)), range);
  }
  if (range.scale === "linear") {
    const raw = range.min + position * (range.max - range.min);
    const step = linearStep(range);
    return clamp(Number((Math.round(raw / step) * step).toPrecision(12)), range);
  }
  const { low, high } = shownDecades(range);
  const zero = range.min <= 0 ? zeroWidth : 0;
  if (position < zero / 2) return range.min;
  const share = Math.max(0, position - zero) / (1 - zero);
  return clamp(significant(low * (high / low) ** share, 2), range);
}

function linearStep({ min, max, integer }: Range): number {
  if (integer) return 1;
  return 10 ** Math.floor(Math.log10((max - min) / 50));
}

/** The next value up (1) or down (-1); `large` takes ten steps' worth. */
export function stepValue(value: number, direction: 1 | -1, range: Range, large = false): number {
  const factor = large ? 10 : 1;
  if (range.integer) return clamp(value + direction * factor * integerStep(value, range), range);
  if (nearOne(range)) return stepNearOne(value, direction, range);
  if (range.scale === "log") return stepDecades(value, direction, range, large);
  const step = linearStep(range) * factor;
  return clamp(Number((value + direction * step).toPrecision(12)), range);
}

function integerStep(value: number, { scale }: Range): number {
  if (scale === "linear" || value < 10) return 1;
  return 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
}

const mantissas = [1, 2, 5, 10];

/** 0.01, 0.02, 0.05, 0.1, ...: the next of these, or the next power of ten. */
function stepDecades(value: number, direction: 1 | -1, range: Range, large: boolean): number {
  const { low } = shownDecades(range);
  if (value < low) return direction > 0 ? low : range.min;
  if (direction < 0 && value <= low * (1 + 1e-9)) return range.min;
  const steps = large ? [1, 10] : mantissas;
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  const mantissa = significant(value / 10 ** exponent, 6);
  const up = steps.find((step) => step > mantissa) ?? 10;
  const down = steps.findLast((step) => step < mantissa) ?? (large ? 0.1 : 0.5);
  return clamp(significant((direction > 0 ? up : down) * 10 ** exponent, 6), range);
}

/** 0.9, 0.95, 0.98, 0.99, ...: the complement walks 1, 2, 5. */
function stepNearOne(value: number, direction: 1 | -1, range: Range): number {
  const complement: Range = { min: 1 - range.max, max: 1, scale: "log" };
  const rest = stepDecades(significant(1 - value, 6), direction > 0 ? -1 : 1, complement, false);
  return clamp(Number((1 - rest).toFixed(8)), range);
}

/** As an input field shows it: 0.001, 1e-8, 4096. */
export function numberText(value: number): string {
  if (value !== 0 && Math.abs(value) < 1e-4) return value.toExponential().replace("e+", "e");
  return String(value);
}

/** Without an exponent, as ARIA's numbers must be. */
export function decimalText(value: number): string {
  const text = String(value);
  return text.includes("e-") ? value.toFixed(20).replace(/0+$/, "") : text;
}

/** What a person typed, or null; full-width digits and a decimal comma are understood. */
export function parseNumber(text: string): number | null {
  const plain = text.normalize("NFKC").trim().replaceAll(/[\s_]/g, "").replace("−", "-");
  const pointed = plain.includes(".") ? plain : plain.replace(",", ".");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(pointed)) return null;
  const value = Number(pointed);
  return Number.isFinite(value) ? value : null;
}
