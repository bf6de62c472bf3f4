import { type PointerEvent, useEffect, useRef, useState } from "react";
import { formatNumber, formatPercent } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { latestSurface, subscribeSurface } from "../../stores/surfaces.ts";
import { useTheme } from "../../ui/charts/colors.ts";
import { type Meaning, meaningOf } from "../../ui/charts/meaning.ts";
import { drawAxes, fromPixel, type Plane, planeIn } from "../../ui/charts/plane.ts";
import { drawPoints } from "../../ui/charts/points-paint.ts";
import type { Size } from "../../ui/charts/use-size.ts";
import type { DatasetInfo, Surface } from "../../worker/protocol.ts";
import styles from "./AnswerPlot.module.css";
import { drawCurve } from "./curve-paint.ts";
import { cellAt, classShares, paintSurface } from "./surface-paint.ts";

interface AnswerPlotProps {
  run: number;
  name: string;
  info: DatasetInfo;
  size: Size;
  showValidation: boolean;
}

interface Layers {
  readonly context: CanvasRenderingContext2D;
  readonly plane: Plane;
  readonly meaning: Meaning;
  /** Axes and points, drawn once for all pictures. */
  readonly over: HTMLCanvasElement;
}

function sized(
  canvas: HTMLCanvasElement,
  { width, height }: Size,
): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  context?.scale(ratio, ratio);
  return context;
}

/** Ranges of a picture never change while its data stay: points and axes are drawn once. */
function prepare(canvas: HTMLCanvasElement, props: AnswerPlotProps): Layers | null {
  const { info, size, showValidation } = props;
  const context = sized(canvas, size);
  const over = document.createElement("canvas");
  const overContext = sized(over, size);
  if (!context || !overContext) return null;
  const plane = planeIn(size, info, latestSurface());
  const meaning = meaningOf(info);
  drawPoints(overContext, info, plane, meaning, showValidation);
  drawAxes(overContext, plane);
  return { context, plane, meaning, over };
}

function draw(layers: Layers, surface: Surface | null, { run, info, size }: AnswerPlotProps): void {
  const { context, plane, meaning, over } = layers;
  const curve = info.inputShape[0] === 1;
  context.clearRect(0, 0, size.width, size.height);
  if (surface && !curve) drawField(context, surface, run, plane, meaning);
  context.drawImage(over, 0, 0, size.width, size.height);
  if (surface && curve) drawCurve(context, surface, run, plane, meaning.kind === "classes");
}

function drawField(
  context: CanvasRenderingContext2D,
  surface: Surface,
  run: number,
  plane: Plane,
  meaning: Meaning,
): void {
  const image = paintSurface(surface, run, meaning);
  if (!image) return;
  const field = new OffscreenCanvas(image.width, image.height);
  field.getContext("2d")?.putImageData(image, 0, 0);
  context.imageSmoothingQuality = "high";
  context.drawImage(field, plane.left, plane.top, plane.width, plane.height);
}

/** What one run's network answers over the inputs, with the data on top. */
export function AnswerPlot(props: AnswerPlotProps) {
  const { run, name, info, size, showValidation } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const theme = useTheme();
  // The plane of the data may be a little smaller than that of the first picture.
  const [known, setKnown] = useState(latestSurface() !== null);

  useEffect(() => subscribeSurface(() => setKnown(latestSurface() !== null)), []);
  useEffect(() => {
    if (!canvas.current || theme < 0) return;
    const drawn = { run, name, info, size, showValidation };
    const layers = prepare(canvas.current, drawn);
    if (!layers) return;
    draw(layers, known ? latestSurface() : null, drawn);
    return subscribeSurface(() => draw(layers, latestSurface(), drawn));
  }, [run, name, info, size, showValidation, theme, known]);

  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    setPointed(
      readAt(props, planeIn(size, info, latestSurface()), {
        left: event.clientX - box.left,
        top: event.clientY - box.top,
      }),
    );
  }

  return (
    <div
      className={styles.plot}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setPointed(null)}
    >
      <canvas
        ref={canvas}
        className={styles.canvas}
        style={{ width: size.width, height: size.height }}
      >
        {`${name}: ${t("output.describe", { step: latestSurface()?.step ?? 0 })}`}
      </canvas>
      {pointed && <Reading pointed={pointed} width={size.width} />}
    </div>
  );
}

interface Pointed {
  readonly left: number;
  readonly top: number;
  readonly text: string;
}

/** The answer under the pointer in words; null outside of the picture. */
function readAt(
  { run, info }: AnswerPlotProps,
  plane: Plane,
  at: { left: number; top: number },
): Pointed | null {
  const surface = latestSurface();
  const values = surface?.values[run];
  const [x, y] = fromPixel(plane, at.left, at.top);
  const curve = info.inputShape[0] === 1;
  const cell = surface ? cellAt(surface, x, curve ? null : y) : null;
  if (!surface || !values || cell === null || y < plane.yRange[0] || y > plane.yRange[1])
    return null;
  const number = (value: number) => formatNumber(value, currentLocale(), 3);
  const place = curve ? number(x) : `${number(x)}, ${number(y)}`;
  if (info.targets.kind === "values") {
    const value = number(values[cell * surface.outputs] ?? Number.NaN);
    return { ...at, text: t("output.atPoint", { x: place, value }) };
  }
  const shares = classShares(values, cell, surface.outputs, info.targets.names.length);
  const best = shares.indexOf(Math.max(...shares));
  const name = info.targets.names[best] ?? "";
  const share = formatPercent(shares[best] ?? 0, currentLocale());
  return { ...at, text: t("output.classAtPoint", { x: place, name, share }) };
}

function Reading({ pointed, width }: { pointed: Pointed; width: number }) {
  const right = pointed.left > width / 2;
  return (
    <p
      className={styles.reading}
      aria-hidden="true"
      style={{
        top: Math.max(0, pointed.top - 30),
        ...(right ? { right: width - pointed.left + 6 } : { left: pointed.left + 10 }),
      }}
    >
      {pointed.text}
    </p>
  );
}
