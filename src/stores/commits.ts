/**
 * When parts of the page may redraw: each at most four times a second, one after another rather
 * than together, and not while hidden. Every reader sees the last change in the end.
 */
import { type RefObject, startTransition, useEffect, useState } from "react";
import { series } from "./series.ts";
import { isMounting } from "./turns.ts";

/** Least time between two redraws of one reader. */
const interval = 250;
/** Time between redraws of different readers. */
const turn = 60;

interface Reader {
  seen: number;
  last: number;
  visible: boolean;
  readonly commit: (version: number) => void;
}

const readers = new Set<Reader>();
let timer: ReturnType<typeof setTimeout> | null = null;

function waits(reader: Reader): boolean {
  return reader.visible && reader.seen !== series.version;
}

/** The reader that has waited longest, of those whose time has come. */
function nextReader(now: number): Reader | null {
  let next: Reader | null = null;
  for (const reader of readers) {
    if (!waits(reader) || now - reader.last < interval) continue;
    if (!next || reader.last < next.last) next = reader;
  }
  return next;
}

function takeTurn(): void {
  timer = null;
  if (document.visibilityState === "hidden") return;
  const now = performance.now();
  // React would draw it together with the part that mounts.
  const reader = isMounting() ? null : nextReader(now);
  if (reader) {
    reader.last = now;
    reader.seen = series.version;
    reader.commit(series.version);
  }
  arrange();
}

function arrange(): void {
  if (timer !== null || document.visibilityState === "hidden") return;
  for (const reader of readers) {
    if (!waits(reader)) continue;
    timer = setTimeout(takeTurn, turn);
    return;
  }
}

function enter(reader: Reader): () => void {
  if (readers.size === 0) document.addEventListener("visibilitychange", arrange);
  readers.add(reader);
  const leave = series.subscribe(arrange);
  arrange();
  return () => {
    leave();
    readers.delete(reader);
    if (readers.size === 0) document.removeEventListener("visibilitychange", arrange);
  };
}

/** The version of the curves that `element` should show now; it re-renders when that changes. */
export function useSeries(element: RefObject<Element | null>): number {
  const [version, setVersion] = useState(series.version);
  useEffect(() => {
    const reader: Reader = {
      seen: -1,
      last: 0,
      visible: true,
      commit: (next) => startTransition(() => setVersion(next)),
    };
    const leave = enter(reader);
    const observer = new IntersectionObserver((entries) => {
      reader.visible = entries.at(-1)?.isIntersecting ?? true;
      arrange();
    });
    if (element.current) observer.observe(element.current);
    return () => {
      observer.disconnect();
      leave();
    };
  }, [element]);
  return version;
}
