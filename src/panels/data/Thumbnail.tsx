import { useEffect, useRef } from "react";
import { generate } from "../../data/generators/index.ts";
import type { RawData } from "../../data/raw-data.ts";
import { datasets } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import type { GeneratedSpec } from "../../spec/experiment.ts";
import { classColor, resolvedColor, rgbText, useTheme, viridis } from "../../ui/charts/colors.ts";
import { drawImage } from "./image-paint.ts";
import styles from "./SourceGrid.module.css";

const side = 36;
const points = 90;

const samples = new Map<string, RawData>();

/** A few examples, made once. */
function sample(kind: GeneratedSpec["kind"]): RawData {
  const found = samples.get(kind);
  if (found) return found;
  const few = kind === "digits" ? 4 : points;
  const made = generate({ ...rowDefault(datasets, kind), points: few }, 3);
  samples.set(kind, made);
  return made;
}

function draw(context: CanvasRenderingContext2D, data: RawData): void {
  context.clearRect(0, 0, side, side);
  if (data.inputShape.length > 1) {
    drawImage(context, data.training.x, data.inputShape, 2, { left: 2, top: 2, side: side - 4 });
    return;
  }
  const { x, y } = data.training;
  const classes = data.targets.kind === "classes";
  const width = data.inputShape[0] ?? 1;
  const pixel = (value: number, reach: number) => (0.5 + value / (2 * reach)) * (side - 6) + 3;
  for (let index = 0; index < data.training.count; index++) {
    const target = y[index] ?? 0;
    const left = pixel(x[index * width] ?? 0, 3.6);
    const up = width === 1 ? pixel(target, 1.5) : pixel(x[index * width + 1] ?? 0, 3.6);
    context.fillStyle =
      width === 1
        ? resolvedColor("var(--run-1)")
        : classes
          ? resolvedColor(classColor(target))
          : rgbText(viridis((target + 1) / 2));
    context.beginPath();
    context.arc(left, side - up, 1.3, 0, 2 * Math.PI);
    context.fill();
  }
}

/** What a generated set looks like. */
export function Thumbnail({ kind }: { kind: GeneratedSpec["kind"] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context || theme < 0) return;
    const ratio = window.devicePixelRatio;
    element.width = side * ratio;
    element.height = side * ratio;
    context.scale(ratio, ratio);
    draw(context, sample(kind));
  }, [kind, theme]);
  return <canvas ref={canvas} className={styles.thumbnail} aria-hidden="true" />;
}
