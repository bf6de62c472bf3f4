import { type PointerEvent, useEffect, useRef } from "react";
import { formatPercent } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { preparedCanvas } from "../../ui/charts/canvas.ts";
import { resolvedColor, rgbOf, useTheme } from "../../ui/charts/colors.ts";
import { Select } from "../../ui/Select.tsx";
import styles from "./Confusion.module.css";
import { cellText, type MatrixViewProps } from "./cell-text.ts";
import {
  type Cell,
  cellColor,
  hitShare,
  type Matrix,
  type MatrixScale,
  shades,
} from "./matrix-look.ts";

interface ConfusionMapProps extends MatrixViewProps {
  scale: MatrixScale;
  /** CSS pixels. */
  width: number;
}

/** Leaves room for the two lists in a column of results. */
const largest = 340;

/** One pixel a cell, drawn large: for more classes than cells with numbers have room for. */
export function ConfusionMap({
  matrix,
  names,
  step,
  cell,
  onChoose,
  scale,
  width,
}: ConfusionMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  const side = Math.min(width, largest);
  useEffect(() => {
    const context =
      theme < 0 ? null : preparedCanvas(canvas.current, { width: side, height: side });
    if (context) drawMap(context, matrix, scale, cell, side);
  }, [matrix, scale, cell, side, theme]);

  function onPointerDown(event: PointerEvent<HTMLCanvasElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    const place = (offset: number) =>
      Math.max(0, Math.min(matrix.classes - 1, Math.floor((offset / side) * matrix.classes)));
    onChoose({
      actual: place(event.clientY - box.top),
      predicted: place(event.clientX - box.left),
    });
  }

  const at = cell ?? { actual: 0, predicted: 0 };
  const options = names.map((label, index) => ({ value: String(index), label }));
  const share = formatPercent(hitShare(matrix) ?? 0, currentLocale());
  const text = t("examples.matrix.describe", { classes: matrix.classes, step, share });
  return (
    <div className={styles.many}>
      <canvas
        ref={canvas}
        className={styles.picture}
        style={{ width: side, height: side }}
        {...{ role: "img", "aria-label": text }}
        onPointerDown={onPointerDown}
      />
      <div className={styles.lists}>
        <label className={styles.list}>
          {t("examples.matrix.actual")}
          <Select
            value={String(at.actual)}
            options={options}
            onChange={(value) => onChoose({ ...at, actual: Number(value) })}
          />
        </label>
        <label className={styles.list}>
          {t("examples.matrix.predicted")}
          <Select
            value={String(at.predicted)}
            options={options}
            onChange={(value) => onChoose({ ...at, predicted: Number(value) })}
          />
        </label>
        {cell && <p className={styles.reading}>{cellText(matrix, names, cell)}</p>}
      </div>
    </div>
  );
}

function drawMap(
  context: CanvasRenderingContext2D,
  matrix: Matrix,
  scale: MatrixScale,
  cell: Cell | null,
  side: number,
): void {
  const { classes, counts } = matrix;
  const image = new ImageData(classes, classes);
  const colors = shades(matrix, scale);
  const empty = rgbOf("var(--sunken)");
  for (const [index, count] of counts.entries()) {
    image.data.set([...(cellColor(count, colors[index] ?? 0) ?? empty), 255], 4 * index);
  }
  const small = new OffscreenCanvas(classes, classes);
  small.getContext("2d")?.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, side, side);
  if (cell === null) return;
  const width = side / classes;
  context.strokeStyle = resolvedColor("var(--ink)");
  context.lineWidth = 2;
  context.strokeRect(cell.predicted * width, cell.actual * width, width, width);
}
