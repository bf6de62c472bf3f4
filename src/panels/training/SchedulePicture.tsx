import { useMemo } from "react";
import { formatNumber } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import type { RunSpec } from "../../spec/experiment.ts";
import { useDocument } from "../../stores/document.ts";
import { useRuns } from "../../stores/runs.ts";
import styles from "./SchedulePicture.module.css";
import { curvePath, scheduleCurve, stepsOf } from "./schedule-curve.ts";

const width = 200;
const height = 36;

/** The learning rate of a run over the whole training, and how far it has come. */
export function SchedulePicture({ run }: { run: RunSpec }) {
  const training = useDocument((state) => state.experiment.training);
  const examples = useRuns((state) => state.dataset?.trainingCount ?? null);
  const total = stepsOf(training, examples);
  if (run.schedule.kind === "plateau") {
    return <p className={styles.note}>{t("training.ratePlateau")}</p>;
  }
  return total === null ? (
    <p className={styles.note}>{t("training.rateUnknown")}</p>
  ) : (
    <Curve run={run} total={total} />
  );
}

function Curve({ run, total }: { run: RunSpec; total: number }) {
  const { optimizer, schedule, warmup } = run;
  const curve = useMemo(
    () => scheduleCurve({ optimizer, schedule, warmup }, total),
    [optimizer, schedule, warmup, total],
  );
  const text = (rate: number) => formatNumber(rate, currentLocale(), 2);
  const words = { first: text(curve.first), last: text(curve.last), count: total };
  return (
    <figure className={styles.picture}>
      <svg
        className={styles.plot}
        viewBox={`0 -2 ${width} ${height + 4}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path className={styles.floor} d={`M0 ${height}H${width}`} />
        <path className={styles.rate} d={curvePath(curve, width, height)} />
        <Now total={total} />
      </svg>
      <figcaption className={styles.words}>
        {t("training.rate", words)}
        {curve.highest > curve.first && (
          <> · {t("training.rateTop", { value: text(curve.highest) })}</>
        )}
      </figcaption>
    </figure>
  );
}

/** Where the training stands. */
function Now({ total }: { total: number }) {
  const step = useRuns((state) => state.status.step);
  if (step === 0) return null;
  const x = (Math.min(1, step / total) * width).toFixed(1);
  return <path className={styles.now} d={`M${x} 0V${height}`} />;
}
