import { useReactFlow } from "@xyflow/react";
import { useCallback, useEffect, useState } from "react";
import type { Size } from "./layout.ts";
import { isWhole, startingViewport } from "./viewport.ts";

/** How far what lies from `start` to `end` must go to lie between `first` and `last`. */
function inwards(start: number, end: number, first: number, last: number): number {
  if (start < first) return first - start;
  return end > last ? Math.max(last - end, first - start) : 0;
}

export interface View {
  /** All is in sight and stays where it is. */
  readonly whole: boolean;
  /** Leaves the view as it is from now on, whatever is edited. */
  readonly hold: () => void;
  readonly fit: () => void;
  /** Moves an element of the graph into sight. */
  readonly reveal: (element: Element | null) => void;
}

/**
 * What is seen of the graph: all of it or its top, until a person has moved it. Filling the screen,
 * or no longer, begins anew.
 */
export function useView(graph: Size, pane: Size | null, large: boolean): View {
  const { setViewport, getViewport } = useReactFlow();
  const [held, setHeld] = useState(false);
  const { width, height } = graph;
  useEffect(() => {
    if (pane && !held) void setViewport(startingViewport({ width, height }, pane));
  }, [width, height, pane, held, setViewport]);
  const reveal = useCallback(
    (element: Element | null) => {
      // The browser scrolls to what is focused, and React Flow takes that back first.
      requestAnimationFrame(() => {
        const frame = element?.closest(".react-flow")?.getBoundingClientRect();
        if (!element || !frame) return;
        const box = element.getBoundingClientRect();
        const x = inwards(box.left, box.right, frame.left, frame.right);
        const y = inwards(box.top, box.bottom, frame.top, frame.bottom);
        const view = getViewport();
        if (x !== 0 || y !== 0) void setViewport({ ...view, x: view.x + x, y: view.y + y });
      });
    },
    [getViewport, setViewport],
  );
  const [wasLarge, setWasLarge] = useState(large);
  if (large !== wasLarge) {
    setWasLarge(large);
    setHeld(false);
  }
  return {
    whole: pane !== null && !held && isWhole(graph, pane, startingViewport(graph, pane)),
    hold: () => setHeld(true),
    fit: () => setHeld(false),
    reveal,
  };
}
