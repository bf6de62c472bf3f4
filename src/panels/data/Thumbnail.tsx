import { useEffect, useRef } from "react";
import { generate } from "../../data/generators/index.ts";
import type { RawData } from "../../data/raw-data.ts";
import { datasets } from "../../spec/data-catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import type { GeneratedSpec } from "../../spec/experiment.ts";
import { preparedCanvas } from "../../ui/charts/canvas.ts";
import { classColor, resolvedColor, rgbText, useTheme, viridis } from "../../ui/charts/colors.ts";
import { drawImage, greysOf } from "../../ui/charts/image-paint.ts";
import { sequenceLook } from "../../ui/charts/sequence-look.ts";
import { drawSequence } from "../../ui/charts/sequence-paint.ts";
import styles from "./SourceGrid.module.css";

const side = 36;
const points = 90;

const samples = new Map<string, RawData>();

/** Enough to be seen: images and sequences show one example. */
function few(kind: GeneratedSpec["kind"]): GeneratedSpec {
  switch (kind) {
    case "digits":
      return { ...rowDefault(datasets, kind), points: 4 };
    case "motion":
      return { ...rowDefault(datasets, kind), points: 6 };
    case "echo":
      return { ...rowDefault(datasets, kind), points: 4, length: 8 };
    case "adding":
      return { ...rowDefault(datasets, kind), points: 4, length: 12 };
    case "parity":
      return { ...rowDefault(datasets, kind), points: 4, length: 8, variable: false };
    default:
      return { ...rowDefault(datasets, kind), points };
  }
}

/** A few examples, made once. */
function sample(kind: GeneratedSpec["kind"]): RawData {
  const found = samples.get(kind);
  if (found) return found;
  const made = generate(few(kind), 3);
  samples.set(kind, made);
  return made;
}

const inner = { left: 3, top: 3, width: side - 6, height: side - 6 };

function draw(context: CanvasRenderingContext2D, data: RawData): void {
  const { inputShape, training } = data;
  if (data.form === "sequence") {
    const look = sequenceLook([training], inputShape);
    drawSequence(context, { ...training, inputShape }, 1, look, middle(data));
  } else if (inputShape.length > 1) {
    drawImage(context, training.x, inputShape, 2, greysOf(training.x), inner);
  } else {
    drawPoints(context, data);
  }
}

/** Symbols fill the tile, a single row of them stands in its middle. */
function middle({ inputShape }: RawData) {
  return inputShape[1] === 1 ? { ...inner, top: 12, height: 12 } : inner;
}

function drawPoints(context: CanvasRenderingContext2D, data: RawData): void {
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
    const size = { width: side, height: side };
    const context = theme < 0 ? null : preparedCanvas(canvas.current, size);
    if (context) draw(context, sample(kind));
  }, [kind, theme]);
  return <canvas ref={canvas} className={styles.thumbnail} aria-hidden="true" />;
}
