/**
 * What went on inside the networks, outside React: the last inspection, and a history of bounded
 * size, even over time. Readers compare `version` to see whether anything is new.
 */
import { startTransition, useEffect, useState } from "react";
import { faultRecord } from "../spec/fault.ts";
import type { Inspection } from "../train/inspection.ts";
import { listen } from "./events.ts";
import { addNotice } from "./notices.ts";
import { initialRuns, useRuns } from "./runs.ts";

/** Moments kept at most, and at least where networks are large. */
const mostMoments = 200;
const leastMoments = 32;
/** Statistics kept over all moments, runs and tensors together, of about 400 bytes each. */
const keptStatistics = 48_000;

function statisticsIn({ runs }: Inspection): number {
  return runs.reduce((sum, run) => sum + 2 * run.layers.length + 3 * run.parameters.length, 0);
}

function limitFor(inspection: Inspection): number {
  const room = Math.floor(keptStatistics / Math.max(1, statisticsIn(inspection)));
  return Math.max(leastMoments, Math.min(mostMoments, room));
}

export class InspectionStore {
  /** Grows with every change. */
  version = 0;
  /** null before the first. */
  latest: Inspection | null = null;
  /** Oldest first with growing steps; ends with `latest`. A new array after every change. */
  history: readonly Inspection[] = [];
  private kept: readonly Inspection[] = [];
  /** Inspections that come for each one kept. */
  private stride = 1;
  /** How many more come before one is kept again. */
  private passing = 0;
  private readonly listeners = new Set<() => void>();

  /** Calls back after each change; returns a function that unsubscribes. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  append(inspection: Inspection): void {
    this.forget(inspection.step);
    if (this.passing > 0) this.passing--;
    else this.keep(inspection);
    this.show(inspection);
  }

  clear(): void {
    this.kept = [];
    this.stride = 1;
    this.passing = 0;
    this.show(null);
  }

  /** Forgets what was seen after more than `step` updates: those will come again. */
  rewind(step: number): void {
    const { latest } = this;
    this.forget(step + 1);
    this.show(latest && latest.step <= step ? latest : (this.kept.at(-1) ?? null));
  }

  private show(latest: Inspection | null): void {
    this.latest = latest;
    const ends = latest === null || this.kept.at(-1) === latest;
    this.history = ends ? this.kept : [...this.kept, latest];
    this.version++;
    for (const listener of this.listeners) listener();
  }

  private forget(fromStep: number): void {
    const count = this.kept.findLastIndex(({ step }) => step < fromStep) + 1;
    if (count === this.kept.length) return;
    this.kept = this.kept.slice(0, count);
    this.passing = 0;
  }

  /** When full, every second moment stays, and from then on half as many are kept. */
  private keep(inspection: Inspection): void {
    this.kept = [...this.kept, inspection];
    this.passing = this.stride - 1;
    if (this.kept.length <= limitFor(inspection)) return;
    this.stride *= 2;
    const stays = this.kept.length % 2 === 1;
    this.kept = this.kept.filter((_, index) => index % 2 === 0);
    this.passing = stays ? this.stride - 1 : this.stride / 2 - 1;
  }
}

/** The inspections of the page. */
export const inspections = new InspectionStore();

listen("inspection", ({ inspection }) => inspections.append(inspection));
listen("restarted", () => inspections.clear());
listen("rewound", ({ step }) => inspections.rewind(step));

/** Who wants inspections, and how many a second. */
const watchers = new Map<symbol, number>();
let asked = 0;

/** Tells the engine the highest rate that is wanted, when that has changed. */
function tellEngine(): void {
  const { commands } = useRuns.getState();
  // The page asks again when the engine is connected.
  if (commands === initialRuns.commands) return;
  const hertz = Math.max(0, ...watchers.values());
  if (hertz === asked) return;
  asked = hertz;
  commands.ask("watchInspection", hertz > 0 ? { hertz } : null).catch((error: unknown) => {
    addNotice("error", { kind: "fault", fault: faultRecord(error) });
  });
}

useRuns.subscribe(({ commands }, before) => {
  if (commands === before.commands) return;
  asked = 0;
  tellEngine();
});

/** Asks for inspections until the returned function is called; the last to leave turns them off. */
export function watchInspections(hertz: number): () => void {
  const watcher = Symbol("watcher of inspections");
  watchers.set(watcher, hertz);
  tellEngine();
  return () => {
    watchers.delete(watcher);
    tellEngine();
  };
}

/** Asks for inspections while mounted; null: not now, as while out of sight. */
export function useInspectionWatch(hertz: number | null): void {
  useEffect(() => (hertz === null ? undefined : watchInspections(hertz)), [hertz]);
}

/** Milliseconds between two redraws. */
const interval = 250;

/** The version of `inspections` to be shown now: the component renders again at most 4 times a second. */
export function useInspections(): number {
  const [version, setVersion] = useState(inspections.version);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let last = 0;
    const commit = () => {
      timer = null;
      last = performance.now();
      startTransition(() => setVersion(inspections.version));
    };
    const changed = () => {
      timer ??= setTimeout(commit, Math.max(0, last + interval - performance.now()));
    };
    changed();
    const leave = inspections.subscribe(changed);
    return () => {
      leave();
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
  return version;
}
