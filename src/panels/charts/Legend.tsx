import { Focus, Pin, PinOff, X } from "lucide-react";
import { useSyncExternalStore } from "react";
import { t } from "../../i18n/index.ts";
import type { Ghost } from "../../stores/past-runs.ts";
import { dismissGhosts, showGhost } from "../../stores/past-runs.ts";
import { useRuns } from "../../stores/runs.ts";
import { series } from "../../stores/series.ts";
import { Button } from "../../ui/Button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { RunMark } from "../../ui/RunMark.tsx";
import styles from "./Legend.module.css";
import { toggleHidden, togglePinned, toggleSolo, useChartSettings } from "./settings.ts";

interface LegendProps {
  names: readonly string[];
  hidden: ReadonlySet<number>;
  /** Of each run. */
  seeds: number;
  ghosts: readonly Ghost[];
}

/** Which curve is whose: runs are hidden, pinned and shown alone, past ones dismissed. */
export function Legend({ names, hidden, seeds, ghosts }: LegendProps) {
  return (
    <div className={styles.legend}>
      <ul className={styles.runs} aria-label={t("charts.legend")}>
        {names.map((name, run) => (
          <li key={name} className={styles.entry}>
            <RunName
              name={name}
              run={run}
              shown={!hidden.has(run)}
              count={names.length}
              seeds={seeds}
            />
            {names.length > 1 && <RunTools name={name} run={run} />}
          </li>
        ))}
        {seeds > 1 && (
          <li className={styles.seeds} title={t("charts.seedsHelp")}>
            {t("charts.seeds", { count: seeds })}
          </li>
        )}
      </ul>
      {ghosts.length > 0 && (
        <ul className={styles.runs} aria-label={t("charts.ghosts")}>
          {ghosts.map((ghost) => (
            <GhostEntry key={ghost.id} ghost={ghost} />
          ))}
          {ghosts.length > 1 && (
            <li>
              <Button variant="quiet" size="small" onClick={dismissGhosts}>
                {t("charts.dismissAll")}
              </Button>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

interface RunNameProps {
  name: string;
  run: number;
  shown: boolean;
  /** Runs in all. */
  count: number;
  seeds: number;
}

/** Press it to hide the run or to show it again. */
function RunName({ name, run, shown, count, seeds }: RunNameProps) {
  return (
    <button
      type="button"
      className={classNames(styles.run, !shown && styles.hidden)}
      aria-pressed={shown}
      title={t(shown ? "runs.hide" : "runs.show", { run: name })}
      onClick={() => toggleHidden(run, count)}
    >
      <RunMark index={run} />
      <span className={styles.name}>{name}</span>
      <Diverged run={run} seeds={seeds} />
    </button>
  );
}

const subscribeToSeries = (listener: () => void) => series.subscribe(listener);

/** Where the run stopped, or how many of its seeds did. */
function Diverged({ run, seeds }: { run: number; seeds: number }) {
  const divergence = useRuns((state) => state.divergences.find((entry) => entry.run === run));
  const lost = useSyncExternalStore(subscribeToSeries, () => series.divergedSeeds(run));
  if (!divergence && lost === 0) return null;
  return (
    <span className={styles.diverged}>
      {divergence && seeds === 1
        ? t("runs.diverged", { step: divergence.step })
        : t("charts.seedsDiverged", { lost, count: seeds })}
    </span>
  );
}

function RunTools({ name, run }: { name: string; run: number }) {
  const pinned = useChartSettings((state) => state.pinned === run);
  const solo = useChartSettings((state) => state.solo === run);
  return (
    <>
      <IconButton
        label={t(pinned ? "charts.unpin" : "charts.pin", { run: name })}
        icon={
          pinned ? <PinOff size={12} aria-hidden="true" /> : <Pin size={12} aria-hidden="true" />
        }
        size="small"
        className={styles.tool}
        aria-pressed={pinned}
        onClick={() => togglePinned(run)}
      />
      <IconButton
        label={t(solo ? "charts.unsolo" : "charts.solo", { run: name })}
        icon={<Focus size={12} aria-hidden="true" />}
        size="small"
        className={styles.tool}
        aria-pressed={solo}
        onClick={() => toggleSolo(run)}
      />
    </>
  );
}

function GhostEntry({ ghost: { id, name } }: { ghost: Ghost }) {
  return (
    <li className={styles.entry}>
      <span className={styles.ghost}>
        <svg width="28" height="10" viewBox="0 0 28 10" aria-hidden="true">
          <path d="M0 5h28" className={styles.ghostMark} />
        </svg>
        <span className={styles.name}>{name}</span>
      </span>
      <IconButton
        label={t("charts.dismiss", { run: name })}
        icon={<X size={12} aria-hidden="true" />}
        size="small"
        className={styles.tool}
        onClick={() => showGhost(id, false)}
      />
    </li>
  );
}
