import { useLayoutEffect, useRef } from "react";
import { formatNumber } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import type { Spread } from "../../stores/over-seeds.ts";
import { plotArea, yPixel } from "../../ui/charts/plot-area.ts";
import type { Size } from "../../ui/charts/use-size.ts";
import { classNames } from "../../ui/class-names.ts";
import { RunMark } from "../../ui/RunMark.tsx";
import { runStyle } from "../../ui/run-style.ts";
import styles from "./Cursor.module.css";
import type { ChartDrawing, ReadValue } from "./chart-data.ts";
import { axisText, metricText } from "./chart-text.ts";
import {
  type ChartSource,
  type ChartView,
  type CursorAt,
  isChecked,
  isInspected,
} from "./chart-view.ts";

export interface ReadoutPlot {
  source: ChartSource;
  view: ChartView;
  size: Size;
  drawing: ChartDrawing;
  names: readonly string[];
  cursor: CursorAt | null;
}

interface ReadoutProps extends ReadoutPlot {
  values: readonly ReadValue[];
  at: number;
  /** Pixels of the crosshair from the chart's left edge. */
  x: number;
}

/** Right of the crosshair where there is room, else left of it, else as far as the chart goes. */
function boxLeft(x: number, width: number, chartWidth: number): number {
  const gap = 10;
  if (x + gap + width <= chartWidth) return x + gap;
  if (x - gap - width >= 0) return x - gap - width;
  return Math.max(0, chartWidth - width);
}

/** The crosshair with a dot on each curve, and the values beside it. */
export function Readout(props: ReadoutProps) {
  const { size, drawing, values, x, view } = props;
  const { axes } = drawing;
  const area = plotArea(size);
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (box.current)
      box.current.style.left = `${boxLeft(x, box.current.offsetWidth, size.width)}px`;
  });
  return (
    <>
      <svg className={styles.marks} width={size.width} height={size.height} aria-hidden="true">
        <line x1={x} x2={x} y1={area.top} y2={area.top + area.height} className={styles.line} />
        {values.map(({ run, training }) => {
          const y = yPixel(training.value, axes.y, axes.yKind, area);
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
      <div
        ref={box}
        className={classNames(styles.box, view.metric === "accuracy" ? styles.low : styles.high)}
        aria-hidden="true"
      >
        <Values {...props} />
      </div>
    </>
  );
}

const rowHeight = 18;
const headHeight = 40;
/** Of marks and two numbers without a name. */
const narrowColumn = 150;
const mostNamedRows = 8;
/** Smallest and largest seed beside the mean would cover a narrower chart. */
const rangedWidth = 420;

/** With names where the pointer is and runs are few; else marks only, so that all runs fit. */
function Values(props: ReadoutProps) {
  const { values, size, cursor, view } = props;
  const rows = Math.max(1, Math.floor((size.height - headHeight) / rowHeight));
  const named = cursor?.metric === view.metric && values.length <= Math.min(rows, mostNamedRows);
  const ranged = named && size.width >= rangedWidth && 2 * values.length <= rows;
  const columns = named ? 1 : Math.max(1, Math.floor(size.width / narrowColumn));
  const room = rows * columns;
  // Where not all fit, the last place says how many more there are.
  const shown = values.length <= room ? values : values.slice(0, Math.max(1, room - 1));
  const height = Math.ceil(shown.length / Math.ceil(shown.length / rows));
  const groups = Array.from({ length: Math.ceil(shown.length / height) }, (_, index) =>
    shown.slice(index * height, (index + 1) * height),
  );
  const left = values.length - shown.length;
  return (
    <>
      <p className={styles.head}>{placeText(props)}</p>
      <div className={styles.groups}>
        {groups.map((group, index) => (
          <ValueTable
            key={group[0]?.run}
            {...props}
            group={group}
            named={named}
            ranged={ranged}
            labelled={index === 0}
          />
        ))}
      </div>
      {left > 0 && <p className={styles.foot}>{t("charts.more", { count: left })}</p>}
    </>
  );
}

/** "At step 120 · Epoch 3.2" */
function placeText({ at, drawing: { axis } }: ReadoutProps): string {
  const step = t("charts.atStep", { step: at });
  if (axis.unit === "step") return step;
  return `${step} · ${axisText(axis)} ${formatNumber(axis.of(at), currentLocale())}`;
}

interface ValueTableProps extends ReadoutProps {
  group: readonly ReadValue[];
  named: boolean;
  /** With the smallest and largest seed under each mean. */
  ranged: boolean;
  /** Says what the columns are; of several tables only the first. */
  labelled: boolean;
}

function ValueTable(props: ValueTableProps) {
  const { group, named, ranged, labelled, view, names, source } = props;
  const checked = isChecked(view.metric);
  const { seeds } = source.store;
  // Inspections look at the first seed only.
  const lostSeeds = ({ count }: Spread) =>
    seeds > 1 && !isInspected(view.metric) ? seeds - count : 0;
  return (
    <table>
      {named && labelled && checked && (
        <thead>
          <tr>
            <th colSpan={3}>{t("charts.training")}</th>
            <th>{t("charts.validation")}</th>
          </tr>
        </thead>
      )}
      <tbody>
        {group.map(({ run, training, validation }) => (
          <tr key={run}>
            <td>
              <RunMark index={run} />
            </td>
            {named && (
              <td className={styles.name}>
                {names[run]}
                {lostSeeds(training) > 0 && (
                  <small className={styles.lost}>
                    {t("charts.seedsLeft", { left: training.count, count: seeds })}
                  </small>
                )}
              </td>
            )}
            <ValueCell view={view} spread={training} ranged={ranged} />
            {checked && <ValueCell view={view} spread={validation} ranged={ranged} />}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ValueCellProps {
  view: ReadoutProps["view"];
  spread: Spread | null;
  ranged: boolean;
}

function ValueCell({ view, spread, ranged }: ValueCellProps) {
  if (!spread) return <td>–</td>;
  const { value, low, high, count } = spread;
  return (
    <td>
      {metricText(view, value)}
      {ranged && count > 1 && (
        <small className={styles.spread}>
          {t("charts.range", { low: metricText(view, low), high: metricText(view, high) })}
        </small>
      )}
    </td>
  );
}
