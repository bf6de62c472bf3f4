import { memo, useMemo } from "react";
import { t } from "../../i18n/index.ts";
import { epochsOf } from "../../train/search/halving.ts";
import type { SearchState } from "../../train/search/state.ts";
import { exactScale, logScale } from "../../ui/charts/axis.ts";
import { ChartFrame } from "../../ui/charts/ChartFrame.tsx";
import { useTheme } from "../../ui/charts/colors.ts";
import { type Axes, plotArea, xPixel, yPixel } from "../../ui/charts/plot-area.ts";
import type { Size } from "../../ui/charts/use-size.ts";
import styles from "./Curves.module.css";
import { Drawing } from "./Drawing.tsx";
import { candidateColor } from "./look.ts";
import type { PictureProps } from "./ParallelCoordinates.tsx";
import { PictureHead } from "./PictureHead.tsx";
import type { Entry } from "./results.ts";

/** Training losses of all candidates: how the field thins out from stage to stage. */
export function Curves(props: PictureProps) {
  const { state, results } = props;
  const count = results.entries.filter(({ candidate }) => candidate.curve.length > 0).length;
  const axes = useMemo(() => axesOf(state), [state]);
  return (
    <figure className={styles.figure}>
      <PictureHead
        title={t("search.curves")}
        help={t("search.curvesHelp")}
        name={t("search.curves")}
      />
      <div className={styles.host}>
        <Drawing label={t("search.describeCurves", { count })}>
          {(size) => <Plot {...props} size={size} axes={axes} />}
        </Drawing>
      </div>
    </figure>
  );
}

/** Losses this much above the smallest are cut off. */
const tallest = 1e4;

function axesOf({ candidates, search, stages }: SearchState): Axes {
  const losses = candidates
    .flatMap(({ curve }) => curve)
    .filter((loss) => loss > 0 && Number.isFinite(loss));
  const least = losses.reduce((low, loss) => Math.min(low, loss), Number.POSITIVE_INFINITY);
  const most = losses.reduce((high, loss) => Math.max(high, loss), 0);
  const low = Number.isFinite(least) ? least : 0.1;
  return {
    x: exactScale(0, epochsOf(search, stages - 1), 5, true),
    y: logScale(low, Math.min(Math.max(most, 2 * low), tallest * low), 5),
    yKind: "log",
  };
}

function Plot(props: PictureProps & { size: Size; axes: Axes }) {
  const { state, results, shown, highlight, size, axes } = props;
  const area = plotArea(size);
  const ends = Array.from({ length: state.stages - 1 }, (_, stage) =>
    epochsOf(state.search, stage),
  );
  const lit = results.entries.find(({ candidate }) => candidate.index === highlight);
  return (
    <>
      <ChartFrame size={size} axes={axes} xLabel={t("search.epoch")} />
      <svg className={styles.plot} width={size.width} height={size.height} aria-hidden="true">
        {ends.map((epoch) => (
          <line
            key={epoch}
            x1={xPixel(epoch, axes.x, area)}
            x2={xPixel(epoch, axes.x, area)}
            y1={area.top}
            y2={area.top + area.height}
            className={styles.stage}
          />
        ))}
        <Lines {...{ state, results, shown, size, axes }} faded={lit !== undefined} />
        {lit && (
          <path
            d={curvePath(lit, state, axes, size)}
            className={styles.lit}
            stroke={candidateColor(lit.goodness)}
          />
        )}
      </svg>
    </>
  );
}

type LinesProps = Pick<PictureProps, "state" | "results" | "shown"> & {
  size: Size;
  axes: Axes;
  faded: boolean;
};

/** Pointing at a line does not draw them all again. */
const Lines = memo(function Lines({ state, results, shown, size, axes, faded }: LinesProps) {
  const theme = useTheme();
  const paths = useMemo(
    () =>
      results.entries
        .filter(({ candidate }) => shown.has(candidate.index))
        .map((entry) => ({
          key: entry.candidate.index,
          d: curvePath(entry, state, axes, size),
          color: theme < 0 ? "" : candidateColor(entry.goodness),
        })),
    [results, state, shown, size, axes, theme],
  );
  return (
    <g className={faded ? styles.faded : undefined}>
      {paths.map(({ key, d, color }) => (
        <path key={key} d={d} className={styles.line} stroke={color} />
      ))}
    </g>
  );
});

/** Each mean stands in the middle of the steps that it is of. */
function curvePath(
  { candidate }: Entry,
  { curveSteps, stepsPerEpoch }: SearchState,
  axes: Axes,
  size: Size,
): string {
  const area = plotArea(size);
  const corners = candidate.curve.flatMap((loss, index) => {
    if (!Number.isFinite(loss) || loss <= 0) return [];
    const epoch = ((index + 0.5) * curveSteps) / stepsPerEpoch;
    const y = yPixel(loss, axes.y, axes.yKind, area);
    const inside = Math.max(area.top, Math.min(area.top + area.height, y));
    return [`${xPixel(epoch, axes.x, area).toFixed(1)} ${inside.toFixed(1)}`];
  });
  return corners.length > 1 ? `M${corners.join("L")}` : "";
}
