import { lazy, Suspense, useMemo, useRef } from "react";
import { t } from "../../i18n/index.ts";
import { exactScale, logScale } from "../../ui/charts/axis.ts";
import { ChartFrame } from "../../ui/charts/ChartFrame.tsx";
import type { CurveLine } from "../../ui/charts/CurveLines.tsx";
import { CurveMarkers } from "../../ui/charts/CurveMarkers.tsx";
import { type Axes, plotArea, xPixel } from "../../ui/charts/plot-area.ts";
import { type Size, useSize } from "../../ui/charts/use-size.ts";
import { InTurn } from "../../ui/InTurn.tsx";
import { runStyle } from "../../ui/run-style.ts";
import styles from "./HeightChart.module.css";
import type { Trail } from "./use-trails.ts";

const CurveLines = lazy(async () => {
  const { CurveLines: component } = await import("../../ui/charts/CurveLines.tsx");
  return { default: component };
});

interface HeightChartProps {
  title: string;
  trails: readonly Trail[];
  lowest: number;
  steps: number;
  step: number;
}

const mostPoints = 200;

/** Heights above the lowest point; what is not above it has no place on a logarithmic axis. */
function linesOf(trails: readonly Trail[], lowest: number): CurveLine[] {
  return trails.map(({ kind, style, path }) => {
    const { color, dash, marker } = runStyle(style);
    const every = Math.max(1, Math.ceil(path.value.length / mostPoints));
    const points = Array.from(path.value, (value, x) => ({
      x,
      y: value > lowest ? value - lowest : null,
    }));
    const last = points.length - 1;
    const kept = points.filter(({ x }) => x % every === 0 || x === last);
    return { id: kind, points: kept, color, dash, marker, width: 1.5, opacity: 1 };
  });
}

function axesOf(lines: readonly CurveLine[], steps: number, { width, height }: Size): Axes {
  const heights = lines.flatMap(({ points }) => points.flatMap(({ y }) => (y === null ? [] : [y])));
  const least = Math.min(...heights);
  const most = Math.max(...heights);
  return {
    x: exactScale(0, steps, Math.max(2, Math.floor(width / 64)), true),
    y: logScale(least, most, Math.max(2, Math.floor(height / 44))),
    yKind: "log",
  };
}

/** How high each optimizer stands after each step. */
export function HeightChart(props: HeightChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const size = useSize(host);
  return (
    <figure className={styles.chart}>
      <figcaption className={styles.title}>{props.title}</figcaption>
      <div ref={host} className={styles.host}>
        {size && (
          <InTurn>
            <Lines {...props} size={size} />
          </InTurn>
        )}
      </div>
    </figure>
  );
}

function Lines({ trails, lowest, steps, step, size }: HeightChartProps & { size: Size }) {
  const { lines, axes } = useMemo(() => {
    const made = linesOf(trails, lowest);
    return { lines: made, axes: axesOf(made, steps, size) };
  }, [trails, lowest, steps, size]);
  const area = plotArea(size);
  const x = xPixel(step, axes.x, area);
  return (
    <>
      <ChartFrame size={size} axes={axes} xLabel={t("surfaceLab.step")} />
      <Suspense fallback={null}>
        <CurveLines size={size} axes={axes} lines={lines} />
        <CurveMarkers size={size} axes={axes} lines={lines} />
      </Suspense>
      <svg className={styles.now} width={size.width} height={size.height} aria-hidden="true">
        <line x1={x} x2={x} y1={area.top} y2={area.top + area.height} />
      </svg>
    </>
  );
}
