import type { PointerEvent } from "react";
import { t } from "../../i18n/index.ts";
import type { SearchParameter } from "../../spec/search-catalogue.ts";
import { tickText } from "../../ui/charts/axis.ts";
import { useTheme } from "../../ui/charts/colors.ts";
import { margin, type PlotArea, plotArea } from "../../ui/charts/plot-area.ts";
import type { Size } from "../../ui/charts/use-size.ts";
import { Select } from "../../ui/Select.tsx";
import type { Axis } from "./axes.ts";
import { Drawing } from "./Drawing.tsx";
import { candidateColor, outcomeName, parameterLabel } from "./look.ts";
import type { PictureProps } from "./ParallelCoordinates.tsx";
import { PictureHead } from "./PictureHead.tsx";
import { type Entry, valueOn } from "./results.ts";
import styles from "./Scatter.module.css";

interface ScatterProps extends PictureProps {
  parameter: SearchParameter;
  onParameter: (parameter: SearchParameter) => void;
}

/** The outcome of every candidate over the value of one parameter. */
export function Scatter(props: ScatterProps) {
  const { state, results, regression, parameter, onParameter } = props;
  const axis = results.axes.find(({ id }) => id === parameter);
  const outcome = outcomeName(state, regression);
  const label = t("search.describeScatter", {
    outcome,
    count: results.best.length,
    parameter: parameterLabel(parameter),
  });
  const options = state.search.ranges.map((range) => ({
    value: range.parameter,
    label: parameterLabel(range.parameter),
  }));
  return (
    <figure className={styles.figure}>
      <PictureHead title={outcome} help={t("search.scatterHelp")} name={t("search.scatter")} />
      <div className={styles.host}>
        <Drawing label={label}>
          {(size) => axis && <Points {...props} size={size} axis={axis} />}
        </Drawing>
      </div>
      <Select
        aria-label={t("search.parameter")}
        className={styles.parameter}
        value={parameter}
        options={options}
        onChange={onParameter}
      />
    </figure>
  );
}

interface Point {
  readonly entry: Entry;
  readonly x: number;
  readonly y: number;
}

/** Pixels within which a pointer finds a point. */
const reach = 14;

/** What has diverged stands at the upper edge, where losses are worst, or at the lower one. */
function pointsOf({ results, state }: PictureProps, axis: Axis, area: PlotArea): Point[] {
  return results.entries.flatMap((entry) => {
    const across = valueOn(entry, axis.id);
    if (across === null || entry.outcome === null) return [];
    const value = valueOn(entry, "outcome");
    const worst = state.watched === "loss" ? 1 : 0;
    const share = value === null ? worst : results.outcome.share(value);
    return [
      {
        entry,
        x: area.left + axis.share(across) * area.width,
        y: area.top + (1 - share) * area.height,
      },
    ];
  });
}

function Points(props: PictureProps & { size: Size; axis: Axis }) {
  const { size, axis, results, shown, highlight, onHighlight } = props;
  const theme = useTheme();
  const area = plotArea(size);
  const points = pointsOf(props, axis, area);
  function onPointerMove(event: PointerEvent<SVGSVGElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    let found: number | null = null;
    let least = reach;
    for (const point of points) {
      if (!shown.has(point.entry.candidate.index)) continue;
      const distance = Math.hypot(point.x - x, point.y - y);
      if (distance < least) [found, least] = [point.entry.candidate.index, distance];
    }
    onHighlight(found);
  }
  return (
    <svg
      className={styles.plot}
      width={size.width}
      height={size.height}
      aria-hidden="true"
      onPointerMove={onPointerMove}
      onPointerDown={onPointerMove}
      onPointerLeave={() => onHighlight(null)}
    >
      <Frame x={axis} y={results.outcome} size={size} />
      {points.map(({ entry, x, y }) => (
        <Mark
          key={entry.candidate.index}
          entry={entry}
          x={x}
          y={y}
          color={theme < 0 ? "" : candidateColor(entry.goodness)}
          isShown={shown.has(entry.candidate.index)}
          isLit={entry.candidate.index === highlight}
        />
      ))}
    </svg>
  );
}

interface MarkProps extends Point {
  color: string;
  isShown: boolean;
  isLit: boolean;
}

/** Round for the first draws, a diamond for those drawn around the best, a cross for what diverged. */
function Mark({ entry: { candidate }, x, y, color, isShown, isLit }: MarkProps) {
  const at = `translate(${x.toFixed(1)} ${y.toFixed(1)})${isLit ? " scale(1.7)" : ""}`;
  if (!isShown) return <circle transform={at} r={2.5} className={styles.out} />;
  if (candidate.status === "diverged") {
    return <path transform={at} d="M-3-3L3 3M3-3L-3 3" className={styles.diverged} />;
  }
  if (candidate.born === 0) {
    return <circle transform={at} r={3.5} fill={color} className={styles.mark} />;
  }
  return (
    <path transform={at} d="M0-4.6L4.6 0L0 4.6L-4.6 0z" fill={color} className={styles.mark} />
  );
}

function Frame({ x, y, size }: { x: Axis; y: Axis; size: Size }) {
  const area = plotArea(size);
  const bottom = area.top + area.height;
  return (
    <g className={styles.frame}>
      {y.ticks.map((tick) => {
        const at = area.top + (1 - y.share(tick)) * area.height;
        return (
          <g key={tick}>
            <line x1={area.left} x2={area.left + area.width} y1={at} y2={at} />
            <text x={area.left - 8} y={at} dy="0.32em" textAnchor="end">
              {tickText(tick)}
            </text>
          </g>
        );
      })}
      <line x1={area.left} x2={size.width - margin.right} y1={bottom} y2={bottom} />
      {x.ticks.map((tick) => {
        const at = area.left + x.share(tick) * area.width;
        return (
          <g key={tick}>
            <line x1={at} x2={at} y1={bottom} y2={bottom + 4} />
            <text x={at} y={bottom + 15} textAnchor="middle">
              {tickText(tick)}
            </text>
          </g>
        );
      })}
    </g>
  );
}
