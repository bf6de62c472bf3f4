/** Numbers, bytes and durations as people of each language write them. */

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, options);
  formatters.set(key, made);
  return made;
}

/** Significant digits; very small and very large numbers with an exponent, as 1e-5. */
export function formatNumber(value: number, locale: string, digits = 4): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e15)) {
    return value.toPrecision(digits).includes("e")
      ? trimExponent(value.toExponential(digits - 1))
      : trimExponent(Number(value.toPrecision(digits)).toExponential());
  }
  if (Number.isInteger(value)) return formatter(locale, {}).format(value);
  return formatter(locale, { maximumSignificantDigits: digits }).format(value);
}

/** 1.000e-5 to 1e-5. */
function trimExponent(text: string): string {
  return text.replace(/\.?0+e/, "e").replace("e+", "e");
}

/** A share of 1, as 97.5%. */
export function formatPercent(share: number, locale: string, digits = 1): string {
  return formatter(locale, {
    style: "percent",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(share);
}

/** With a fixed number of decimals, so that columns of changing numbers stay put. */
export function formatFixed(value: number, locale: string, decimals: number): string {
  if (!Number.isFinite(value)) return formatNumber(value, locale);
  return formatter(locale, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);
}

const byteUnits = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** Bytes in binary units: 1.5 MiB. */
export function formatBytes(bytes: number, locale: string): string {
  let power = 0;
  let value = bytes;
  while (value >= 1024 && power < byteUnits.length - 1) {
    value /= 1024;
    power += 1;
  }
  const digits = value >= 100 ? 0 : 1;
  const text = formatter(locale, { maximumFractionDigits: power === 0 ? 0 : digits }).format(value);
  return `${text} ${byteUnits[power] ?? ""}`;
}

/** Seconds as the two largest units: 2 hr 5 min, 4.2 sec. */
export function formatDuration(seconds: number, locale: string): string {
  const unit = (value: number, name: string, decimals = 0) =>
    formatter(locale, {
      style: "unit",
      unit: name,
      unitDisplay: "short",
      maximumFractionDigits: decimals,
    }).format(value);
  if (seconds < 10) return unit(seconds, "second", 1);
  const whole = Math.round(seconds);
  if (whole < 60) return unit(whole, "second");
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${unit(minutes, "minute")} ${unit(whole % 60, "second")}`;
  return `${unit(Math.floor(minutes / 60), "hour")} ${unit(minutes % 60, "minute")}`;
}
