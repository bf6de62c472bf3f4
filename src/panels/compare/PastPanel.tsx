import { useRef, useState } from "react";
import { historyLimit } from "../../data/history-store.ts";
import { t } from "../../i18n/index.ts";
import { useDocument } from "../../stores/document.ts";
import { dismissGhosts, ghostId, usePastRuns } from "../../stores/past-runs.ts";
import { sameSubject } from "../../stores/same-document.ts";
import { Button } from "../../ui/Button.tsx";
import { Help } from "../../ui/Help.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { DocumentDiff } from "./DocumentDiff.tsx";
import { type Chosen, presentId } from "./diff-choice.ts";
import styles from "./PastPanel.module.css";
import { PastTrainingItem } from "./PastTrainingItem.tsx";

/** Nothing chosen yet: the first two runs there are. */
const nobody: Chosen = { first: "", second: "" };

/** Trainings that are over: drawn as ghosts, held against each other, gone on from. */
export function PastPanel() {
  const trainings = usePastRuns((state) => state.trainings);
  const ghosts = usePastRuns((state) => state.ghosts.length);
  const experiment = useDocument((state) => state.experiment);
  const [chosen, setChosen] = useState(nobody);
  const diff = useRef<HTMLDivElement>(null);
  function compareWithPresent(id: string): void {
    setChosen({ first: ghostId(presentId, 0), second: id });
    diff.current?.scrollIntoView({ block: "start" });
    diff.current?.querySelector("select")?.focus();
  }
  return (
    <Panel
      title={t("compare.past.title")}
      note={
        <Help
          label={t("actions.about", { name: t("compare.past.title") })}
          text={t("compare.past.about", { count: historyLimit })}
        />
      }
      actions={
        ghosts > 0 && (
          <Button size="small" variant="quiet" onClick={dismissGhosts}>
            {t("compare.past.hideAll")}
          </Button>
        )
      }
    >
      {trainings.length === 0 ? (
        <p className={styles.quiet}>{t("compare.past.none")}</p>
      ) : (
        <ul className={styles.list} aria-label={t("compare.past.list")}>
          {trainings.map((training) => (
            <PastTrainingItem
              key={training.id}
              training={training}
              comparable={sameSubject(training.experiment, experiment)}
              onDiff={compareWithPresent}
            />
          ))}
        </ul>
      )}
      {(trainings.length > 0 || experiment.runs.length > 1) && (
        <div ref={diff}>
          <DocumentDiff trainings={trainings} chosen={chosen} onChoose={setChosen} />
        </div>
      )}
    </Panel>
  );
}
