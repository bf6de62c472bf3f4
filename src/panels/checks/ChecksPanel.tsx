import { ListChecks, X } from "lucide-react";
import { useMemo, useRef } from "react";
import { t } from "../../i18n/index.ts";
import { cancelChecks, runChecks, startChecks, useChecks } from "../../stores/checks.ts";
import { useDocument } from "../../stores/document.ts";
import { useRuns } from "../../stores/runs.ts";
import { selectRun, useUi } from "../../stores/ui.ts";
import { checkNames } from "../../train/checks/check.ts";
import { Button } from "../../ui/Button.tsx";
import { Help } from "../../ui/Help.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { RunChoice } from "../../ui/RunChoice.tsx";
import { runNames } from "../../ui/run-names.ts";
import { useVisible } from "../../ui/use-visible.ts";
import { CheckCard } from "./CheckCard.tsx";
import styles from "./ChecksPanel.module.css";
import { Verdicts } from "./Verdicts.tsx";

/** Is it a bug of mine? What can be checked before training, and what is seen while it goes on. */
export function ChecksPanel() {
  const host = useRef<HTMLDivElement>(null);
  const visible = useVisible(host);
  const runs = useDocument((state) => state.experiment.runs);
  const names = useMemo(() => runNames(runs), [runs]);
  const selected = useUi((state) => state.selectedRun);
  const run = Math.min(selected, runs.length - 1);
  const stale = useRuns((state) => state.stale);
  const built = useRuns((state) => state.report !== null && state.fault === null);
  const results = useChecks((state) => state.results);
  const disabled = stale || !built;
  return (
    <Panel
      title={t("checks.title")}
      className={styles.panel}
      note={
        <Help label={t("actions.about", { name: t("checks.title") })} text={t("checks.help")} />
      }
      actions={
        <div className={styles.actions}>
          <RunChoice names={names} run={run} onChange={selectRun} />
          <StartButton run={run} disabled={disabled} />
        </div>
      }
    >
      <div ref={host} className={styles.body}>
        {stale && <Stale />}
        <section className={styles.part} aria-labelledby="checks-before">
          <h3 id="checks-before" className={styles.heading}>
            {t("checks.before")}
          </h3>
          <div className={styles.cards}>
            {checkNames.map((check) => {
              const result = results[check] ?? null;
              const other = runChecks.includes(check) && result?.run !== run;
              return (
                <CheckCard
                  key={check}
                  check={check}
                  run={run}
                  result={other ? null : result}
                  disabled={disabled}
                />
              );
            })}
          </div>
        </section>
        <section className={styles.part} aria-labelledby="checks-during">
          <h3 id="checks-during" className={styles.heading}>
            {t("checks.during")}
          </h3>
          <Verdicts names={names} visible={visible} />
        </section>
      </div>
    </Panel>
  );
}

function StartButton({ run, disabled }: { run: number; disabled: boolean }) {
  const running = useChecks((state) => state.running !== null);
  if (running) {
    return (
      <Button icon={<X size={14} aria-hidden="true" />} onClick={() => void cancelChecks()}>
        {t("checks.cancel")}
      </Button>
    );
  }
  return (
    <Button
      variant="primary"
      icon={<ListChecks size={14} aria-hidden="true" />}
      disabled={disabled}
      onClick={() => void startChecks(checkNames, run)}
    >
      {t("checks.run")}
    </Button>
  );
}

function Stale() {
  const rebuild = useRuns((state) => state.commands.rebuild);
  return (
    <p className={styles.stale}>
      {t("checks.stale")}
      <Button size="small" onClick={() => void rebuild()}>
        {t("checks.build")}
      </Button>
    </p>
  );
}
