import { type KeyboardEvent, useMemo, useRef } from "react";
import { t } from "../../i18n/index.ts";
import type { StepRange } from "../../stores/series.ts";
import { plotArea, xPixel } from "../../ui/charts/plot-area.ts";
import type { Size } from "../../ui/charts/use-size.ts";
import styles from "./Cursor.module.css";
import { type ReadValue, valuesAt } from "./chart-data.ts";
import { metricText, spreadText } from "./chart-text.ts";
import {
  type ChartSource,
  type ChartView,
  type CursorAt,
  shownRange,
  wholeRange,
} from "./chart-view.ts";
import { Readout, type ReadoutPlot } from "./Readout.tsx";
import { setZoom } from "./settings.ts";
import { usePlotPointer } from "./use-plot-pointer.ts";
import { movedBy, zoomedBy } from "./zoom.ts";

interface CursorProps extends ReadoutPlot {
  title: string;
  /** Changes with the curves. */
  version: number;
  onCursor: (cursor: CursorAt | null) => void;
}

const moves: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageDown: -10,
  PageUp: 10,
};

/** The stretch after a key; undefined: the key is none of these. */
function zoomByKey(
  { key, shiftKey }: KeyboardEvent,
  zoom: StepRange | null,
  whole: StepRange,
  at: number | null,
): StepRange | null | undefined {
  if (key === "+" || key === "=") return zoomedBy(1 / 2, zoom, whole, at);
  if (key === "-" || key === "−") return zoomedBy(2, zoom, whole, at);
  if (key === "0") return null;
  const direction = shiftKey ? moves[key] : undefined;
  if (direction === undefined) return undefined;
  return zoom && movedBy(Math.sign(direction) / 4, zoom, whole);
}

/** Reads exact values of all runs under the pointer, or by the arrow keys, and zooms. */
export function Cursor(props: CursorProps) {
  const { source, view, size, drawing, cursor, version, onCursor } = props;
  const input = useRef<HTMLInputElement>(null);
  const whole = wholeRange(source);
  const shown = shownRange(source, view);
  const first = Math.ceil(shown.from);
  const last = Math.floor(shown.to);
  const clamped = (step: number) => Math.max(first, Math.min(Math.round(step), last));
  const at = cursor === null ? null : clamped(cursor.step);
  const onStep = (step: number) => onCursor({ step: clamped(step), metric: view.metric });
  const area = plotArea(size);
  const plot = { area, drawing, zoom: view.zoom, whole };
  const pointer = usePlotPointer(input, plot, onStep, setZoom);
  const values = useMemo(
    () => (at === null || version < 0 ? [] : valuesAt(source, view, at)),
    [source, view, at, version],
  );

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") onCursor(null);
    const zoom = zoomByKey(event, view.zoom, whole, at);
    if (zoom !== undefined) {
      event.preventDefault();
      setZoom(zoom);
      return;
    }
    const move = moves[event.key];
    const end = event.key === "Home" ? first : event.key === "End" ? last : null;
    if (move === undefined && end === null) return;
    event.preventDefault();
    const stride = Math.max(1, Math.round((last - first) / 100));
    onStep(end ?? (at ?? last) + (move ?? 0) * stride);
  }

  return (
    <div className={styles.reader}>
      <input
        ref={input}
        type="range"
        className={styles.input}
        aria-label={t("charts.describe", {
          chart: props.title,
          count: source.store.count,
          value: lastText(source, view),
        })}
        min={first}
        max={last}
        value={at ?? last}
        aria-valuetext={at === null ? lastText(source, view) : spoken(props, values, at)}
        onChange={(event) => {
          if (!pointer.isPressed()) onStep(Number(event.target.value));
        }}
        onMouseDown={(event) => {
          // The browser would drag the range's own, unseen thumb.
          event.preventDefault();
          event.currentTarget.focus({ preventScroll: true });
        }}
        onPointerDown={pointer.onPointerDown}
        onPointerMove={pointer.onPointerMove}
        onPointerUp={pointer.onPointerUp}
        onPointerCancel={pointer.onPointerCancel}
        onPointerLeave={(event) => {
          // A page that scrolls under a resting pointer must not end what keys read elsewhere.
          const own = cursor?.metric === view.metric;
          if (own && event.pointerType !== "touch") onCursor(null);
        }}
        onDoubleClick={() => setZoom(null)}
        onBlur={() => {
          if (cursor?.metric === view.metric) onCursor(null);
        }}
        onKeyDown={onKeyDown}
      />
      {pointer.selection && (
        <Selection ends={pointer.selection} area={area} width={size.width} height={size.height} />
      )}
      {at !== null && values.length > 0 && (
        <Readout
          {...props}
          values={values}
          at={at}
          x={xPixel(drawing.axis.of(at), drawing.axes.x, area)}
        />
      )}
    </div>
  );
}

interface SelectionProps extends Size {
  ends: readonly [number, number];
  area: ReturnType<typeof plotArea>;
}

/** The stretch that will be shown when the pointer is let go. */
function Selection({ ends, area, width, height }: SelectionProps) {
  const inside = (pixel: number) => Math.max(area.left, Math.min(area.left + area.width, pixel));
  const left = inside(Math.min(...ends));
  return (
    <svg className={styles.marks} width={width} height={height} aria-hidden="true">
      <rect
        x={left}
        y={area.top}
        width={inside(Math.max(...ends)) - left}
        height={area.height}
        className={styles.selection}
      />
    </svg>
  );
}

function lastText(source: ChartSource, view: ChartView): string {
  const [first] = valuesAt(source, view, Math.max(source.store.nextStep, source.store.lastStep));
  return first ? metricText(view, first.training.value) : t("charts.noValue");
}

function spoken({ view, names }: CursorProps, values: readonly ReadValue[], at: number): string {
  const parts = values.map(({ run, training, validation }) => {
    const checked = validation ? `, ${t("charts.validation")} ${spreadText(view, validation)}` : "";
    return `${names[run] ?? run + 1}: ${spreadText(view, training)}${checked}`;
  });
  return [t("charts.atStep", { step: at }), ...parts].join("; ");
}
