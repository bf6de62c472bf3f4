import type { Point, Size } from "./layout.ts";

export interface Viewport extends Point {
  readonly zoom: number;
}

/** Below this, names of layers can no longer be read. */
const readable = 0.7;
const margin = 14;

/** Height at which all of the graph is seen as large as the width allows. */
export function wholeHeight(graph: Size, width: number): number {
  return graph.height * legible((width - 2 * margin) / graph.width) + 2 * margin;
}

function legible(zoom: number): number {
  return Math.max(readable, Math.min(zoom, 1));
}

/** The whole graph where it can be read so; else all of its width that can, from the top. */
export function startingViewport(graph: Size, pane: Size): Viewport {
  const fitting = Math.min(
    (pane.width - 2 * margin) / graph.width,
    (pane.height - 2 * margin) / graph.height,
  );
  const zoom = legible(fitting);
  return {
    x: (pane.width - graph.width * zoom) / 2,
    y: Math.max(margin, (pane.height - graph.height * zoom) / 2),
    zoom,
  };
}

/** Whether all of the graph is in sight. */
export function isWhole(graph: Size, pane: Size, { zoom }: Viewport): boolean {
  return graph.width * zoom <= pane.width && graph.height * zoom <= pane.height;
}
