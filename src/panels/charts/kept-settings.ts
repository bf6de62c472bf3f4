/** What of a person's choices about the charts outlives the page, and how it is read again. */
import { readKept } from "../../stores/kept.ts";
import { type ChartMetric, chartMetrics } from "./chart-view.ts";
import { type XUnit, xUnits } from "./x-axis.ts";

export interface KeptSettings {
  /** Switched on or off by hand; the others are as `shownByItself` says. */
  readonly chosen: Readonly<Partial<Record<ChartMetric, boolean>>>;
  readonly log: boolean;
  /** Time constant of the smoothing in steps; 1 is none. */
  readonly smoothing: number;
  readonly unit: XUnit;
}

/** About runs, which are known by their number. */
export interface RunChoices {
  readonly hidden: ReadonlySet<number>;
  /** The only run that is shown; null: all that are not hidden. */
  readonly solo: number | null;
  readonly pinned: number | null;
}

export const mostSmoothing = 1000;
const usualSmoothing = 10;

/** Anything unknown in what was kept is left out. */
export function readSettings(text: string | null): KeptSettings {
  const kept = readKept(text);
  const chosen = new Map<string, unknown>(Object.entries(kept.get("chosen") ?? {}));
  return {
    chosen: Object.fromEntries(
      chartMetrics
        .map((metric) => [metric, chosen.get(metric)] as const)
        .filter(([, shown]) => typeof shown === "boolean"),
    ),
    log: kept.get("log") === true,
    smoothing: wholeNumber(kept.get("smoothing"), 1, mostSmoothing) ?? usualSmoothing,
    unit: xUnits.find((unit) => unit === kept.get("unit")) ?? "step",
  };
}

/** What was chosen about the runs of a document of so many; null where it was about others. */
export function readRunChoices(text: string | null, count: number): RunChoices | null {
  const kept = readKept(text);
  if (kept.get("runs") !== count) return null;
  const run = (value: unknown) => wholeNumber(value, 0, count - 1);
  const hidden: unknown = kept.get("hidden");
  return {
    hidden: new Set(Array.isArray(hidden) ? hidden.map(run).filter((one) => one !== null) : []),
    solo: run(kept.get("solo")),
    pinned: run(kept.get("pinned")),
  };
}

/** As it is written; `runs`: how many the document has. */
export function keptSettings(settings: KeptSettings & RunChoices, runs: number): object {
  const { chosen, log, smoothing, unit, hidden, solo, pinned } = settings;
  return { chosen, log, smoothing, unit, runs, hidden: [...hidden], solo, pinned };
}

function wholeNumber(value: unknown, least: number, most: number): number | null {
  if (typeof value !== "number" || !Number.isInteger(value)) return null;
  return value >= least && value <= most ? value : null;
}
