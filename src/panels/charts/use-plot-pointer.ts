/** What pointers do over a plot: read, select a stretch, pinch. */
import { type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { StepRange } from "../../stores/series.ts";
import { type PlotArea, xAt } from "../../ui/charts/plot-area.ts";
import type { ChartDrawing } from "./chart-data.ts";
import { pinched, zoomedBy, zoomedTo } from "./zoom.ts";

export interface Plot {
  readonly area: PlotArea;
  readonly drawing: ChartDrawing;
  readonly zoom: StepRange | null;
  readonly whole: StepRange;
}

interface PlotPointer {
  /** Pixels from the chart's left edge, in order; null: nothing is being selected. */
  readonly selection: readonly [number, number] | null;
  /** A pointer is down: changes of the input are not the keyboard's. */
  readonly isPressed: () => boolean;
  readonly onPointerDown: (event: PointerEvent<HTMLInputElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLInputElement>) => void;
  readonly onPointerUp: (event: PointerEvent<HTMLInputElement>) => void;
  readonly onPointerCancel: (event: PointerEvent<HTMLInputElement>) => void;
}

/** Shorter drags are shaky clicks. */
const leastDrag = 6;
/** How much a wheel's notch of 100 pixels zooms. */
const wheelZoom = 1.2;

interface Pinch {
  readonly anchors: readonly [number, number];
  readonly domain: readonly [number, number];
}

function placeOf(event: PointerEvent<HTMLInputElement>): number {
  return event.clientX - event.currentTarget.getBoundingClientRect().left;
}

function stepAt({ drawing, area }: Plot, pixel: number): number {
  return drawing.axis.stepAt(xAt(pixel, drawing.axes.x, area));
}

/** Mouse and pen select by dragging; one finger reads, two zoom; Ctrl with the wheel zooms. */
export function usePlotPointer(
  input: RefObject<HTMLInputElement | null>,
  plot: Plot,
  onStep: (step: number) => void,
  onZoom: (zoom: StepRange | null) => void,
): PlotPointer {
  const [selection, setSelection] = useState<readonly [number, number] | null>(null);
  const pointers = useRef(new Map<number, number>());
  const pinch = useRef<Pinch | null>(null);
  const start = useRef<number | null>(null);
  useCtrlWheel(input, plot, onZoom);

  const fingers = (): [number, number] | null => {
    const [one, other] = [...pointers.current.values()].sort((a, b) => a - b);
    const share = (pixel: number) => (pixel - plot.area.left) / plot.area.width;
    return one === undefined || other === undefined ? null : [share(one), share(other)];
  };

  function end(event: PointerEvent<HTMLInputElement>): void {
    pointers.current.delete(event.pointerId);
    if (pointers.current.size < 2) pinch.current = null;
    start.current = null;
    setSelection(null);
  }

  return {
    selection: selection && Math.abs(selection[1] - selection[0]) >= leastDrag ? selection : null,
    isPressed: () => pointers.current.size > 0,
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      const place = placeOf(event);
      event.currentTarget.setPointerCapture(event.pointerId);
      pointers.current.set(event.pointerId, place);
      if (event.pointerType !== "touch") start.current = place;
      const anchors = fingers();
      if (anchors) pinch.current = { anchors, domain: plot.drawing.axes.x.domain };
      else onStep(stepAt(plot, place));
    },
    onPointerMove: (event) => {
      const place = placeOf(event);
      if (pointers.current.has(event.pointerId)) pointers.current.set(event.pointerId, place);
      const now = fingers();
      if (pinch.current && now) {
        const [from, to] = pinched(pinch.current.anchors, now, pinch.current.domain);
        const { axis } = plot.drawing;
        onZoom(zoomedTo(axis.stepAt(from), axis.stepAt(to), plot.whole));
        return;
      }
      if (start.current !== null) setSelection([start.current, place]);
      onStep(stepAt(plot, place));
    },
    onPointerUp: (event) => {
      const place = placeOf(event);
      const from = start.current;
      if (from !== null && Math.abs(place - from) >= leastDrag) {
        onZoom(zoomedTo(stepAt(plot, from), stepAt(plot, place), plot.whole));
      }
      end(event);
    },
    onPointerCancel: end,
  };
}

/** React listens to wheels passively: what must not scroll has to be listened to directly. */
function useCtrlWheel(
  input: RefObject<HTMLInputElement | null>,
  plot: Plot,
  onZoom: (zoom: StepRange | null) => void,
): void {
  useEffect(() => {
    const element = input.current;
    if (!element) return;
    function onWheel(event: WheelEvent): void {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const center = stepAt(plot, event.offsetX);
      onZoom(zoomedBy(wheelZoom ** (event.deltaY / 100), plot.zoom, plot.whole, center));
    }
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  });
}
