import { type PointerEvent, useEffect, useRef } from "react";
import { t } from "../../i18n/index.ts";
import { chooseExample, useExamination } from "../../stores/examination.ts";
import type { TargetFindings } from "../../train/examination.ts";
import { preparedCanvas } from "../../ui/charts/canvas.ts";
import { resolvedColor, useTheme } from "../../ui/charts/colors.ts";
import { drawAxes, type Plane, toPixel } from "../../ui/charts/plane.ts";
import { useSize } from "../../ui/charts/use-size.ts";
import { runStyle } from "../../ui/run-style.ts";
import styles from "./ScatterPlot.module.css";
import { nearestExample, scatterPlane } from "./scatter-look.ts";

interface ScatterPlotProps {
  findings: TargetFindings;
  /** Of the target. */
  name: string;
  step: number;
  run: number;
}

const largest = 320;

/** A dot for each example; those on the line are predicted as they are. */
export function ScatterPlot({ findings, name, step, run }: ScatterPlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(host);
  const theme = useTheme();
  const chosen = useExamination((state) => state.chosen);
  const side = Math.min(size?.width ?? 0, largest);
  useEffect(() => {
    const context =
      theme < 0 ? null : preparedCanvas(canvas.current, { width: side, height: side });
    if (context) draw(context, scatterPlane(side, findings), findings, run, chosen);
  }, [findings, run, chosen, side, theme]);

  function onPointerDown(event: PointerEvent<HTMLCanvasElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    const at = { left: event.clientX - box.left, top: event.clientY - box.top };
    const { points, worst } = findings;
    const found = nearestExample([...points, ...worst], scatterPlane(side, findings), at);
    if (found !== null) chooseExample(found);
  }

  const count = findings.points.length;
  const text = t("examples.scatter.name", { target: name, count, step });
  return (
    <div ref={host} className={styles.host}>
      <p className={styles.label} aria-hidden="true">
        {t("examples.scatter.predicted")}
      </p>
      <canvas
        ref={canvas}
        className={styles.canvas}
        style={{ width: side, height: side }}
        {...{ role: "img", "aria-label": text }}
        onPointerDown={onPointerDown}
      />
      <p className={styles.label} style={{ width: side, textAlign: "right" }} aria-hidden="true">
        {t("examples.scatter.actual")}
      </p>
      <p className={styles.label}>{t("examples.scatter.hint")}</p>
    </div>
  );
}

const radius = 2.5;

function draw(
  context: CanvasRenderingContext2D,
  plane: Plane,
  { points, worst }: TargetFindings,
  run: number,
  chosen: number | null,
): void {
  drawAxes(context, plane);
  const [low, high] = plane.xRange;
  context.strokeStyle = resolvedColor("var(--rule-strong)");
  context.beginPath();
  context.moveTo(...toPixel(plane, low, low));
  context.lineTo(...toPixel(plane, high, high));
  context.stroke();
  context.fillStyle = resolvedColor(runStyle(run).color);
  context.globalAlpha = 0.6;
  for (const { actual, predicted } of points) {
    dot(context, toPixel(plane, actual, predicted), radius);
    context.fill();
  }
  context.globalAlpha = 1;
  const found = [...points, ...worst].find(({ index }) => index === chosen);
  if (!found) return;
  context.strokeStyle = resolvedColor("var(--ink)");
  context.lineWidth = 2;
  dot(context, toPixel(plane, found.actual, found.predicted), 2 * radius);
  context.fill();
  context.stroke();
}

function dot(context: CanvasRenderingContext2D, [left, top]: [number, number], size: number): void {
  context.beginPath();
  context.arc(left, top, size, 0, 2 * Math.PI);
}
