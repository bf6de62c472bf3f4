import { Spline, UnfoldHorizontal, ZoomIn, ZoomOut } from "lucide-react";
import { t } from "../../i18n/index.ts";
import { series } from "../../stores/series.ts";
import { Button } from "../../ui/Button.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Select } from "../../ui/Select.tsx";
import { Slider } from "../../ui/Slider.tsx";
import { ChartChoice } from "./ChartChoice.tsx";
import { type ChartMetric, wholeRange } from "./chart-view.ts";
import { mostSmoothing } from "./kept-settings.ts";
import { setSmoothing, setZoom, useChartSettings } from "./settings.ts";
import styles from "./Toolbar.module.css";
import { xUnits } from "./x-axis.ts";
import { zoomedBy } from "./zoom.ts";

interface ToolbarProps {
  shown: readonly ChartMetric[];
  regression: boolean;
}

function zoomBy(factor: number): void {
  const whole = wholeRange({ store: series, inspections: [] });
  setZoom(zoomedBy(factor, useChartSettings.getState().zoom, whole));
}

/** What holds for all charts: which there are, their axes, smoothing and zoom. */
export function Toolbar({ shown, regression }: ToolbarProps) {
  const { unit, log } = useChartSettings();
  return (
    <div className={styles.toolbar}>
      <ChartChoice shown={shown} regression={regression} />
      <Smoothing />
      <Select
        className={styles.axis}
        aria-label={t("charts.axis")}
        title={t("charts.axis")}
        value={unit}
        options={xUnits.map((value) => ({ value, label: t(`charts.${value}`) }))}
        onChange={(next) => useChartSettings.setState({ unit: next })}
      />
      <Button
        aria-pressed={log}
        title={t("charts.logScale")}
        onClick={() => useChartSettings.setState({ log: !log })}
      >
        {t("charts.log")}
      </Button>
      <Zoom />
    </div>
  );
}

function Smoothing() {
  const smoothing = useChartSettings((state) => state.smoothing);
  return (
    <span className={styles.smoothing} title={t("charts.smoothingHelp")}>
      <Spline size={14} aria-hidden="true" className={styles.icon} />
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
        value={smoothing}
        onChange={setSmoothing}
      />
      <output className={styles.span}>{smoothing}</output>
    </span>
  );
}

function Zoom() {
  const zoomed = useChartSettings((state) => state.zoom !== null);
  return (
    <span className={styles.zoom} title={t("charts.zoomHelp")}>
      <IconButton
        label={t("charts.zoomIn")}
        icon={<ZoomIn size={14} aria-hidden="true" />}
        onClick={() => zoomBy(1 / 2)}
      />
      <IconButton
        label={t("charts.zoomOut")}
        icon={<ZoomOut size={14} aria-hidden="true" />}
        disabled={!zoomed}
        onClick={() => zoomBy(2)}
      />
      <IconButton
        label={t("charts.zoomReset")}
        icon={<UnfoldHorizontal size={14} aria-hidden="true" />}
        disabled={!zoomed}
        onClick={() => setZoom(null)}
      />
    </span>
  );
}
