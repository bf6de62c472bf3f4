import { RefreshCw, Timer } from "lucide-react";
import { useMemo, useState } from "react";
import { faultSentence } from "../../i18n/fault-sentence.ts";
import { t } from "../../i18n/index.ts";
import { useDocument } from "../../stores/document.ts";
import { selectRun, useUi } from "../../stores/ui.ts";
import { Button } from "../../ui/Button.tsx";
import { Help } from "../../ui/Help.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { RunChoice } from "../../ui/RunChoice.tsx";
import { runNames } from "../../ui/run-names.ts";
import { ChosenOperation } from "./ChosenOperation.tsx";
import { OperationGraph } from "./OperationGraph.tsx";
import styles from "./OperationsPanel.module.css";
import { Totals } from "./Totals.tsx";
import { useOperations } from "./use-operations.ts";

/** What the scheduler runs in one step: operations forward and back, their tensors, times and bytes. */
export function OperationsPanel() {
  const runs = useDocument((state) => state.experiment.runs);
  const names = useMemo(() => runNames(runs), [runs]);
  const selected = useUi((state) => state.selectedRun);
  const run = Math.min(selected, runs.length - 1);
  const { report, trace, tracing, times, measuring, fault, measure, retrace } = useOperations(run);
  const [chosen, setChosen] = useState(0);
  const operations = report?.operations ?? [];
  const shown = operations[Math.min(chosen, operations.length - 1)];
  return (
    <Panel
      title={t("operations.title")}
      note={
        <Help
          label={t("actions.about", { name: t("operations.title") })}
          text={t("operations.help")}
        />
      }
      actions={
        <div className={styles.actions}>
          <RunChoice names={names} run={run} onChange={selectRun} />
          <Button
            size="small"
            icon={<RefreshCw size={14} aria-hidden="true" />}
            disabled={report === null || tracing}
            onClick={retrace}
          >
            {t("operations.retrace")}
          </Button>
          <Button
            size="small"
            icon={<Timer size={14} aria-hidden="true" />}
            disabled={report === null || measuring}
            onClick={measure}
          >
            {t(measuring ? "operations.measuring" : "operations.measure")}
          </Button>
        </div>
      }
    >
      {fault && <p className={styles.fault}>{faultSentence(fault)}</p>}
      {report === null || shown === undefined ? (
        <p className={styles.empty}>{t("operations.empty")}</p>
      ) : (
        <>
          <Totals report={report} times={times} />
          <div className={styles.columns}>
            <OperationGraph
              operations={operations}
              times={times}
              chosen={shown.index}
              onChoose={setChosen}
            />
            <ChosenOperation
              operation={shown}
              operations={operations}
              trace={trace}
              tracing={tracing}
              onChoose={setChosen}
            />
          </div>
        </>
      )}
    </Panel>
  );
}
