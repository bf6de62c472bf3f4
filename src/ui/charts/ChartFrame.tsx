import { tickText } from "./axis.ts";
import styles from "./ChartFrame.module.css";
import { type Axes, plotArea, xPixel, yPixel } from "./plot-area.ts";
import type { Size } from "./use-size.ts";

interface ChartFrameProps {
  size: Size;
  axes: Axes;
  /** Under the horizontal axis, at its end. */
  xLabel: string;
  yText?: (value: number) => string;
}

/** Least distance between two numbers on the vertical axis. */
const leastGap = 13;

/** About, in CSS pixels: a Chinese character is nearly twice as wide as a letter. */
function textWidth(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + (letter > "\u2e7f" ? 12 : 6.5), 0);
}

/** Grid lines and the numbers on both axes: there before the first curve and before its code. */
export function ChartFrame({ size, axes, xLabel, yText = tickText }: ChartFrameProps) {
  const area = plotArea(size);
  const bottom = area.top + area.height;
  const right = area.left + area.width;
  const rows = axes.y.ticks.map((tick) => ({ tick, y: yPixel(tick, axes.y, axes.yKind, area) }));
  const rowGap = rows.length > 1 ? area.height / (rows.length - 1) : area.height;
  const every = Math.max(1, Math.ceil(leastGap / rowGap));
  // The label takes the last place on the axis.
  const labelStart = right - 12 - textWidth(xLabel);
  return (
    <svg className={styles.frame} width={size.width} height={size.height} aria-hidden="true">
      {rows.map(({ tick, y }, index) => (
        <g key={tick}>
          <line x1={area.left} x2={right} y1={y} y2={y} className={styles.grid} />
          {index % every === 0 && (
            <text x={area.left - 8} y={y} dy="0.32em" className={styles.yTick}>
              {yText(tick)}
            </text>
          )}
        </g>
      ))}
      <line x1={area.left} x2={right} y1={bottom} y2={bottom} className={styles.axis} />
      {axes.x.ticks.map((tick) => {
        const x = xPixel(tick, axes.x, area);
        return (
          <g key={tick}>
            <line x1={x} x2={x} y1={bottom} y2={bottom + 4} className={styles.axis} />
            {x < labelStart && (
              <text x={x} y={bottom + 15} className={styles.xTick}>
                {tickText(tick)}
              </text>
            )}
          </g>
        );
      })}
      <text x={right} y={bottom + 15} className={styles.label}>
        {xLabel}
      </text>
    </svg>
  );
}
