/** What a person has chosen about the charts: it stays on other views and, but for the zoom, over visits. */
import { create } from "zustand";
import { useDocument } from "../../stores/document.ts";
import { listen } from "../../stores/events.ts";
import { keep, keptText } from "../../stores/kept.ts";
import { type StepRange, series } from "../../stores/series.ts";
import { type ChartMetric, chartMetrics } from "./chart-view.ts";
import {
  type KeptSettings,
  keptSettings,
  type RunChoices,
  readRunChoices,
  readSettings,
} from "./kept-settings.ts";

interface ChartSettings extends KeptSettings, RunChoices {
  /** null: all steps. */
  readonly zoom: StepRange | null;
}

const key = "trainyard.charts";
/** As the last visit left it. */
const lastVisit = keptText(key);

export const useChartSettings = create<ChartSettings>(() => ({
  ...readSettings(lastVisit),
  hidden: new Set(),
  solo: null,
  pinned: null,
  zoom: null,
}));

export function setSmoothing(smoothing: number): void {
  useChartSettings.setState({ smoothing });
  series.setSmoothing(smoothing);
}

export function setZoom(zoom: StepRange | null): void {
  useChartSettings.setState({ zoom });
}

export function chooseChart(metric: ChartMetric, shown: boolean): void {
  useChartSettings.setState(({ chosen }) => ({ chosen: { ...chosen, [metric]: shown } }));
}

/** Of `count` runs. What was hidden because one stood alone stays hidden. */
export function toggleHidden(run: number, count: number): void {
  useChartSettings.setState((state) => {
    const next = new Set(hiddenRuns(state, count));
    if (!next.delete(run)) next.add(run);
    return { hidden: next, solo: null };
  });
}

export function toggleSolo(run: number): void {
  useChartSettings.setState(({ solo }) => ({ solo: solo === run ? null : run }));
}

export function togglePinned(run: number): void {
  useChartSettings.setState(({ pinned }) => ({ pinned: pinned === run ? null : run }));
}

/** Without a choice: loss and accuracy, and the penalty where there is one. */
export function shownCharts(
  chosen: ChartSettings["chosen"],
  hasPenalty: boolean,
): readonly ChartMetric[] {
  const byItself: readonly ChartMetric[] = hasPenalty
    ? ["loss", "accuracy", "penalty"]
    : ["loss", "accuracy"];
  return chartMetrics.filter((metric) => chosen[metric] ?? byItself.includes(metric));
}

/** Runs that are not drawn, of so many; a run alone that is no longer there hides nothing. */
export function hiddenRuns(
  { hidden, solo }: Pick<ChartSettings, "hidden" | "solo">,
  count: number,
): ReadonlySet<number> {
  if (solo === null || solo >= count) return hidden;
  return new Set(Array.from({ length: count }, (_, run) => run).filter((run) => run !== solo));
}

// Smoothing is the store's: it has to be told what is chosen at first.
series.setSmoothing(useChartSettings.getState().smoothing);
listen("restarted", () => setZoom(null));

let isDocumentBack = false;

useDocument.subscribe(({ experiment: { runs } }, { experiment: before }) => {
  const choices = isDocumentBack ? null : readRunChoices(lastVisit, runs.length);
  isDocumentBack = true;
  if (choices) useChartSettings.setState(choices);
  else if (runs.length !== before.runs.length) forgetRunsFrom(runs.length);
});

/** Runs are known by their number: with other runs, what was chosen about them means others. */
function forgetRunsFrom(count: number): void {
  const { hidden, pinned } = useChartSettings.getState();
  const there = (run: number | null) => run !== null && run < count;
  useChartSettings.setState({
    solo: null,
    pinned: there(pinned) ? pinned : null,
    hidden: new Set([...hidden].filter(there)),
  });
}

useChartSettings.subscribe((settings) =>
  keep(key, keptSettings(settings, useDocument.getState().experiment.runs.length)),
);
