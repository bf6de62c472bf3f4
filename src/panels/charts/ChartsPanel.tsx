import { useMemo, useState, useSyncExternalStore } from "react";
import { t } from "../../i18n/index.ts";
import { useDocument } from "../../stores/document.ts";
import { usePastRuns } from "../../stores/past-runs.ts";
import { useRuns } from "../../stores/runs.ts";
import { series } from "../../stores/series.ts";
import { Panel } from "../../ui/Panel.tsx";
import { runNames } from "../../ui/run-names.ts";
import styles from "./ChartsPanel.module.css";
import { CurveChart } from "./CurveChart.tsx";
import type { ChartMetric, ChartView, CursorAt } from "./chart-view.ts";
import { Legend } from "./Legend.tsx";
import { hiddenRuns, shownCharts, useChartSettings } from "./settings.ts";
import { Toolbar } from "./Toolbar.tsx";

const subscribeToSeries = (listener: () => void) => series.subscribe(listener);

/** What the charts have in common, the same object until something of it changes. */
function useSharedView(regression: boolean): Omit<ChartView, "metric"> {
  const { log, smoothing, unit, zoom, pinned, hidden, solo } = useChartSettings();
  const count = useDocument((state) => state.experiment.runs.length);
  const batchSize = useDocument((state) => state.experiment.training.batchSize);
  const stepsPerEpoch = useRuns((state) => state.report?.stepsPerEpoch ?? 1);
  return useMemo(() => {
    const gone = hiddenRuns({ hidden, solo }, count);
    const seen = pinned !== null && pinned < count && !gone.has(pinned);
    const measures = { stepsPerEpoch, batchSize };
    const onTop = seen && count > 1 ? pinned : null;
    return { regression, log, smoothing, unit, measures, zoom, hidden: gone, pinned: onTop };
  }, [
    regression,
    log,
    smoothing,
    unit,
    stepsPerEpoch,
    batchSize,
    zoom,
    hidden,
    solo,
    pinned,
    count,
  ]);
}

/** The curves of all runs, as many charts of them as a person wants. */
export function ChartsPanel() {
  const [cursor, setCursor] = useState<CursorAt | null>(null);
  const runs = useDocument((state) => state.experiment.runs);
  const seeds = useDocument((state) => state.experiment.training.seeds);
  const regression = useRuns((state) => state.dataset?.targets.kind === "values");
  const ghosts = usePastRuns((state) => state.ghosts);
  const chosen = useChartSettings((state) => state.chosen);
  const hasPenalty = useSyncExternalStore(subscribeToSeries, () => series.hasPenalty);
  const names = useMemo(() => runNames(runs), [runs]);
  const shared = useSharedView(regression);
  const shown = shownCharts(chosen, hasPenalty);
  const chart = { names, cursor, onCursor: setCursor };
  const labelled = names.length > 1 || seeds > 1 || ghosts.length > 0;
  return (
    <Panel
      title={t("panels.charts")}
      className={styles.panel}
      actions={<Toolbar shown={shown} regression={regression} />}
      footer={
        labelled && <Legend names={names} hidden={shared.hidden} seeds={seeds} ghosts={ghosts} />
      }
    >
      <div className={styles.charts}>
        {shown.map((metric) => (
          <ChartOf key={metric} {...chart} metric={metric} shared={shared} />
        ))}
      </div>
    </Panel>
  );
}

interface ChartOfProps {
  metric: ChartMetric;
  shared: Omit<ChartView, "metric">;
  names: readonly string[];
  cursor: CursorAt | null;
  onCursor: (cursor: CursorAt | null) => void;
}

function ChartOf({ metric, shared, ...rest }: ChartOfProps) {
  const view = useMemo(() => ({ ...shared, metric }), [shared, metric]);
  return <CurveChart {...rest} view={view} />;
}
