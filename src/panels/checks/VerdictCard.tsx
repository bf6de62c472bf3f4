import { Plus, Undo2 } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { t } from "../../i18n/index.ts";
import { faultRecord } from "../../spec/fault.ts";
import { limits } from "../../spec/limits.ts";
import { useDocument } from "../../stores/document.ts";
import { addNotice } from "../../stores/notices.ts";
import { trainOrPause, useRuns } from "../../stores/runs.ts";
import { takeRemedy, undoDivergence, useVerdicts } from "../../stores/verdicts.ts";
import { type Remedy, remedyRun } from "../../train/verdicts/remedies.ts";
import type { Verdict } from "../../train/verdicts/verdict.ts";
import { Button } from "../../ui/Button.tsx";
import { runNames } from "../../ui/run-names.ts";
import { GradeMark } from "./GradeMark.tsx";
import styles from "./VerdictCard.module.css";
import { remedyLabel, verdictText, verdictTitle } from "./words.ts";

/** What is wrong with a run, and runs that may do better, each added by one click. */
export function VerdictCard({ verdict, run }: { verdict: Verdict; run: number }) {
  const titleId = useId();
  return (
    <article className={styles.card} aria-labelledby={titleId}>
      <header className={styles.head}>
        <h5 id={titleId} className={styles.title}>
          {verdictTitle(verdict)}
        </h5>
        <GradeMark grade={verdict.grade} />
      </header>
      <p className={styles.text}>{verdictText(verdict)}</p>
      <div className={styles.actions}>
        {verdict.rule === "notFinite" && <UndoButton />}
        <Remedies verdict={verdict} run={run} />
      </div>
      <Taken verdict={verdict} run={run} />
    </article>
  );
}

function Remedies({ verdict, run }: { verdict: Verdict; run: number }) {
  const experiment = useDocument((state) => state.experiment);
  const full = experiment.runs.length >= limits.runs;
  if (full) return <p className={styles.text}>{t("checks.verdicts.full")}</p>;
  const fitting = verdict.remedies.filter((remedy) => remedyRun(experiment, run, remedy) !== null);
  if (fitting.length === 0) return null;
  return (
    <>
      <span className={styles.try}>{t("checks.verdicts.try")}</span>
      {fitting.map((remedy) => (
        <Button
          key={JSON.stringify(remedy)}
          size="small"
          icon={<Plus size={13} aria-hidden="true" />}
          onClick={() => takeRemedy(verdict.rule, run, remedy)}
        >
          {remedyLabel(remedy)}
        </Button>
      ))}
    </>
  );
}

/** Remedies of this verdict that stand in the document, as long as they do. */
function Taken({ verdict, run }: { verdict: Verdict; run: number }) {
  const taken = useVerdicts((state) => state.taken);
  const runs = useDocument((state) => state.experiment.runs);
  const stale = useRuns((state) => state.stale);
  const names = runNames(runs);
  const again = useRef<HTMLButtonElement>(null);
  const mine = taken.filter(
    (entry) => entry.rule === verdict.rule && entry.of === run && runs[entry.run] === entry.spec,
  );
  // The button that was pressed is gone: keys go on from the one that comes next.
  useEffect(() => {
    if (mine.length > 0 && document.activeElement === document.body) again.current?.focus();
  }, [mine.length]);
  if (mine.length === 0) return null;
  return (
    <output className={styles.taken}>
      {mine.map((entry) => (
        <span key={remedyKey(entry.remedy)} className={styles.text}>
          {t("checks.verdicts.taken", { number: entry.run + 1, name: names[entry.run] ?? "" })}
        </span>
      ))}
      {stale && (
        <Button ref={again} size="small" variant="primary" onClick={() => void trainOrPause()}>
          {t("checks.verdicts.trainBoth")}
        </Button>
      )}
    </output>
  );
}

function remedyKey(remedy: Remedy): string {
  return JSON.stringify(remedy);
}

/** Back to the last state before the divergence; the step is asked of the engine. */
function UndoButton() {
  const commands = useRuns((state) => state.commands);
  const [step, setStep] = useState<number | null>(null);
  useEffect(() => {
    let asked = true;
    commands.ask("undoPoint", null).then(
      (point) => {
        if (asked) setStep(point.step);
      },
      (error: unknown) => addNotice("error", { kind: "fault", fault: faultRecord(error) }),
    );
    return () => {
      asked = false;
    };
  }, [commands]);
  async function undo(): Promise<void> {
    try {
      const undone = await undoDivergence();
      addNotice("info", { kind: "text", text: t("checks.verdicts.undone", undone) });
    } catch (error) {
      addNotice("error", { kind: "fault", fault: faultRecord(error) });
    }
  }
  if (step === null) return null;
  return (
    <Button
      size="small"
      variant="primary"
      icon={<Undo2 size={13} aria-hidden="true" />}
      onClick={() => void undo()}
    >
      {t("checks.verdicts.undo", { step })}
    </Button>
  );
}
