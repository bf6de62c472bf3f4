import { useMemo, useRef, useState } from "react";
import { t } from "../../i18n/index.ts";
import { useDocument } from "../../stores/document.ts";
import { inspections, useInspections, useInspectionWatch } from "../../stores/inspections.ts";
import { useRuns } from "../../stores/runs.ts";
import { selectRun, useUi } from "../../stores/ui.ts";
import type { Inspection } from "../../train/inspection.ts";
import { Help } from "../../ui/Help.tsx";
import { InTurn } from "../../ui/InTurn.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { RunChoice } from "../../ui/RunChoice.tsx";
import { runNames } from "../../ui/run-names.ts";
import { useVisible } from "../../ui/use-visible.ts";
import { Distributions } from "./Distributions.tsx";
import { momentAt } from "./distributions.ts";
import { FirstWeights } from "./FirstWeights.tsx";
import { GradientNorms } from "./GradientNorms.tsx";
import styles from "./InsidePanel.module.css";
import { MomentBar } from "./MomentBar.tsx";
import { UpdateRatios } from "./UpdateRatios.tsx";

/** Inspections a second. */
const hertz = 4;

/** What goes on inside the networks, now and at any moment that is kept. */
export function InsidePanel() {
  const host = useRef<HTMLDivElement>(null);
  const visible = useVisible(host);
  useInspectionWatch(visible ? hertz : null);
  useInspections();
  const built = useRuns((state) => state.report !== null);
  const [step, setStep] = useState<number | null>(null);
  const runs = useDocument((state) => state.experiment.runs);
  const names = useMemo(() => runNames(runs), [runs]);
  const selected = useUi((state) => state.selectedRun);
  const { history, latest } = inspections;
  const live = step === null || latest === null || step >= latest.step;
  const shown = live ? latest : momentAt(history, step);
  const run = Math.min(selected, (shown?.runs.length ?? 1) - 1);
  return (
    <Panel
      title={t("inside.title")}
      className={styles.panel}
      note={
        <Help label={t("actions.about", { name: t("inside.title") })} text={t("inside.help")} />
      }
      actions={
        shown && (
          <div className={styles.controls}>
            <RunChoice names={names} run={run} onChange={selectRun} />
            <MomentBar history={history} shown={shown} live={live} onChoose={setStep} />
          </div>
        )
      }
    >
      <div ref={host} className={styles.body}>
        {shown ? (
          <>
            {shown.step === 0 && <p className={styles.hint}>{t("inside.atStart")}</p>}
            <Distributions history={history} shown={shown} live={live} run={run} />
            <div className={styles.pair}>
              <UpdateRatios history={history} shown={shown} live={live} run={run} />
              <GradientNorms history={history} shown={shown} run={run} />
            </div>
          </>
        ) : (
          <p className={styles.hint}>{t(built ? "inside.looking" : "inside.empty")}</p>
        )}
        <InTurn>
          <FirstWeights names={names} kernels={kernelsOf(latest)} />
        </InTurn>
      </div>
    </Panel>
  );
}

/** Weights that can be drawn: biases and gains cannot. */
function kernelsOf(inspection: Inspection | null): string[] {
  const parameters = inspection?.runs[0]?.parameters ?? [];
  return parameters.filter(({ shape }) => shape.length > 1).map(({ name }) => name);
}
