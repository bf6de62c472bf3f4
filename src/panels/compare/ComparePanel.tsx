import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { t } from "../../i18n/index.ts";
import type { Experiment } from "../../spec/experiment.ts";
import { limits } from "../../spec/limits.ts";
import { fairnessOf } from "../../stores/comparisons.ts";
import { useDocument } from "../../stores/document.ts";
import { keep, keptText } from "../../stores/kept.ts";
import { duplicateRun } from "../../stores/training.ts";
import { selectRun, useUi } from "../../stores/ui.ts";
import { Button } from "../../ui/Button.tsx";
import { Help } from "../../ui/Help.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { runNames } from "../../ui/run-names.ts";
import { ColumnMenu } from "./ColumnMenu.tsx";
import styles from "./ComparePanel.module.css";
import { ComparisonButtons } from "./ComparisonButtons.tsx";
import { type ColumnId, differingColumns, readColumns } from "./columns.ts";
import { RunsTable } from "./RunsTable.tsx";

const key = "trainyard.compare";

/** Columns stay chosen while another view is looked at, and from visit to visit. */
let lastChosen = readColumns(keptText(key));

/** All runs in one table, and what is the same for them. */
export function ComparePanel() {
  const runs = useDocument((state) => state.experiment.runs);
  const initializer = useDocument((state) => state.experiment.network.initializer);
  const [chosen, setChosen] = useState(lastChosen);
  const names = useMemo(() => runNames(runs), [runs]);
  const differing = useMemo(() => differingColumns(runs, initializer), [runs, initializer]);
  const choose = (columns: readonly ColumnId[]) => {
    lastChosen = columns;
    keep(key, { columns });
    setChosen(columns);
  };
  return (
    <Panel
      title={t("compare.title")}
      note={
        <Help
          label={t("actions.about", { name: t("compare.title") })}
          text={t("compare.table.about")}
        />
      }
    >
      <div className={styles.content}>
        <ComparisonButtons />
        <RunsTable runs={runs} names={names} network={initializer} chosen={chosen} />
        <div className={styles.foot}>
          <AddButton count={runs.length} />
          <ColumnMenu chosen={chosen} differing={differing} onChange={choose} />
        </div>
        <Fairness />
      </div>
    </Panel>
  );
}

/** A copy of the selected run. */
function AddButton({ count }: { count: number }) {
  const full = count >= limits.runs;
  function add(): void {
    const added = duplicateRun(Math.min(useUi.getState().selectedRun, count - 1));
    if (added !== null) selectRun(added);
  }
  return (
    <Button size="small" disabled={full} icon={<Plus size={14} aria-hidden="true" />} onClick={add}>
      {full ? t("runs.limit", { count: limits.runs }) : t("compare.table.add")}
    </Button>
  );
}

function startSentence(experiment: Experiment): string {
  const { sameSeed, sameInitializer, sameNetwork } = fairnessOf(experiment);
  if (!sameSeed) return t("compare.fair.ownStart");
  if (sameInitializer) {
    return t(sameNetwork ? "compare.fair.sameStart" : "compare.fair.sameStartWhere");
  }
  return t(sameNetwork ? "compare.fair.sameDraw" : "compare.fair.sameDrawWhere");
}

/** What all runs have in common; a single run is compared with nothing. */
function Fairness() {
  const experiment = useDocument((state) => state.experiment);
  const { seeds } = experiment.training;
  if (experiment.runs.length < 2) return null;
  const sentences = [
    t("compare.fair.batches"),
    startSentence(experiment),
    ...(seeds > 1 ? [t("compare.fair.seeds", { count: seeds })] : []),
  ];
  return (
    <div className={styles.fair}>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}
