import { type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import { formatNumber } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import type { PlanePoint, SurfaceFunction } from "../../train/surfaces/surfaces.ts";
import { preparedCanvas } from "../../ui/charts/canvas.ts";
import { useTheme } from "../../ui/charts/colors.ts";
import { fromPixel, type Plane, toPixel } from "../../ui/charts/plane.ts";
import { type Size, useSize } from "../../ui/charts/use-size.ts";
import { InTurn } from "../../ui/InTurn.tsx";
import styles from "./SurfacePlot.module.css";
import { paintGround, paintTrails, surfacePlane } from "./surface-paint.ts";
import type { Trail } from "./use-trails.ts";

interface SurfacePlotProps {
  surface: SurfaceFunction;
  /** What it is called. */
  label: string;
  start: PlanePoint;
  trails: readonly Trail[];
  step: number;
  onStart: (start: PlanePoint) => void;
}

/** The surface from above, with the ways of the optimizers; they begin where it is pressed. */
export function SurfacePlot(props: SurfacePlotProps) {
  const host = useRef<HTMLElement>(null);
  const size = useSize(host);
  return (
    <figure
      ref={host}
      className={styles.host}
      aria-label={t("surfaceLab.picture", { surface: props.label, count: props.trails.length })}
    >
      {size && (
        <InTurn>
          <Plot {...props} size={size} />
        </InTurn>
      )}
    </figure>
  );
}

/** As far as a person can mean it: three digits of the picture's width. */
function rounded([x, y]: readonly [number, number], { xRange, yRange }: Plane): PlanePoint {
  const near = (at: number, [low, high]: readonly [number, number]) => {
    const unit = 10 ** Math.floor(Math.log10((high - low) / 200));
    return Number((Math.round(Math.max(low, Math.min(high, at)) / unit) * unit).toPrecision(6));
  };
  return [near(x, xRange), near(y, yRange)];
}

function Plot({ surface, start, trails, step, onStart, size }: SurfacePlotProps & { size: Size }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  const plane = useMemo(() => surfacePlane(surface, size), [surface, size]);
  const [pointed, setPointed] = useState<PlanePoint | null>(null);
  const ground = useGround(surface, plane, size, theme);

  useEffect(() => {
    const context = preparedCanvas(canvas.current, size);
    if (!context || !ground) return;
    context.drawImage(ground, 0, 0, size.width, size.height);
    paintTrails(context, plane, trails, step);
  }, [ground, plane, size, trails, step]);

  function placeOf(event: PointerEvent<HTMLElement>): PlanePoint {
    const box = event.currentTarget.getBoundingClientRect();
    return rounded(fromPixel(plane, event.clientX - box.left, event.clientY - box.top), plane);
  }
  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    onStart(placeOf(event));
  }
  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    const place = placeOf(event);
    setPointed(place);
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onStart(place);
  }
  const [left, top] = toPixel(plane, ...start);
  return (
    <div
      className={styles.plot}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setPointed(null)}
    >
      <canvas ref={canvas} className={styles.canvas} style={size} />
      <span className={styles.start} style={{ left, top }} />
      {pointed && <Reading surface={surface} at={pointed} />}
    </div>
  );
}

/** The picture without ways, drawn once for all steps; colours are those of the theme. */
function useGround(surface: SurfaceFunction, plane: Plane, size: Size, theme: number) {
  return useMemo(() => {
    const made = document.createElement("canvas");
    const context = preparedCanvas(made, size);
    if (!context || theme < 0) return null;
    paintGround(context, surface, plane);
    return made;
  }, [surface, plane, size, theme]);
}

function Reading({ surface, at: [x, y] }: { surface: SurfaceFunction; at: PlanePoint }) {
  const text = (value: number) => formatNumber(value, currentLocale(), 4);
  return (
    <p className={styles.reading} aria-hidden="true">
      {t("surfaceLab.at", { x: text(x), y: text(y), value: text(surface.value(x, y)) })}
    </p>
  );
}
