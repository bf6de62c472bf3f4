import { type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import { formatNumber } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { preparedCanvas } from "../../ui/charts/canvas.ts";
import { useTheme } from "../../ui/charts/colors.ts";
import { drawImage, greysOf } from "../../ui/charts/image-paint.ts";
import { meaningOf } from "../../ui/charts/meaning.ts";
import { drawAxes, planeIn } from "../../ui/charts/plane.ts";
import { drawPoints } from "../../ui/charts/points-paint.ts";
import { useSize } from "../../ui/charts/use-size.ts";
import type { DatasetInfo } from "../../worker/protocol.ts";
import styles from "./DataPreview.module.css";
import { SequencePreview } from "./SequencePreview.tsx";
import type { ShownData } from "./use-preview.ts";

/** Data as they are: a scatter plot, images, windows of sequences, or the first rows. */
export function DataPreview({ info, counted }: ShownData) {
  if (info.form === "image") return <ImagesPreview info={info} />;
  if (info.form === "sequence") return <SequencePreview info={info} counted={counted} />;
  if ((info.inputShape[0] ?? 0) <= 2) return <ScatterPreview info={info} />;
  return <TablePreview info={info} />;
}

const scatterHeight = 168;

function ScatterPreview({ info }: { info: DatasetInfo }) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(host);
  const theme = useTheme();
  const width = size?.width ?? 0;
  useEffect(() => {
    const area = { width, height: scatterHeight };
    const context = width > 0 && theme >= 0 ? preparedCanvas(canvas.current, area) : null;
    if (!context) return;
    const plane = planeIn(area, info, null, "fill");
    drawPoints(context, info, plane, meaningOf(info), true);
    drawAxes(context, plane);
  }, [info, width, theme]);
  const count = info.preview.training.count + info.preview.validation.count;
  return (
    <div ref={host} className={styles.scatter}>
      <canvas ref={canvas} className={styles.canvas} style={{ width, height: scatterHeight }}>
        {t("data.previewScatter", { count })}
      </canvas>
    </div>
  );
}

const columns = 6;
const rows = 4;
const gap = 3;

function ImagesPreview({ info }: { info: DatasetInfo }) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(host);
  const [pointed, setPointed] = useState<number | null>(null);
  const { x, y, count } = info.preview.training;
  const width = size?.width ?? 0;
  const side = (width - (columns - 1) * gap) / columns;
  const shown = Math.min(count, columns * rows);
  const range = useMemo(() => greysOf(x), [x]);
  const height = Math.ceil(shown / columns) * (side + gap) - gap;
  useEffect(() => {
    const context = side > 0 ? preparedCanvas(canvas.current, { width, height }) : null;
    if (!context) return;
    for (let example = 0; example < shown; example++) {
      const left = (example % columns) * (side + gap);
      const top = Math.floor(example / columns) * (side + gap);
      drawImage(context, x, info.inputShape, example, range, {
        left,
        top,
        width: side,
        height: side,
      });
    }
  }, [x, range, info.inputShape, shown, side, width, height]);

  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    const column = Math.floor((event.clientX - box.left) / (side + gap));
    const row = Math.floor((event.clientY - box.top) / (side + gap));
    const example = row * columns + column;
    setPointed(column < columns && example >= 0 && example < shown ? example : null);
  }
  return (
    <div
      ref={host}
      className={styles.images}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setPointed(null)}
    >
      <canvas ref={canvas} className={styles.canvas} style={{ width, height: Math.max(0, height) }}>
        {t("data.previewImages", { count: shown })}
      </canvas>
      <p className={styles.label}>
        {pointed === null
          ? t("data.previewImages", { count: shown })
          : `${t("data.label")}: ${targetText(info, y[pointed] ?? 0)}`}
      </p>
    </div>
  );
}

function targetText({ targets }: DatasetInfo, target: number): string {
  if (targets.kind === "classes") return targets.names[target] ?? String(target);
  return formatNumber(target, currentLocale(), 4);
}

const tableRows = 6;
const tableColumns = 12;

function TablePreview({ info }: { info: DatasetInfo }) {
  const { x, y, count } = info.preview.training;
  const features = info.inputShape[0] ?? 0;
  const shown = Math.min(features, tableColumns);
  const outputs = info.targets.kind === "classes" ? 1 : info.targets.names.length;
  const names = Array.from(
    { length: shown },
    (_, index) => info.featureNames[index] ?? `x${index + 1}`,
  );
  const lines = Array.from({ length: Math.min(count, tableRows) }, (_, row) => row);
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={t("data.previewTable")}>
        <thead>
          <tr>
            <th scope="col">{t("data.target")}</th>
            {names.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((row) => (
            <tr key={row}>
              <td className={styles.target}>{targetText(info, y[row * outputs] ?? 0)}</td>
              {names.map((name, column) => (
                <td key={name}>
                  {formatNumber(x[row * features + column] ?? 0, currentLocale(), 4)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {features > shown && <p className={styles.label}>…</p>}
    </div>
  );
}
