/** The last picture of what the networks answer over the plane, outside React: canvases draw it. */
import type { Surface } from "../worker/protocol.ts";

let latest: Surface | null = null;
const listeners = new Set<() => void>();

export function latestSurface(): Surface | null {
  return latest;
}

/** null when the picture belongs to a network or data that is no longer there. */
export function showSurface(surface: Surface | null): void {
  latest = surface;
  for (const listener of listeners) listener();
}

/** Calls back on every new picture; returns a function that unsubscribes. */
export function subscribeSurface(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
