import { t } from "../../i18n/index.ts";
import { useRuns } from "../../stores/runs.ts";
import { classNames } from "../../ui/class-names.ts";
import { RunMark } from "../../ui/RunMark.tsx";
import styles from "./Legend.module.css";

interface LegendProps {
  names: readonly string[];
  hidden: ReadonlySet<number>;
  onHide: (hidden: ReadonlySet<number>) => void;
}

/** Which curve is whose; a run is hidden and shown by its button. */
export function Legend({ names, hidden, onHide }: LegendProps) {
  const divergences = useRuns((state) => state.divergences);
  function toggle(run: number): void {
    const next = new Set(hidden);
    if (!next.delete(run)) next.add(run);
    onHide(next);
  }
  return (
    <div className={styles.legend}>
      <ul className={styles.runs} aria-label={t("charts.legend")}>
        {names.map((name, run) => {
          const shown = !hidden.has(run);
          const divergence = divergences.find((entry) => entry.run === run);
          return (
            <li key={name}>
              <button
                type="button"
                className={classNames(styles.run, !shown && styles.hidden)}
                aria-pressed={shown}
                title={t(shown ? "runs.hide" : "runs.show", { run: name })}
                onClick={() => toggle(run)}
              >
                <RunMark index={run} />
                <span className={styles.name}>{name}</span>
                {divergence && (
                  <span className={styles.diverged}>
                    {t("runs.diverged", { step: divergence.step })}
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
