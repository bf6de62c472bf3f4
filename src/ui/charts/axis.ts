/** Where axes begin and end and which numbers stand on them. */

export interface Scale {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/** `factor` times ten to the `power`, as near as a double comes: 2e-5 and not 1.9999999999999998e-5. */
function decimal(factor: number, power: number): number {
  return Number(`${factor}e${power}`);
}

/** The smallest of 1, 2, 5 times a power of ten that is not much below `size`. */
function niceStep(size: number): number {
  const power = Math.floor(Math.log10(size));
  const nice = [1, 2, 5, 10].map((factor) => decimal(factor, power));
  return nice.find((step) => step >= size * 0.8) ?? decimal(10, power);
}

function multiples(from: number, to: number, step: number): number[] {
  const ticks: number[] = [];
  // Adding zero turns -0 into 0.
  const first = Math.ceil(from / step - 1e-6) + 0;
  const last = Math.floor(to / step + 1e-6);
  // Dividing by the inverse of a small step keeps 0.3 from becoming 0.30000000000000004.
  for (let i = first; i <= last; i++) {
    ticks.push(step < 1 ? i / Math.round(1 / step) : i * step);
  }
  return ticks;
}

/** From `min` to `max` widened to round numbers, with about `count` of them between. */
export function niceScale(min: number, max: number, count: number): Scale {
  const low = Number.isFinite(min) ? min : 0;
  const high = Number.isFinite(max) && max > low ? max : low + 1;
  const step = niceStep((high - low) / Math.max(1, count));
  const domain: [number, number] = [
    Math.floor(low / step + 1e-6) * step,
    Math.ceil(high / step - 1e-6) * step,
  ];
  return { domain, ticks: multiples(domain[0], domain[1], step) };
}

/** Exactly from `min` to `max`, with about `count` round numbers between. */
export function exactScale(min: number, max: number, count: number, whole = false): Scale {
  const high = max > min ? max : min + 1;
  const step = niceStep((high - min) / Math.max(1, count));
  return { domain: [min, high], ticks: multiples(min, high, whole ? Math.max(1, step) : step) };
}

const decadesShown = 8;

/** Powers of ten around positive values, or 1, 2, 5 of them where there are few. */
export function logScale(min: number, max: number, count: number): Scale {
  const high = max > 0 && Number.isFinite(max) ? max : 1;
  const low = Math.max(min > 0 ? min : high / 10, high / 10 ** decadesShown);
  const from = Math.floor(Math.log10(low) + 1e-9);
  const to = Math.ceil(Math.log10(high) - 1e-9);
  const candidates: number[] = [];
  for (let power = from; power <= to; power++) {
    for (const factor of [1, 2, 5]) candidates.push(decimal(factor, power));
  }
  const below = candidates.findLast((tick) => tick <= low * (1 + 1e-9)) ?? decimal(1, from);
  const above = candidates.find((tick) => tick >= high * (1 - 1e-9)) ?? decimal(1, to);
  const domain: [number, number] = [below, above > below ? above : below * 10];
  const inside = candidates.filter((tick) => tick >= domain[0] && tick <= domain[1]);
  if (inside.length <= count + 1) return { domain, ticks: inside };
  const powers = inside.filter((tick) => Number.isInteger(roundedLog(tick)));
  const every = Math.ceil(powers.length / Math.max(1, count));
  return { domain, ticks: powers.filter((_, index) => index % every === 0) };
}

function roundedLog(value: number): number {
  return Math.round(Math.log10(value) * 1e6) / 1e6;
}

const large = [
  { size: 1e9, sign: "G" },
  { size: 1e6, sign: "M" },
  { size: 1e3, sign: "k" },
];

/** A number short enough for an axis: 20k, 0.25, 1e-4. */
export function tickText(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e12 || size < 1e-3)
    return Number(value.toPrecision(3)).toExponential().replace("e+", "e");
  const unit = large.find((candidate) => size >= candidate.size);
  if (unit) return `${Number((value / unit.size).toPrecision(4))}${unit.sign}`;
  return String(Number(value.toPrecision(6)));
}

/** A measured value for people: four digits that count, never wider than nine characters. */
export function valueText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return value.toExponential(2).replace("e+", "e");
  if (size >= 1000) return value.toFixed(0);
  if (size >= 100) return value.toFixed(1);
  return value.toFixed(size >= 10 ? 2 : size >= 1 ? 3 : 4);
}
