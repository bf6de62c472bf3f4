import { useEffect, useRef } from "react";
import type { KnownExample } from "../../stores/examination.ts";
import { preparedCanvas } from "../../ui/charts/canvas.ts";
import { resolvedColor, rgbText, useTheme } from "../../ui/charts/colors.ts";
import { type Meaning, meaningOf, targetColor } from "../../ui/charts/meaning.ts";
import { drawAxes, type Plane, planeIn, toPixel } from "../../ui/charts/plane.ts";
import { drawPoints } from "../../ui/charts/points-paint.ts";
import type { Size } from "../../ui/charts/use-size.ts";
import type { DatasetInfo } from "../../worker/protocol.ts";
import styles from "./PointPicture.module.css";

interface PointPictureProps {
  info: DatasetInfo;
  example: KnownExample;
  /** CSS pixels. */
  width: number;
  height: number;
  /** What is on it, for those who do not see it; empty where it is said beside it. */
  text: string;
}

/** Around the example, so that it is found among the others. */
const ring = 5;

/** What pictures of the same data have in common. */
interface Ground {
  readonly plane: Plane;
  readonly meaning: Meaning;
  /** All points, faint, and the axes. */
  readonly canvas: HTMLCanvasElement;
}

const grounds = new WeakMap<DatasetInfo, Map<string, Ground>>();

/** Drawn once for all examples of a size; `theme` is that of its colours. */
function groundOf(info: DatasetInfo, size: Size, theme: number): Ground {
  const known = grounds.get(info) ?? new Map<string, Ground>();
  grounds.set(info, known);
  const key = [size.width, size.height, window.devicePixelRatio, theme].join(" ");
  const ground = known.get(key) ?? drawGround(info, size);
  known.set(key, ground);
  return ground;
}

function drawGround(info: DatasetInfo, size: Size): Ground {
  const canvas = document.createElement("canvas");
  const plane = planeIn(size, info, null);
  const meaning = meaningOf(info);
  const context = preparedCanvas(canvas, size);
  if (context) {
    context.globalAlpha = 0.35;
    drawPoints(context, info, plane, meaning, true);
    context.globalAlpha = 1;
    drawAxes(context, plane);
  }
  return { plane, meaning, canvas };
}

/** An example of one or two features: its place among the data. */
export function PointPicture({ info, example, width, height, text }: PointPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  useEffect(() => {
    const size = { width, height };
    const context = preparedCanvas(canvas.current, size);
    if (!context) return;
    const { plane, meaning, canvas: ground } = groundOf(info, size, theme);
    context.drawImage(ground, 0, 0, width, height);
    const [x = 0, second] = example.x;
    const target = example.y[0] ?? 0;
    const [left, top] = toPixel(plane, x, second ?? target);
    context.beginPath();
    context.arc(left, top, ring, 0, 2 * Math.PI);
    context.fillStyle = rgbText(targetColor(meaning, target));
    context.strokeStyle = resolvedColor("var(--ink)");
    context.lineWidth = 2;
    context.fill();
    context.stroke();
  }, [info, example, width, height, theme]);
  return (
    <canvas
      ref={canvas}
      className={styles.picture}
      style={{ width, height }}
      {...(text === "" ? { "aria-hidden": true } : { role: "img", "aria-label": text })}
    />
  );
}
