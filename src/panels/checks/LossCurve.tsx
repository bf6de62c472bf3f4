import { formatNumber } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import styles from "./LossCurve.module.css";

const width = 240;
const height = 44;
const mostPoints = 120;
/** Losses below are drawn here: a logarithm has no 0. */
const floor = 1e-6;

/** How the loss of the few examples fell, on a logarithmic axis. */
export function LossCurve({ losses }: { losses: readonly number[] }) {
  const stride = Math.ceil(losses.length / mostPoints);
  const end = losses.length - 1;
  const kept = losses.filter(
    (loss, at) => (at % stride === 0 || at === end) && Number.isFinite(loss),
  );
  const logs = kept.map((loss) => Math.log10(Math.max(loss, floor)));
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const span = Math.max(high - low, 1e-9);
  const points = logs.map((log, at) => {
    const x = (at / Math.max(1, logs.length - 1)) * width;
    return `${x.toFixed(1)},${(2 + ((high - log) / span) * (height - 4)).toFixed(1)}`;
  });
  const words = (loss: number | undefined) => formatNumber(loss ?? Number.NaN, currentLocale(), 3);
  const [first, last] = [words(kept[0]), words(kept.at(-1))];
  return (
    <figure className={styles.figure}>
      <span className={styles.end}>{first}</span>
      <svg
        className={styles.curve}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t("checks.curve", { first, last })}
      >
        <polyline points={points.join(" ")} vectorEffect="non-scaling-stroke" />
      </svg>
      <span className={styles.end}>{last}</span>
    </figure>
  );
}
