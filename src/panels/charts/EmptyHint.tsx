import { t } from "../../i18n/index.ts";
import { series } from "../../stores/series.ts";
import { plotArea } from "../../ui/charts/plot-area.ts";
import type { Size } from "../../ui/charts/use-size.ts";
import type { ChartMetric } from "./chart-view.ts";
import styles from "./EmptyHint.module.css";

const samples = 40;

/** What a curve usually looks like, sketched: the loss falls, the accuracy rises. */
function sketch(size: Size, falling: boolean): string {
  const area = plotArea(size);
  const points = Array.from({ length: samples + 1 }, (_, index) => {
    const share = index / samples;
    const left = Math.exp(-4 * share) * 0.78 + 0.08 + 0.015 * Math.sin(19 * share);
    const height = falling ? 1 - left : left;
    return `${area.left + share * area.width},${area.top + height * area.height}`;
  });
  return `M${points.join("L")}`;
}

/** Stands over the empty axes. */
export function EmptyHint({ size, metric }: { size: Size; metric: ChartMetric }) {
  return (
    <div className={styles.hint}>
      <svg width={size.width} height={size.height} className={styles.sketch} aria-hidden="true">
        <path d={sketch(size, metric !== "accuracy")} className={styles.line} />
      </svg>
      <p className={styles.words}>
        {t(series.count > 0 ? "charts.emptyInspected" : "charts.empty")}
      </p>
    </div>
  );
}
