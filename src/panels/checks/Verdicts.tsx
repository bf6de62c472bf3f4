import { useMemo } from "react";
import { t } from "../../i18n/index.ts";
import { useDocument } from "../../stores/document.ts";
import { useInspectionWatch } from "../../stores/inspections.ts";
import { series } from "../../stores/series.ts";
import { type Standing, standingNow } from "../../stores/verdicts.ts";
import { RunMark } from "../../ui/RunMark.tsx";
import { GradeMark } from "./GradeMark.tsx";
import { useTick } from "./use-tick.ts";
import { VerdictCard } from "./VerdictCard.tsx";
import styles from "./Verdicts.module.css";

/** Looks inside a second: verdicts change slowly. */
const hertz = 2;

/** What can be said of every run while it trains. */
export function Verdicts({ names, visible }: { names: readonly string[]; visible: boolean }) {
  useInspectionWatch(visible ? hertz : null);
  const tick = useTick();
  const experiment = useDocument((state) => state.experiment);
  const found = useMemo(
    () => (tick < 0 ? [] : experiment.runs.map((_, run) => standingNow(run))),
    [tick, experiment],
  );
  if (series.count === 0) return <p className={styles.empty}>{t("checks.verdicts.empty")}</p>;
  return found.map(({ verdicts, seen }, run) => {
    const name = names[run] ?? "";
    return (
      <section key={name} className={styles.run} aria-label={name}>
        {names.length > 1 && (
          <h4 className={styles.name}>
            <RunMark index={run} />
            {name}
          </h4>
        )}
        {verdicts.map((verdict) => (
          <VerdictCard key={verdict.rule} verdict={verdict} run={run} />
        ))}
        {verdicts.length === 0 && <Silent name={name} seen={seen} />}
      </section>
    );
  });
}

/** Why there is no verdict: silence is good news only where enough was seen. */
function Silent({ name, seen }: { name: string; seen: Standing["seen"] }) {
  return (
    <p className={styles.fine}>
      <GradeMark grade={seen === "enough" ? "pass" : "none"} />{" "}
      {t(`checks.verdicts.${seen}`, { run: name })}
    </p>
  );
}
