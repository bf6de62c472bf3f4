import { useMemo } from "react";
import { t } from "../../i18n/index.ts";
import { useDocument } from "../../stores/document.ts";
import { duplicateRun, removeRun } from "../../stores/training.ts";
import { selectRun, useUi } from "../../stores/ui.ts";
import { Help } from "../../ui/Help.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { runNames } from "../../ui/run-names.ts";
import { RunForm } from "./RunForm.tsx";
import { RunTabs } from "./RunTabs.tsx";

/** The runs that train side by side, and the settings of the selected one. */
export function RunsPanel() {
  const runs = useDocument((state) => state.experiment.runs);
  const selected = Math.min(
    useUi((state) => state.selectedRun),
    runs.length - 1,
  );
  const names = useMemo(() => runNames(runs), [runs]);
  const run = runs[selected];

  function duplicate(): void {
    const added = duplicateRun(selected);
    if (added !== null) selectRun(added);
  }
  function remove(): void {
    removeRun(selected);
    selectRun(Math.max(0, Math.min(selected, runs.length - 2)));
  }
  return (
    <Panel
      title={t("panels.runs")}
      note={
        <Help label={t("actions.about", { name: t("panels.runs") })} text={t("runs.addHelp")} />
      }
    >
      <RunTabs
        names={names}
        selected={selected}
        onSelect={selectRun}
        onAdd={duplicate}
        onRemove={runs.length > 1 ? remove : null}
      />
      {run && <RunForm run={run} index={selected} />}
    </Panel>
  );
}
