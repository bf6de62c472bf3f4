import { ClipboardCopy } from "lucide-react";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { t } from "../../i18n/index.ts";
import { useDocument } from "../../stores/document.ts";
import { addNotice } from "../../stores/notices.ts";
import { useRuns } from "../../stores/runs.ts";
import { series } from "../../stores/series.ts";
import { Button } from "../../ui/Button.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { runNames } from "../../ui/run-names.ts";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { Slider } from "../../ui/Slider.tsx";
import styles from "./ChartsPanel.module.css";
import type { CursorAt } from "./Cursor.tsx";
import { CurveChart } from "./CurveChart.tsx";
import { type ChartView, curvesAsCsv } from "./chart-data.ts";
import { Legend } from "./Legend.tsx";

type Unit = "step" | "epoch";

interface Settings {
  readonly log: boolean;
  readonly smoothing: number;
  readonly unit: Unit;
  readonly hidden: ReadonlySet<number>;
}

const initial: Settings = { log: false, smoothing: 10, unit: "step", hidden: new Set() };
const mostSmoothing = 1000;

const subscribeToSeries = (listener: () => void) => series.subscribe(listener);

async function copyCsv(names: readonly string[]): Promise<void> {
  try {
    await navigator.clipboard.writeText(curvesAsCsv(series, names));
    addNotice("info", { kind: "text", text: t("charts.csvCopied") });
  } catch {
    addNotice("warning", { kind: "text", text: t("charts.csvRefused") });
  }
}

/** Loss and accuracy of all runs over the steps; what L1 and L2 add stands apart from the data's loss. */
export function ChartsPanel() {
  const [settings, setSettings] = useState(initial);
  const [cursor, setCursor] = useState<CursorAt | null>(null);
  const runs = useDocument((state) => state.experiment.runs);
  const regression = useRuns((state) => state.dataset?.targets.kind === "values");
  const stepsPerEpoch = useRuns((state) => state.report?.stepsPerEpoch ?? 1);
  const names = useMemo(() => runNames(runs), [runs]);
  const change = (part: Partial<Settings>) => setSettings((old) => ({ ...old, ...part }));
  useEffect(() => series.setSmoothing(settings.smoothing), [settings.smoothing]);

  const shared = useMemo(
    () => ({
      regression,
      smoothing: settings.smoothing,
      stepsPerUnit: settings.unit === "epoch" ? stepsPerEpoch : 1,
      hidden: settings.hidden,
    }),
    [regression, settings.smoothing, settings.unit, settings.hidden, stepsPerEpoch],
  );
  const loss: ChartView = useMemo(
    () => ({ ...shared, metric: "loss", log: settings.log }),
    [shared, settings.log],
  );
  const accuracy: ChartView = useMemo(
    () => ({ ...shared, metric: "accuracy", log: false }),
    [shared],
  );
  const penalty: ChartView = useMemo(
    () => ({ ...shared, metric: "penalty", log: settings.log }),
    [shared, settings.log],
  );
  const hasPenalty = useSyncExternalStore(subscribeToSeries, () => series.hasPenalty);
  const chart = { names, cursor, onCursor: setCursor, xLabel: t(`charts.${settings.unit}`) };

  return (
    <Panel
      title={t("panels.charts")}
      className={styles.panel}
      actions={<Controls settings={settings} change={change} onCopy={() => copyCsv(names)} />}
      footer={
        names.length > 1 && (
          <Legend names={names} hidden={settings.hidden} onHide={(hidden) => change({ hidden })} />
        )
      }
    >
      <div className={styles.room}>
        <div className={styles.charts}>
          <CurveChart {...chart} title={t("charts.loss")} view={loss} />
          <CurveChart
            {...chart}
            title={regression ? t("charts.r2") : t("charts.accuracy")}
            view={accuracy}
          />
          {hasPenalty && <CurveChart {...chart} title={t("charts.penalty")} view={penalty} />}
        </div>
      </div>
    </Panel>
  );
}

interface ControlsProps {
  settings: Settings;
  change: (part: Partial<Settings>) => void;
  onCopy: () => Promise<void>;
}

function Controls({ settings, change, onCopy }: ControlsProps) {
  return (
    <div className={styles.controls}>
      <span className={styles.smoothing} title={t("charts.smoothingHelp")}>
        <span id="smoothing-label" className={styles.word}>
          {t("charts.smoothing")}
        </span>
        <Slider
          aria-labelledby="smoothing-label"
          className={styles.slider}
          min={1}
          max={mostSmoothing}
          scale="log"
          integer
          value={settings.smoothing}
          onChange={(smoothing) => change({ smoothing })}
        />
        <output className={styles.span}>{settings.smoothing}</output>
      </span>
      <SegmentedControl<Unit>
        label={t("charts.axis")}
        value={settings.unit}
        options={[
          { value: "step", label: t("charts.step") },
          { value: "epoch", label: t("charts.epoch") },
        ]}
        onChange={(unit) => change({ unit })}
      />
      <Button
        aria-pressed={settings.log}
        title={t("charts.logScale")}
        onClick={() => change({ log: !settings.log })}
      >
        {t("charts.log")}
      </Button>
      <IconButton
        label={t("charts.copyCsv")}
        icon={<ClipboardCopy size={14} aria-hidden="true" />}
        onClick={() => void onCopy()}
      />
    </div>
  );
}
