import { useMemo, useRef, useState } from "react";
import { currentLocale, t } from "../../i18n/index.ts";
import { useSeries } from "../../stores/commits.ts";
import { useDocument } from "../../stores/document.ts";
import { usePastRuns } from "../../stores/past-runs.ts";
import { runResults } from "../../stores/run-results.ts";
import { useRuns } from "../../stores/runs.ts";
import { series } from "../../stores/series.ts";
import { type Verdict, verdictOf } from "../../stores/verdict.ts";
import { Help } from "../../ui/Help.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { runNames } from "../../ui/run-names.ts";
import styles from "./ComparePanel.module.css";
import { EnsembleRow } from "./EnsembleRow.tsx";
import { ensembleSentence, membersOf } from "./ensemble-words.ts";
import { ResultsTable } from "./ResultsTable.tsx";
import { figureText, type ResultRow } from "./result-rows.ts";
import { useEnsemble } from "./use-ensemble.ts";

const none: readonly number[] = [];

/** What came out of each run, whether one may be called best, and what several say together. */
export function ResultsPanel() {
  const host = useRef<HTMLDivElement>(null);
  const version = useSeries(host);
  const edited = useDocument((state) => state.experiment.runs);
  // The curves belong to the runs as they were built, whatever was edited since.
  const runs = usePastRuns((state) => state.trained?.runs) ?? edited;
  const regression = useRuns((state) => state.dataset?.targets.kind === "values");
  const validation = useRuns((state) => (state.dataset?.validationCount ?? 0) > 0);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const names = useMemo(() => runNames(runs), [runs]);
  const rows = useMemo(
    () =>
      version < 0 || series.runs !== names.length
        ? []
        : names.map((name, run): ResultRow => ({ run, name, results: runResults(run) })),
    [names, version],
  );
  function choose(run: number): void {
    const next = new Set(chosen);
    if (!next.delete(run)) next.add(run);
    setChosen(next);
  }
  const members = membersOf(rows, chosen);
  const asked = useEnsemble(members.length > 1 ? members : none);
  return (
    <Panel
      title={t("compare.results.title")}
      note={
        <Help
          label={t("actions.about", { name: t("compare.results.title") })}
          text={t("compare.results.about")}
        />
      }
    >
      <div ref={host} className={styles.content}>
        {rows.length === 0 ? (
          <p className={styles.fair}>{t("compare.results.empty")}</p>
        ) : (
          <>
            <VerdictLine rows={rows} regression={regression} />
            <ResultsTable rows={rows} regression={regression} chosen={chosen} onChoose={choose}>
              {members.length > 1 && (
                <EnsembleRow asked={asked} members={members.length} regression={regression} />
              )}
            </ResultsTable>
            <p className={styles.fair} aria-live="polite">
              {asked.result
                ? ensembleSentence(asked.result, regression)
                : t(validation ? "compare.ensemble.about" : "compare.ensemble.noValidation")}
            </p>
          </>
        )}
      </div>
    </Panel>
  );
}

interface VerdictLineProps {
  rows: readonly ResultRow[];
  regression: boolean;
}

/** Whether a winner may be called, in a sentence. */
function VerdictLine({ rows, regression }: VerdictLineProps) {
  const training = useRuns((state) => state.status.phase === "training");
  const verdict = verdictOf(rows.map(({ results }) => results));
  const sentence = verdictSentence(verdict, rows, regression);
  if (sentence === null) return null;
  const named = verdict.kind === "best" || verdict.kind === "tie";
  return (
    <p className={styles.verdict}>
      {training && named ? t("compare.verdict.soFar", { sentence }) : sentence}
    </p>
  );
}

function verdictSentence(
  verdict: Verdict,
  rows: readonly ResultRow[],
  regression: boolean,
): string | null {
  const nameOf = (run: number) => rows[run]?.name ?? "";
  const text = (value: number) => figureText("finalAccuracy", value, regression);
  switch (verdict.kind) {
    case "oneRun":
      return null;
    case "waiting":
      return t("compare.verdict.waiting");
    case "oneSeed":
      return t("compare.verdict.oneSeed");
    case "none":
      return t("compare.verdict.none");
    case "best": {
      const { value, low, high, count } = verdict.spread;
      const range = { value: text(value), low: text(low), high: text(high) };
      return t("compare.verdict.best", { run: nameOf(verdict.run), ...range, count });
    }
    case "tie": {
      const { value, low, high } = verdict.spread;
      const [best = 0, ...others] = verdict.runs;
      const list = new Intl.ListFormat(currentLocale()).format(others.map(nameOf));
      const range = { value: text(value), low: text(low), high: text(high) };
      return t("compare.verdict.tie", { run: nameOf(best), ...range, others: list });
    }
  }
}
