import { formatDuration, formatFixed, formatNumber } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { useRuns } from "../../stores/runs.ts";
import { classNames } from "../../ui/class-names.ts";
import styles from "./Figures.module.css";

function rate(value: number): string {
  if (value <= 0) return "–";
  return formatNumber(value >= 100 ? Math.round(value) : value, currentLocale(), 3);
}

/** How far the training is and how fast it goes; nothing moves when a number grows. */
export function Figures() {
  const status = useRuns((state) => state.status);
  const training = status.phase === "training";
  const locale = currentLocale();
  const remaining = status.remainingSeconds;
  return (
    <dl className={styles.figures}>
      <Figure
        label={t("status.step")}
        value={formatNumber(status.step, locale)}
        of={formatNumber(status.stepLimit, locale)}
        wide
      />
      <Figure label={t("status.epoch")} value={formatFixed(status.epoch, locale, 1)} />
      <Figure label={t("status.stepsPerSecond")} value={rate(status.stepsPerSecond)} minor />
      <Figure label={t("status.examplesPerSecond")} value={rate(status.examplesPerSecond)} minor />
      <Figure
        label={t("status.remaining")}
        value={training && remaining !== null ? formatDuration(remaining, locale) : "–"}
      />
    </dl>
  );
}

interface FigureProps {
  label: string;
  value: string;
  /** What it counts up to. */
  of?: string;
  wide?: boolean;
  /** Left out where there is little room. */
  minor?: boolean;
}

function Figure({ label, value, of, wide = false, minor = false }: FigureProps) {
  return (
    <div className={classNames(styles.figure, wide && styles.wide, minor && styles.minor)}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>
        {value}
        {of !== undefined && <span className={styles.of}> / {of}</span>}
      </dd>
    </div>
  );
}
