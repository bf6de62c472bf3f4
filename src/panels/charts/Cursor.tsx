import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useMemo, useRef } from "react";
import { formatNumber } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { type Metric, series } from "../../stores/series.ts";
import {
  type Axes,
  type PlotArea,
  plotArea,
  xAt,
  xPixel,
  yPixel,
} from "../../ui/charts/plot-area.ts";
import type { Size } from "../../ui/charts/use-size.ts";
import { classNames } from "../../ui/class-names.ts";
import { RunMark } from "../../ui/RunMark.tsx";
import { runStyle } from "../../ui/run-style.ts";
import styles from "./Cursor.module.css";
import { type ChartView, type ReadValue, valuesAt } from "./chart-data.ts";
import { metricText } from "./chart-text.ts";

export interface CursorAt {
  readonly step: number;
  /** The chart whose values are read; the others show the place only. */
  readonly metric: Metric;
}

interface CursorProps {
  title: string;
  view: ChartView;
  size: Size;
  axes: Axes;
  names: readonly string[];
  cursor: CursorAt | null;
  /** Changes with the curves. */
  version: number;
  onCursor: (cursor: CursorAt | null) => void;
}

const keys: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageDown: -10,
  PageUp: 10,
};

/** Reads exact values of all runs under the pointer, or by the arrow keys. */
export function Cursor(props: CursorProps) {
  const { view, size, axes, cursor, version, onCursor } = props;
  const step = cursor?.step ?? null;
  const onStep = (next: number | null) =>
    onCursor(next === null ? null : { step: next, metric: view.metric });
  const area = plotArea(size);
  const last = Math.max(series.firstStep, series.nextStep - 1);
  const at = step === null ? null : Math.max(series.firstStep, Math.min(step, last));
  const values = useMemo(
    () => (at === null || version < 0 ? [] : valuesAt(series, view, at)),
    [view, at, version],
  );

  function onPointerMove(event: PointerEvent<HTMLInputElement>): void {
    const left = event.currentTarget.getBoundingClientRect().left;
    onStep(Math.round(xAt(event.clientX - left, axes.x, area) * view.stepsPerUnit));
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape") onStep(null);
    const move = keys[event.key];
    const end = event.key === "Home" ? series.firstStep : event.key === "End" ? last : null;
    if (move === undefined && end === null) return;
    event.preventDefault();
    const stride = Math.max(1, Math.round((last - series.firstStep) / 100));
    onStep(end ?? Math.max(series.firstStep, Math.min(last, (at ?? last) + (move ?? 0) * stride)));
  }

  return (
    <div className={styles.reader}>
      <input
        type="range"
        className={styles.input}
        aria-label={t("charts.describe", {
          chart: props.title,
          count: series.count,
          value: lastText(view),
        })}
        min={series.firstStep}
        max={last}
        value={at ?? last}
        aria-valuetext={at === null ? lastText(view) : spoken(props, values, at)}
        onChange={(event) => onStep(Number(event.target.value))}
        onPointerMove={onPointerMove}
        onPointerLeave={() => onStep(null)}
        onBlur={() => onStep(null)}
        onKeyDown={onKeyDown}
      />
      {at !== null && values.length > 0 && (
        <Readout {...props} values={values} at={at} area={area} />
      )}
    </div>
  );
}

function lastText(view: ChartView): string {
  const [first] = valuesAt(series, view, series.nextStep);
  return first ? metricText(view, first.training) : t("charts.noValue");
}

function spoken({ view, names }: CursorProps, values: readonly ReadValue[], at: number): string {
  const parts = values.map(({ run, training, validation }) => {
    const checked = validation
      ? `, ${t("charts.validation")} ${metricText(view, validation.value)}`
      : "";
    return `${names[run] ?? run + 1}: ${metricText(view, training)}${checked}`;
  });
  return [t("charts.atStep", { step: at }), ...parts].join("; ");
}

interface ReadoutProps extends CursorProps {
  values: readonly ReadValue[];
  at: number;
  area: PlotArea;
}

/** Right of the crosshair where there is room, else left of it, else as far as the chart goes. */
function boxLeft(x: number, width: number, chartWidth: number): number {
  const gap = 10;
  if (x + gap + width <= chartWidth) return x + gap;
  if (x - gap - width >= 0) return x - gap - width;
  return Math.max(0, chartWidth - width);
}

/** More than these would cover the chart. */
const mostRows = 8;

function Readout({ view, axes, size, names, values, at, area, cursor }: ReadoutProps) {
  const reading = cursor?.metric === view.metric;
  const x = xPixel(at / view.stepsPerUnit, axes.x, area);
  const box = useRef<HTMLTableElement>(null);
  useLayoutEffect(() => {
    if (box.current)
      box.current.style.left = `${boxLeft(x, box.current.offsetWidth, size.width)}px`;
  });
  const epochs =
    view.stepsPerUnit > 1
      ? ` · ${t("charts.epoch")} ${formatNumber(at / view.stepsPerUnit, currentLocale())}`
      : "";
  return (
    <>
      <svg className={styles.marks} width={size.width} height={size.height} aria-hidden="true">
        <line x1={x} x2={x} y1={area.top} y2={area.top + area.height} className={styles.line} />
        {values.map(({ run, training }) => {
          const y = yPixel(training, axes.y, axes.yKind, area);
          if (!Number.isFinite(y) || y < area.top - 1 || y > area.top + area.height + 1)
            return null;
          return (
            <circle
              key={run}
              cx={x}
              cy={y}
              r={3}
              fill={runStyle(run).color}
              className={styles.dot}
            />
          );
        })}
      </svg>
      {reading && (
        <table
          ref={box}
          className={classNames(styles.box, view.metric === "accuracy" ? styles.low : styles.high)}
          aria-hidden="true"
        >
          <thead>
            <tr>
              <th colSpan={2}>
                {t("charts.atStep", { step: at })}
                {epochs}
              </th>
              <th>{t("charts.training")}</th>
              <th>{t("charts.validation")}</th>
            </tr>
          </thead>
          <tbody>
            {values.slice(0, mostRows).map(({ run, training, validation }) => (
              <tr key={run}>
                <td>
                  <RunMark index={run} />
                </td>
                <td className={styles.name}>{names[run]}</td>
                <td>{metricText(view, training)}</td>
                <td>{validation ? metricText(view, validation.value) : "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
