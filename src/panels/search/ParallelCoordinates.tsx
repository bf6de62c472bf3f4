import { memo, useMemo } from "react";
import { t } from "../../i18n/index.ts";
import type { SearchState } from "../../train/search/state.ts";
import { tickText } from "../../ui/charts/axis.ts";
import { useTheme } from "../../ui/charts/colors.ts";
import type { Size } from "../../ui/charts/use-size.ts";
import type { Axis } from "./axes.ts";
import { Drawing } from "./Drawing.tsx";
import { axisName, candidateColor } from "./look.ts";
import styles from "./ParallelCoordinates.module.css";
import { axisX, divergedY, nearestEntry, pathOf, plotOf, yOf } from "./parallel.ts";
import type { Brushes, Entry, Results } from "./results.ts";
import { useBrushDrag } from "./use-brush-drag.ts";

export interface PictureProps {
  state: SearchState;
  results: Results;
  regression: boolean;
  brushes: Brushes;
  /** Which of the entries cross all brushes. */
  shown: ReadonlySet<number>;
  highlight: number | null;
  onHighlight: (index: number | null) => void;
}

interface ParallelProps extends PictureProps {
  onBrush: (axis: Axis, brush: readonly [number, number] | null) => void;
}

/** One line a candidate, across an axis for each parameter to the one of the outcome. */
export function ParallelCoordinates(props: ParallelProps) {
  const { state, results, regression } = props;
  const names = results.axes.map(({ id }) => axisName(id, state.watched, regression));
  const label = t("search.describeParallel", {
    count: results.entries.length,
    axes: names.join(", "),
  });
  return (
    <div className={styles.host}>
      <Drawing label={label}>{(size) => <Plot {...props} size={size} names={names} />}</Drawing>
    </div>
  );
}

function Plot(props: ParallelProps & { size: Size; names: readonly string[] }) {
  const { state, results, brushes, shown, highlight, onHighlight, onBrush, size, names } = props;
  const { axes } = results;
  const plot = plotOf(size);
  const { dragged, handlers } = useBrushDrag(axes, plot, onBrush, (at) =>
    onHighlight(nearestEntry(results, shown, at, plot)),
  );
  const lit = results.entries.find(({ candidate }) => candidate.index === highlight);
  return (
    <svg
      className={styles.plot}
      width={size.width}
      height={size.height}
      aria-hidden="true"
      {...handlers}
      onPointerLeave={() => onHighlight(null)}
    >
      <Lines results={results} shown={shown} size={size} faded={highlight !== null} />
      {lit && <LitLine entry={lit} axes={axes} size={size} />}
      {axes.map((axis, index) => (
        <AxisLine
          key={axis.id}
          axis={axis}
          x={axisX(index, axes.length, plot)}
          size={size}
          name={names[index] ?? ""}
          place={index === 0 ? "first" : index === axes.length - 1 ? "last" : "inner"}
          brush={dragged[axis.id] ?? brushes[axis.id] ?? null}
          hasDiverged={axis.id === "outcome" && hasDiverged(state)}
        />
      ))}
    </svg>
  );
}

function hasDiverged({ candidates }: SearchState): boolean {
  return candidates.some(({ status }) => status === "diverged");
}

interface LinesProps {
  results: Results;
  shown: ReadonlySet<number>;
  size: Size;
  faded: boolean;
}

/** All lines; what is pointed at is drawn over them, so that pointing does not draw them again. */
const Lines = memo(function Lines({ results, shown, size, faded }: LinesProps) {
  const theme = useTheme();
  const paths = useMemo(() => {
    const plot = plotOf(size);
    return results.entries.map((entry) => ({
      key: entry.candidate.index,
      d: pathOf(entry, results.axes, plot),
      color: theme < 0 ? "" : candidateColor(entry.goodness),
      kind: !shown.has(entry.candidate.index)
        ? styles.out
        : entry.candidate.status === "diverged"
          ? styles.diverged
          : styles.line,
    }));
  }, [results, shown, size, theme]);
  return (
    <g className={faded ? styles.faded : undefined}>
      {paths.map(({ key, d, color, kind }) => (
        <path key={key} d={d} className={kind} stroke={color} />
      ))}
    </g>
  );
});

function LitLine({ entry, axes, size }: { entry: Entry; axes: readonly Axis[]; size: Size }) {
  const d = pathOf(entry, axes, plotOf(size));
  return (
    <g>
      <path d={d} className={styles.halo} />
      <path d={d} className={styles.lit} stroke={candidateColor(entry.goodness)} />
    </g>
  );
}

interface AxisLineProps {
  axis: Axis;
  x: number;
  size: Size;
  name: string;
  place: "first" | "inner" | "last";
  brush: readonly [number, number] | null;
  hasDiverged: boolean;
}

const anchors = { first: "start", inner: "middle", last: "end" } as const;

function AxisLine({ axis, x, size, name, place, brush, hasDiverged }: AxisLineProps) {
  const plot = plotOf(size);
  const bottom = plot.top + plot.height;
  const nameX = place === "first" ? 2 : place === "last" ? size.width - 2 : x;
  return (
    <g className={styles.axis}>
      <rect x={x - 14} y={0} width={28} height={size.height} className={styles.grip} />
      <line x1={x} x2={x} y1={plot.top} y2={bottom} className={styles.rule} />
      {brush && (
        <rect
          x={x - 5}
          y={yOf(axis.share(brush[1]), plot)}
          width={10}
          height={Math.max(2, (axis.share(brush[1]) - axis.share(brush[0])) * plot.height)}
          className={styles.brush}
        />
      )}
      {axis.ticks.map((tick) => (
        <text key={tick} x={x + 5} y={yOf(axis.share(tick), plot)} dy="0.32em">
          {tickText(tick)}
        </text>
      ))}
      {hasDiverged && (
        <text x={size.width - 2} y={divergedY(plot)} dy="0.32em" textAnchor="end">
          {t("search.divergedTick")}
        </text>
      )}
      <text x={nameX} y={10} textAnchor={anchors[place]} className={styles.name}>
        {name}
      </text>
    </g>
  );
}
