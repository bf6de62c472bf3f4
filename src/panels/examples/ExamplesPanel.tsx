import { useEffect, useMemo, useRef } from "react";
import { formatNumber, formatPercent } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { useDocument } from "../../stores/document.ts";
import { chooseExample, useExamination, watchExamination } from "../../stores/examination.ts";
import { useRuns } from "../../stores/runs.ts";
import { selectRun, useUi } from "../../stores/ui.ts";
import { classFigures, type Findings } from "../../train/examination.ts";
import { Help } from "../../ui/Help.tsx";
import { InTurn } from "../../ui/InTurn.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { RunChoice } from "../../ui/RunChoice.tsx";
import { runNames } from "../../ui/run-names.ts";
import { useVisible } from "../../ui/use-visible.ts";
import type { DatasetInfo, Examination } from "../../worker/protocol.ts";
import { ChosenExample } from "./ChosenExample.tsx";
import { ClassFindingsView } from "./ClassFindingsView.tsx";
import styles from "./ExamplesPanel.module.css";
import { hitShare } from "./matrix-look.ts";
import { ValueFindingsView } from "./ValueFindingsView.tsx";

/** What one run makes of the examples that are held out, and what every run makes of one of them. */
export function ExamplesPanel() {
  const host = useRef<HTMLDivElement>(null);
  const visible = useVisible(host);
  const info = useRuns((state) => state.dataset);
  const built = useRuns((state) => state.report !== null);
  const runs = useDocument((state) => state.experiment.runs);
  const names = useMemo(() => runNames(runs), [runs]);
  const selected = useUi((state) => state.selectedRun);
  const run = Math.min(selected, names.length - 1);
  useEffect(() => (visible ? watchExamination(run) : undefined), [run, visible]);
  const examination = useExamination((state) => (state.run === run ? state.examination : null));
  const title = t(info?.targets.kind === "values" ? "examples.numbersTitle" : "examples.title");
  return (
    <Panel
      title={title}
      className={styles.panel}
      note={<Help label={t("actions.about", { name: title })} text={t("examples.help")} />}
      actions={<RunChoice names={names} run={run} onChange={selectRun} />}
    >
      <div ref={host} className={styles.body}>
        {info && examination ? (
          <Examined
            info={info}
            examination={examination}
            names={names}
            run={run}
            visible={visible}
          />
        ) : (
          <p className={styles.quiet}>{t(built ? "examples.looking" : "examples.nothing")}</p>
        )}
      </div>
    </Panel>
  );
}

interface ExaminedProps {
  info: DatasetInfo;
  examination: Examination;
  names: readonly string[];
  run: number;
  visible: boolean;
}

/** One that is worth a look, until a person chooses another. */
function firstChoice(findings: Findings): number | undefined {
  if (findings.kind === "values") return findings.targets[0]?.worst[0]?.index;
  return (findings.worst[0] ?? findings.leastSure[0])?.index;
}

function Examined({ info, examination, names, run, visible }: ExaminedProps) {
  const { findings } = examination;
  const chosen = useExamination((state) => state.chosen);
  const first = firstChoice(findings);
  useEffect(() => {
    if (chosen === null && first !== undefined) chooseExample(first);
  }, [chosen, first]);
  const shared = { info, examination };
  return (
    <>
      <Summary {...shared} />
      <div className={styles.parts}>
        {findings.kind === "classes" ? (
          <ClassFindingsView {...shared} findings={findings} />
        ) : (
          <ValueFindingsView {...shared} findings={findings} run={run} />
        )}
        {chosen !== null && (
          <InTurn>
            <ChosenExample
              {...shared}
              key={chosen}
              index={chosen}
              names={names}
              run={run}
              visible={visible}
            />
          </InTurn>
        )}
      </div>
    </>
  );
}

/** What was looked at, and how it went in all. */
function Summary({ info, examination }: { info: DatasetInfo; examination: Examination }) {
  const { step, count, total, heldOut, findings } = examination;
  const facts = [
    t("examples.step", { step }),
    t(heldOut ? "examples.heldOut" : "examples.trainingPart", { count: total }),
    ...(count < total ? [t("examples.sampled", { count, total })] : []),
    ...resultsIn(findings, info.targets.names.length),
  ];
  return (
    <div className={styles.summary}>
      <p>{facts.join(" · ")}</p>
      {findings.unanswered > 0 && (
        <p className={styles.warning}>{t("examples.unanswered", { count: findings.unanswered })}</p>
      )}
    </div>
  );
}

function resultsIn(findings: Findings, classes: number): string[] {
  const locale = currentLocale();
  if (findings.kind === "values") {
    const [first, ...others] = findings.targets;
    // Of several targets each has its own figures beside its picture.
    if (!first || others.length > 0) return [];
    return [
      t("examples.rootMeanSquare", { value: formatNumber(first.rootMeanSquare, locale, 3) }),
      t("examples.meanAbsolute", { value: formatNumber(first.meanAbsolute, locale, 3) }),
    ];
  }
  const { counts } = findings;
  const right = hitShare({ counts, classes });
  const f1 = classFigures(counts, classes).flatMap((figures) => figures.f1 ?? []);
  if (right === null) return [];
  const mean = f1.reduce((sum, value) => sum + value, 0) / f1.length;
  return [
    t("examples.right", { share: formatPercent(right, locale) }),
    t("examples.macroF1", { share: formatPercent(mean, locale) }),
  ];
}
