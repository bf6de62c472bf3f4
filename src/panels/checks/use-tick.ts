/** Renders again while training goes on, often enough to be read and no more. */
import { useEffect, useState } from "react";
import { inspections } from "../../stores/inspections.ts";
import { useRuns } from "../../stores/runs.ts";
import { series } from "../../stores/series.ts";

/** Milliseconds. */
const interval = 500;

/** A number that changes when curves, inspections or divergences have. */
export function useTick(): number {
  const [tick, setTick] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let last = 0;
    const commit = () => {
      timer = null;
      last = performance.now();
      setTick((count) => count + 1);
    };
    const changed = () => {
      timer ??= setTimeout(commit, Math.max(0, last + interval - performance.now()));
    };
    changed();
    const leave = [
      series.subscribe(changed),
      inspections.subscribe(changed),
      useRuns.subscribe((state, before) => {
        if (state.divergences !== before.divergences) changed();
      }),
    ];
    return () => {
      for (const end of leave) end();
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
  return tick;
}
