import { lazy, type RefObject, Suspense, useMemo, useRef } from "react";
import { t } from "../../i18n/index.ts";
import { useSeries } from "../../stores/commits.ts";
import { inspections, useInspections, useInspectionWatch } from "../../stores/inspections.ts";
import { type Ghost, usePastRuns } from "../../stores/past-runs.ts";
import { series } from "../../stores/series.ts";
import { ChartFrame } from "../../ui/charts/ChartFrame.tsx";
import { CurveBands } from "../../ui/charts/CurveBands.tsx";
import { CurveMarkers } from "../../ui/charts/CurveMarkers.tsx";
import { type Size, useSize } from "../../ui/charts/use-size.ts";
import { InTurn } from "../../ui/InTurn.tsx";
import { useVisible } from "../../ui/use-visible.ts";
import { ChartMenu } from "./ChartMenu.tsx";
import { Cursor } from "./Cursor.tsx";
import styles from "./CurveChart.module.css";
import { type ChartDrawing, drawChart } from "./chart-data.ts";
import { axisText, chartTitle, tickTextOf } from "./chart-text.ts";
import {
  type ChartSource,
  type ChartView,
  type CursorAt,
  isChecked,
  isInspected,
} from "./chart-view.ts";
import { EmptyHint } from "./EmptyHint.tsx";
import { GhostLines } from "./GhostLines.tsx";

const CurveLines = lazy(async () => {
  const { CurveLines: component } = await import("../../ui/charts/CurveLines.tsx");
  return { default: component };
});

interface CurveChartProps {
  view: ChartView;
  names: readonly string[];
  /** What is pointed at in any of the charts; null when nothing is. */
  cursor: CursorAt | null;
  onCursor: (cursor: CursorAt | null) => void;
}

/** One chart with its title and what can be done with it. */
export function CurveChart(props: CurveChartProps) {
  return isInspected(props.view.metric) ? (
    <InspectedChart {...props} />
  ) : (
    <TrainingChart {...props} />
  );
}

function TrainingChart(props: CurveChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const version = useSeries(host);
  const source = useMemo(() => ({ store: series, inspections: [] }), []);
  return <Figure {...props} host={host} version={version} source={source} />;
}

/** Inspections a second: the curves are drawn four times a second, and nothing here moves fast. */
const hertz = 2;

/** Its values are measured only while it can be seen. */
function InspectedChart(props: CurveChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const version = useSeries(host);
  const visible = useVisible(host);
  useInspectionWatch(visible ? hertz : null);
  const inspected = useInspections();
  const source = useMemo(
    () => ({ store: series, inspections: inspected < 0 ? [] : inspections.history }),
    [inspected],
  );
  return <Figure {...props} host={host} version={version} source={source} />;
}

interface FigureProps extends CurveChartProps {
  host: RefObject<HTMLDivElement | null>;
  /** Changes with the curves. */
  version: number;
  source: ChartSource;
}

function Figure(props: FigureProps) {
  const { host, view, source, names } = props;
  const size = useSize(host);
  const ghosts = usePastRuns((state) => state.ghosts);
  return (
    <figure className={styles.chart}>
      <figcaption className={styles.caption}>
        <h3 className={styles.title}>{chartTitle(view)}</h3>
        {isChecked(view.metric) && <Key />}
        <ChartMenu source={source} view={view} names={names} ghosts={ghosts} />
      </figcaption>
      <div ref={host} className={styles.host}>
        {size && (
          <InTurn>
            <Plot {...props} size={size} ghosts={ghosts} />
          </InTurn>
        )}
      </div>
    </figure>
  );
}

interface PlotProps extends FigureProps {
  size: Size;
  ghosts: readonly Ghost[];
}

function isEmpty({ view, source, version }: PlotProps, { lines }: ChartDrawing): boolean {
  // The first inspection may come before the first update.
  const bare = lines.every(({ points }) => points.every(({ y }) => y === null));
  if (isInspected(view.metric) && view.zoom === null) return bare;
  return version === 0 || source.store.count + source.store.evaluations === 0;
}

function Plot(props: PlotProps) {
  const { view, source, size, version, ghosts } = props;
  // `version` is what makes the curves new: they live outside React.
  const drawing = useMemo(
    () => drawChart(source, view, size, version < 0 ? [] : ghosts),
    [source, view, size, version, ghosts],
  );
  const { axes, axis, lines, bands } = drawing;
  return (
    <>
      <ChartFrame size={size} axes={axes} xLabel={axisText(axis)} yText={tickTextOf(view)} />
      <GhostLines size={size} axes={axes} ghosts={drawing.ghosts} guide={drawing.guide} />
      <CurveBands size={size} axes={axes} bands={bands} />
      <Suspense fallback={null}>
        <CurveLines size={size} axes={axes} lines={lines} />
        <CurveMarkers size={size} axes={axes} lines={lines} />
      </Suspense>
      {isEmpty(props, drawing) ? (
        <EmptyHint size={size} metric={view.metric} />
      ) : (
        <Cursor
          title={chartTitle(view)}
          source={source}
          view={view}
          size={size}
          drawing={drawing}
          names={props.names}
          cursor={props.cursor}
          version={version}
          onCursor={props.onCursor}
        />
      )}
    </>
  );
}

/** How the two kinds of curves are drawn. */
function Key() {
  return (
    <p className={styles.key}>
      <span className={styles.entry}>
        <i className={styles.thin} aria-hidden="true" />
        {t("charts.training")}
      </span>
      <span className={styles.entry}>
        <i className={styles.marked} aria-hidden="true" />
        {t("charts.validation")}
      </span>
    </p>
  );
}
