import { lazy, Suspense, useMemo, useRef } from "react";
import { formatPercent } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { useSeries } from "../../stores/commits.ts";
import { series } from "../../stores/series.ts";
import { tickText } from "../../ui/charts/axis.ts";
import { ChartFrame } from "../../ui/charts/ChartFrame.tsx";
import { CurveMarkers } from "../../ui/charts/CurveMarkers.tsx";
import { type Size, useSize } from "../../ui/charts/use-size.ts";
import { Cursor, type CursorAt } from "./Cursor.tsx";
import styles from "./CurveChart.module.css";
import { type ChartView, chartAxes, chartLines } from "./chart-data.ts";
import { EmptyHint } from "./EmptyHint.tsx";

const CurveLines = lazy(async () => {
  const { CurveLines: component } = await import("../../ui/charts/CurveLines.tsx");
  return { default: component };
});

interface CurveChartProps {
  title: string;
  view: ChartView;
  xLabel: string;
  names: readonly string[];
  /** What is pointed at in any of the charts; null when nothing is. */
  cursor: CursorAt | null;
  onCursor: (cursor: CursorAt | null) => void;
}

/** One chart with its title and the latest numbers. */
export function CurveChart(props: CurveChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const size = useSize(host);
  const version = useSeries(host);
  return (
    <figure className={styles.chart}>
      <figcaption className={styles.caption}>
        <h3 className={styles.title}>{props.title}</h3>
        <Key />
      </figcaption>
      <div ref={host} className={styles.host}>
        {size && <Plot {...props} size={size} version={version} />}
      </div>
    </figure>
  );
}

function Plot(props: CurveChartProps & { size: Size; version: number }) {
  const { view, size, version, title } = props;
  const drawn = useMemo(() => draw(view, size, version), [view, size, version]);
  const { lines, axes, empty } = drawn;
  const yText =
    view.metric === "accuracy" && !view.regression
      ? (value: number) => formatPercent(value, currentLocale(), 0)
      : tickText;
  return (
    <>
      <ChartFrame size={size} axes={axes} xLabel={props.xLabel} yText={yText} />
      <Suspense fallback={null}>
        <CurveLines size={size} axes={axes} lines={lines} />
        <CurveMarkers size={size} axes={axes} lines={lines} />
      </Suspense>
      {empty ? (
        <EmptyHint size={size} falling={view.metric !== "accuracy"} />
      ) : (
        <Cursor
          title={title}
          view={view}
          size={size}
          axes={axes}
          names={props.names}
          cursor={props.cursor}
          version={version}
          onCursor={props.onCursor}
        />
      )}
    </>
  );
}

/** `version` is what makes the curves new: they live outside React. */
function draw(view: ChartView, size: Size, version: number) {
  const lines = chartLines(series, view, size);
  return {
    lines,
    axes: chartAxes(series, view, lines, size),
    empty: version === 0 || series.count + series.evaluations === 0,
  };
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
