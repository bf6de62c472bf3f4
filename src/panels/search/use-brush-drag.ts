import { type PointerEvent, useRef, useState } from "react";
import type { PlotArea } from "../../ui/charts/plot-area.ts";
import type { Axis } from "./axes.ts";
import { axisAt, shareAt } from "./parallel.ts";
import { type Brushes, brushBetween } from "./results.ts";

/** Share of an axis that a pointer must move over; less is a click, which shows all again. */
const leastMove = 0.02;

type SvgPointer = PointerEvent<SVGSVGElement>;

interface BrushDrag {
  /** The part being chosen, before it is let go. */
  readonly dragged: Brushes;
  readonly handlers: Record<
    "onPointerDown" | "onPointerMove" | "onPointerUp" | "onPointerCancel",
    (event: SvgPointer) => void
  >;
}

/** Dragging along an axis chooses a part of it; a pointer that drags nothing is told to `onPoint`. */
export function useBrushDrag(
  axes: readonly Axis[],
  plot: PlotArea,
  onBrush: (axis: Axis, brush: readonly [number, number] | null) => void,
  onPoint: (at: { readonly x: number; readonly y: number }) => void,
): BrushDrag {
  const drag = useRef<{ axis: Axis; from: number } | null>(null);
  const [dragged, setDragged] = useState<Brushes>({});
  function end(): void {
    drag.current = null;
    setDragged({});
  }
  return {
    dragged,
    handlers: {
      onPointerDown: (event) => {
        const { x, y } = placeOf(event);
        const axis = axisAt(x, axes, plot);
        if (!axis || event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { axis, from: shareAt(y, plot) };
      },
      onPointerMove: (event) => {
        const at = placeOf(event);
        if (!drag.current) return onPoint(at);
        const { axis, from } = drag.current;
        const brush = brushBetween(axis, from, shareAt(at.y, plot));
        setDragged(brush ? { [axis.id]: brush } : {});
      },
      onPointerUp: (event) => {
        if (!drag.current) return;
        const { axis, from } = drag.current;
        const to = shareAt(placeOf(event).y, plot);
        end();
        onBrush(axis, Math.abs(to - from) < leastMove ? null : brushBetween(axis, from, to));
      },
      onPointerCancel: end,
    },
  };
}

function placeOf(event: SvgPointer): { x: number; y: number } {
  const box = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}
