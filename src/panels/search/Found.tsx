import { useMemo, useState } from "react";
import { t } from "../../i18n/index.ts";
import type { SearchParameter } from "../../spec/search-catalogue.ts";
import type { CandidateState, SearchState } from "../../train/search/state.ts";
import { Button } from "../../ui/Button.tsx";
import { useTheme } from "../../ui/charts/colors.ts";
import { Help } from "../../ui/Help.tsx";
import type { Axis } from "./axes.ts";
import { BestTable } from "./BestTable.tsx";
import { Curves } from "./Curves.tsx";
import { addAsRun, makeFirstRun, refineAround } from "./candidate-actions.ts";
import styles from "./Found.module.css";
import { Limits } from "./Limits.tsx";
import { drawText, epochsText, goodnessColor, outcomeText } from "./look.ts";
import { ParallelCoordinates, type PictureProps } from "./ParallelCoordinates.tsx";
import { PictureHead } from "./PictureHead.tsx";
import { type Brushes, isShown, resultsOf } from "./results.ts";
import { Scatter } from "./Scatter.tsx";

interface FoundProps {
  state: SearchState;
  regression: boolean;
}

/** What the search has found so far: the best, all candidates in three pictures, and a table. */
export function Found({ state, regression }: FoundProps) {
  const [chosen, setBrushes] = useState<Brushes>({});
  const [highlight, setHighlight] = useState<number | null>(null);
  const [parameter, setParameter] = useState<SearchParameter>("learningRate");
  const results = useMemo(() => resultsOf(state), [state]);
  const brushes = useMemo(() => within(chosen, results.axes), [chosen, results]);
  const shown = useMemo(() => {
    const entries = results.entries.filter((entry) => isShown(entry, results.axes, brushes));
    return new Set(entries.map(({ candidate }) => candidate.index));
  }, [results, brushes]);
  function onBrush({ id }: Axis, brush: readonly [number, number] | null): void {
    setBrushes(({ [id]: _, ...others }) => (brush ? { ...others, [id]: brush } : others));
  }
  const picture: PictureProps = {
    state,
    results,
    regression,
    brushes,
    shown,
    highlight,
    onHighlight: setHighlight,
  };
  const lit = state.candidates.find(({ index }) => index === highlight) ?? null;
  const best = results.best[0]?.candidate ?? null;
  const searched = state.search.ranges.map((range) => range.parameter);
  return (
    <div className={styles.found}>
      {best && <Best state={state} best={best} regression={regression} />}
      <figure>
        <div className={styles.head}>
          <PictureHead
            title={t("search.parallel")}
            help={t("search.parallelHelp")}
            name={t("search.parallel")}
          />
          <Legend />
        </div>
        <ParallelCoordinates {...picture} onBrush={onBrush} />
        <p className={styles.lit} aria-hidden="true">
          {lit ? candidateSummary(state, lit, regression) : t("search.pointAt")}
        </p>
      </figure>
      <Limits {...picture} onBrush={onBrush} onClear={() => setBrushes({})} />
      <div className={styles.pictures}>
        <Scatter
          {...picture}
          parameter={searched.includes(parameter) ? parameter : (searched[0] ?? parameter)}
          onParameter={setParameter}
        />
        <Curves {...picture} />
      </div>
      {best ? <BestTable {...picture} /> : <p>{t("search.noOutcome")}</p>}
    </div>
  );
}

/** Brushes of axes that are there. */
function within(brushes: Brushes, axes: readonly Axis[]): Brushes {
  const there = Object.entries(brushes).filter(([id]) => axes.some((axis) => axis.id === id));
  return Object.fromEntries(there);
}

function candidateSummary(state: SearchState, candidate: CandidateState, regression: boolean) {
  const { index, draw, status } = candidate;
  const words = [
    t("search.summary", { index: index + 1, draw: drawText(draw) }),
    outcomeText(state, candidate, regression),
    t(`search.status.${status}`),
  ];
  return words.join(" · ");
}

interface BestProps extends FoundProps {
  best: CandidateState;
}

function Best({ state, best, regression }: BestProps) {
  const outcome = outcomeText(state, best, regression);
  return (
    <section className={styles.best} aria-label={t("search.best", { index: best.index + 1 })}>
      <p>
        <strong>{t("search.best", { index: best.index + 1 })}</strong>{" "}
        <span className={styles.draw}>{drawText(best.draw)}</span>
      </p>
      <p className={styles.outcome}>
        {t("search.bestText", { outcome, epochs: epochsText(best, state) })}
      </p>
      <div className={styles.actions}>
        <Button onClick={() => addAsRun(state, best)}>{t("search.addRun")}</Button>
        <Button onClick={() => makeFirstRun(state, best)}>{t("search.makeFirst")}</Button>
        <Button onClick={() => refineAround(state)}>{t("search.refine")}</Button>
        <Help
          label={t("actions.about", { name: t("search.refine") })}
          text={t("search.refineHelp")}
        />
      </div>
    </section>
  );
}

const legendStops = [0, 0.25, 0.5, 0.75, 1];

function Legend() {
  const theme = useTheme();
  const colors = theme < 0 ? [] : legendStops.map(goodnessColor);
  return (
    <span className={styles.legend}>
      <span
        className={styles.ramp}
        style={{ background: `linear-gradient(to right, ${colors.join(", ")})` }}
      />
      {t("search.scale")}
    </span>
  );
}
