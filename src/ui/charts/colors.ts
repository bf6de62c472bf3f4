/** Colours for canvases: custom properties resolved for the theme in use, and the maps of values. */
import { useSyncExternalStore } from "react";

export type Rgb = readonly [number, number, number];

const probes = new Map<string, string>();

/** A custom property of tokens.css as the browser resolves it now, as `rgb(...)`. */
export function resolvedColor(name: string): string {
  const known = probes.get(name);
  if (known !== undefined) return known;
  const probe = document.createElement("span");
  probe.style.color = name;
  probe.hidden = true;
  document.body.append(probe);
  const color = getComputedStyle(probe).color;
  probe.remove();
  probes.set(name, color);
  return color;
}

/** Red, green and blue, 0 to 255. */
export function rgbOf(name: string): Rgb {
  const parts = resolvedColor(name).match(/[\d.]+/g) ?? [];
  return [Number(parts[0] ?? 0), Number(parts[1] ?? 0), Number(parts[2] ?? 0)];
}

/** Grows with each change of the theme. */
let theme = 0;
let isWatched = false;
const readers = new Set<() => void>();

function onTheme(): void {
  probes.clear();
  theme += 1;
  for (const reader of readers) reader();
}

/** Once and for good: what is known of colours must not outlive a theme while nobody reads it. */
function watchTheme(): void {
  isWatched = true;
  const observer = new MutationObserver(onTheme);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", onTheme);
}

function subscribeTheme(reader: () => void): () => void {
  if (!isWatched) watchTheme();
  readers.add(reader);
  return () => readers.delete(reader);
}

/** A number that changes whenever the theme does: canvases draw again. */
export function useTheme(): number {
  return useSyncExternalStore(subscribeTheme, () => theme);
}

/** Okabe-Ito, as the runs: class `index` from 0. */
export function classColor(index: number): string {
  return `var(--run-${(index % 8) + 1})`;
}

/** a + (b - a) * share, for each of red, green and blue. */
export function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

/** Viridis at 0, 1/8, ..., 1 (van der Walt and Smith, matplotlib, CC0). */
const viridisStops: readonly Rgb[] = [
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
];

/** `share` from 0 to 1. */
export function viridis(share: number): Rgb {
  const place = Math.max(0, Math.min(1, Number.isNaN(share) ? 0 : share)) * 8;
  const index = Math.min(7, Math.floor(place));
  const from = viridisStops[index];
  const to = viridisStops[index + 1];
  return from && to ? mix(from, to, place - index) : [68, 1, 84];
}

export function rgbText([red, green, blue]: Rgb): string {
  return `rgb(${Math.round(red)} ${Math.round(green)} ${Math.round(blue)})`;
}
