import { lazy, Suspense, useMemo, useRef, useState } from "react";
import { t } from "../../i18n/index.ts";
import type { Inspection } from "../../train/inspection.ts";
import { exactScale, tickText } from "../../ui/charts/axis.ts";
import { ChartFrame } from "../../ui/charts/ChartFrame.tsx";
import type { CurveLine } from "../../ui/charts/CurveLines.tsx";
import { type Axes, type PlotArea, plotArea, xPixel, yPixel } from "../../ui/charts/plot-area.ts";
import { type Size, useSize } from "../../ui/charts/use-size.ts";
import { InTurn } from "../../ui/InTurn.tsx";
import { runStyle } from "../../ui/run-style.ts";
import { Switch } from "../../ui/Switch.tsx";
import { evenly } from "./histogram.ts";
import { spreadLabels } from "./labels.ts";
import { measured } from "./numbers.ts";
import { healthyRatio, type RatioLine, ratioLines, ratioScale } from "./ratios.ts";
import { Section } from "./Section.tsx";
import styles from "./UpdateRatios.module.css";

const CurveLines = lazy(async () => {
  const { CurveLines: component } = await import("../../ui/charts/CurveLines.tsx");
  return { default: component };
});

interface UpdateRatiosProps {
  history: readonly Inspection[];
  shown: Inspection;
  live: boolean;
  run: number;
}

/** CSS pixels. */
const labelGap = 13;
const leastHeight = 190;

/** How much a step changes each tensor, over the steps, against the band of healthy training. */
export function UpdateRatios({ history, shown, live, run }: UpdateRatiosProps) {
  const [biases, setBiases] = useState(false);
  const host = useRef<HTMLDivElement>(null);
  const width = useSize(host)?.width ?? 0;
  const lines = useMemo(() => ratioLines(history, run, biases), [history, run, biases]);
  const height = Math.max(leastHeight, labelGap * (lines.length + 3));
  const label = t("inside.ratiosDescribe", { count: lines.length, step: shown.step });
  return (
    <Section
      title={t("inside.ratios")}
      help={t("inside.ratiosHelp")}
      actions={
        <label className={styles.option}>
          {t("inside.biases")}
          <Switch checked={biases} onChange={setBiases} />
        </label>
      }
    >
      {lines.length === 0 && <p className={styles.quiet}>{t("inside.ratiosEmpty")}</p>}
      <figure
        ref={host}
        className={styles.chart}
        style={{ height: lines.length > 0 ? height : 0 }}
        aria-label={label}
      >
        {width > 0 && lines.length > 0 && (
          <InTurn>
            <Plot lines={lines} size={{ width, height }} shownStep={live ? null : shown.step} />
          </InTurn>
        )}
      </figure>
    </Section>
  );
}

interface PlotProps {
  lines: readonly RatioLine[];
  size: Size;
  shownStep: number | null;
}

/** Narrower charts name their lines without the values. */
const roomForValues = 440;

/** Labels take what their longest needs, but never most of the chart. */
function labelWidthFor(lines: readonly RatioLine[], width: number): number {
  const longest = Math.max(...lines.map(({ name }) => name.length));
  const values = width < roomForValues ? 0 : 44;
  return Math.min(6.2 * longest + 24 + values, 0.45 * width);
}

function Plot({ lines, size, shownStep }: PlotProps) {
  const labelWidth = labelWidthFor(lines, size.width);
  const chart = { width: size.width - labelWidth, height: size.height };
  const axes = useMemo(() => axesOf(lines, chart.width), [lines, chart.width]);
  const curves = useMemo(
    () => lines.map((line, index) => curveOf(line, index, lines.length)),
    [lines],
  );
  const area = plotArea(chart);
  return (
    <>
      <Band axes={axes} area={area} size={chart} shownStep={shownStep} />
      <ChartFrame size={chart} axes={axes} xLabel={t("inside.stepAxis")} yText={tickText} />
      <Suspense fallback={null}>
        <CurveLines size={chart} axes={axes} lines={curves} />
      </Suspense>
      <Labels lines={lines} axes={axes} area={area} size={size} left={chart.width - 8} />
    </>
  );
}

function axesOf(lines: readonly RatioLine[], width: number): Axes {
  const steps = lines.flatMap(({ points }) => [points[0]?.x ?? 0, points.at(-1)?.x ?? 0]);
  const x = exactScale(Math.min(...steps), Math.max(...steps), Math.max(2, width / 80), true);
  return { x, y: ratioScale(lines), yKind: "log" };
}

/** Points of all lines together: more would take the browser too long, four times a second. */
const mostPoints = 1000;
const leastPointsOfLine = 40;

function curveOf({ name, points }: RatioLine, index: number, lines: number): CurveLine {
  const { color, dash } = runStyle(index);
  const most = Math.max(leastPointsOfLine, Math.floor(mostPoints / lines));
  const drawn = evenly(points.length, most).flatMap((at) => points[at] ?? []);
  return { id: name, points: drawn, color, dash, width: 1.5, opacity: 1, marker: null };
}

interface BandProps {
  axes: Axes;
  area: PlotArea;
  size: Size;
  shownStep: number | null;
}

/** From 1e-4 to 1e-2, with a line at 1e-3. */
function Band({ axes, area, size, shownStep }: BandProps) {
  const y = (value: number) => yPixel(value, axes.y, axes.yKind, area);
  const x = shownStep === null ? null : xPixel(shownStep, axes.x, area);
  const middle = y(healthyRatio.middle);
  return (
    <svg className={styles.layer} width={size.width} height={size.height} aria-hidden="true">
      <rect
        x={area.left}
        width={area.width}
        y={y(healthyRatio.high)}
        height={y(healthyRatio.low) - y(healthyRatio.high)}
        className={styles.band}
      />
      <line
        x1={area.left}
        x2={area.left + area.width}
        y1={middle}
        y2={middle}
        className={styles.middle}
      />
      {x !== null && x >= area.left && (
        <line x1={x} x2={x} y1={area.top} y2={area.top + area.height} className={styles.marker} />
      )}
    </svg>
  );
}

interface LabelsProps {
  lines: readonly RatioLine[];
  axes: Axes;
  area: PlotArea;
  size: Size;
  left: number;
}

/** Each line's name beside its end, with its last value. */
function Labels({ lines, axes, area, size, left }: LabelsProps) {
  const ends = lines.map(({ last }) =>
    last === null ? area.top + area.height : yPixel(last, axes.y, axes.yKind, area),
  );
  const room = { low: area.top + 4, high: area.top + area.height + 10 };
  const places = spreadLabels(ends, labelGap, room);
  return (
    <svg className={styles.layer} width={size.width} height={size.height} aria-hidden="true">
      <text
        x={area.left + 6}
        y={yPixel(healthyRatio.high, axes.y, axes.yKind, area) + 13}
        className={styles.bandName}
      >
        {t("inside.band")}
      </text>
      {lines.map(({ name, last }, index) => {
        const { color, dash } = runStyle(index);
        const y = places[index] ?? 0;
        return (
          <g key={name}>
            <path
              d={`M${left - 3} ${ends[index] ?? y}L${left + 6} ${y}H${left + 24}`}
              stroke={color}
              strokeDasharray={dash}
              className={styles.leader}
            />
            <text x={left + 28} y={y} dy="0.32em" className={styles.name}>
              {name}
              {size.width >= roomForValues && (
                <tspan className={styles.value}>
                  {"  "}
                  {last === null ? "–" : measured(last)}
                </tspan>
              )}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
