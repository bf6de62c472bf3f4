/**
 * Trainings that are over: when weights are made anew, what the runs so far did is kept, as ghosts
 * behind the present curves until they are dismissed, and across visits as a list. The present
 * training is written down whenever it stops, so that a reload loses nothing.
 */
import { create } from "zustand";
import { type Dated, type HistoryStore, historyLimit } from "../data/history-store.ts";
import { onLocaleChange } from "../i18n/index.ts";
import type { Experiment, RunSpec } from "../spec/experiment.ts";
import { Fault, type FaultRecord, faultRecord } from "../spec/fault.ts";
import { parseExperiment } from "../spec/parse.ts";
import { useDocument } from "./document.ts";
import { listen } from "./events.ts";
import { type PastSeries, pastSeries, pointsFor } from "./past-series.ts";
import { type RunResults, runResults } from "./run-results.ts";
import { sameSubject } from "./same-document.ts";
import { type SeriesStore, series } from "./series.ts";

export interface PastRun {
  /** Drawn behind the present curves. */
  readonly shown: boolean;
  readonly results: RunResults;
  readonly series: PastSeries;
}

export interface PastTraining extends Dated {
  readonly experiment: Experiment;
  /** How often each run was trained. */
  readonly seeds: number;
  /** Its accuracies are R^2. */
  readonly regression: boolean;
  /** One a run of its document. */
  readonly runs: readonly PastRun[];
}

/** A past run that is drawn: it was trained on the data and by the loss of the present ones. */
export interface Ghost {
  readonly id: string;
  readonly name: string;
  /** When its training began; milliseconds since 1970. */
  readonly createdAt: number;
  readonly experiment: Experiment;
  /** Index among the runs of its document. */
  readonly run: number;
  readonly seeds: number;
  readonly results: RunResults;
  readonly series: PastSeries;
}

interface PastRunsState {
  /** Newest first. */
  readonly trainings: readonly PastTraining[];
  /** Those that are drawn now; the newest training first. */
  readonly ghosts: readonly Ghost[];
  /** The document that the present weights and curves belong to; null before the first build. */
  readonly trained: Experiment | null;
}

export const usePastRuns = create<PastRunsState>(() => ({
  trainings: [],
  ghosts: [],
  trained: null,
}));

/** A training of fewer steps has nothing to show. */
const leastSteps = 10;
/** With more curves behind the present ones nothing could be seen: the oldest are hidden. */
export const mostGhosts = 16;

/** The training that goes on: what it is kept as when it is over. */
interface Present {
  readonly id: string;
  /** 0 before its first step. */
  readonly createdAt: number;
  readonly stepsPerEpoch: number;
  readonly regression: boolean;
}

function newId(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
}

let present: Present = { id: newId(), createdAt: 0, stepsPerEpoch: 1, regression: false };
/** What the data of the next build are: they are told before it. */
let nextRegression = false;
let store: HistoryStore<PastTraining> | null = null;
let namesOf: (runs: readonly RunSpec[]) => readonly string[] = (runs) =>
  runs.map(({ name }) => name);
let tellFault: (fault: FaultRecord) => void = () => {};
let failing = false;

export function ghostId(trainingId: string, run: number): string {
  return `${trainingId}/${run}`;
}

function ghostsOf(training: PastTraining): Ghost[] {
  const { id, createdAt, experiment, seeds, runs } = training;
  const names = namesOf(experiment.runs);
  return runs.flatMap(({ shown, results, series: curves }, run) => {
    const name = names[run] ?? "";
    const ghost = { id: ghostId(id, run), name, createdAt, experiment, run, seeds };
    return shown ? [{ ...ghost, results, series: curves }] : [];
  });
}

/** Takes over the list, and draws those of it that can be compared with the present training. */
function show(trainings: readonly PastTraining[]): void {
  const now = usePastRuns.getState().trained ?? useDocument.getState().experiment;
  const ghosts = trainings
    .filter(({ experiment }) => sameSubject(experiment, now))
    .flatMap(ghostsOf);
  usePastRuns.setState({ trainings, ghosts });
}

/** The oldest are hidden when there are more ghosts than can be told apart. */
function withFewGhosts(trainings: readonly PastTraining[]): PastTraining[] {
  let left = mostGhosts;
  return trainings.map((training) => {
    const hides = ({ shown }: PastRun) => shown && left-- <= 0;
    const runs = training.runs.map((run) => (hides(run) ? { ...run, shown: false } : run));
    return runs.some((run, at) => run !== training.runs[at]) ? { ...training, runs } : training;
  });
}

function storageFault(error: unknown): FaultRecord {
  const full = error instanceof DOMException && error.name === "QuotaExceededError";
  if (full) return faultRecord(new Fault("storage.full", {}));
  return faultRecord(new Fault("storage.unavailable", { reason: String(error) }));
}

/** A failure is told once, until writing works again; the list on the page is not touched by it. */
async function write(work: (to: HistoryStore<PastTraining>) => Promise<void>): Promise<void> {
  if (!store) return;
  try {
    await work(store);
    failing = false;
  } catch (error) {
    if (!failing) tellFault(storageFault(error));
    failing = true;
  }
}

/** What the present training is kept as; null while there is too little of it. */
function snapshot(curves: SeriesStore): PastTraining | null {
  const { id, createdAt, stepsPerEpoch, regression } = present;
  const experiment = usePastRuns.getState().trained;
  const fits = experiment?.runs.length === curves.runs;
  if (!experiment || !fits || curves.count < leastSteps) return null;
  const points = pointsFor(curves.runs);
  return {
    id,
    createdAt,
    experiment,
    seeds: curves.seeds,
    regression,
    runs: experiment.runs.map((_, run) => ({
      shown: true,
      results: runResults(run, curves),
      series: pastSeries(curves, run, { points, stepsPerEpoch }),
    })),
  };
}

/** Takes over what has become of `before`, and writes down what has changed. */
function changeTo(trainings: readonly PastTraining[], before: readonly PastTraining[]): void {
  show(trainings);
  for (const [at, training] of trainings.entries()) {
    if (training !== before[at]) void write((to) => to.put(training));
  }
}

/** Weights are made anew: what there is of the present training joins the past. */
export function keepPastRuns(curves: SeriesStore = series): void {
  const over = snapshot(curves);
  present = { ...present, id: newId(), createdAt: 0 };
  if (!over) return;
  void write((to) => to.put(over));
  const all = [over, ...usePastRuns.getState().trainings].slice(0, historyLimit);
  changeTo(withFewGhosts(all), all);
}

/** The document that the engine's weights belong to from now on. */
export function trainedOn(experiment: Experiment): void {
  usePastRuns.setState({ trained: experiment });
  show(usePastRuns.getState().trainings);
}

function changeRun(id: string, change: (run: PastRun) => PastRun): void {
  const { trainings } = usePastRuns.getState();
  const changed = trainings.map((training) => {
    if (!training.runs.some((_, run) => ghostId(training.id, run) === id)) return training;
    const runs = training.runs.map((run, at) =>
      ghostId(training.id, at) === id ? change(run) : run,
    );
    return { ...training, runs };
  });
  changeTo(changed, trainings);
}

/** Draws a past run, or dismisses it from the charts; `id` as `ghostId` makes it. */
export function showGhost(id: string, shown: boolean): void {
  changeRun(id, (run) => ({ ...run, shown }));
}

export function dismissGhosts(): void {
  for (const { id } of usePastRuns.getState().ghosts) showGhost(id, false);
}

export function deleteTraining(id: string): void {
  show(usePastRuns.getState().trainings.filter((training) => training.id !== id));
  void write((to) => to.delete(id));
}

/** Written down while it goes on: a reload then finds it. */
function keepPresent(): void {
  const now = snapshot(series);
  if (now) void write((to) => to.put(now));
}

/** What an earlier version wrote is read as links are; what cannot be read stays in its store. */
function readTraining(training: PastTraining): PastTraining | null {
  try {
    return { ...training, experiment: parseExperiment(training.experiment) };
  } catch (error) {
    tellFault(faultRecord(error));
    return null;
  }
}

async function bringBack(): Promise<void> {
  await write(async (from) => {
    const kept = (await from.list()).map(readTraining).filter((training) => training !== null);
    const here = usePastRuns.getState().trainings;
    const fresh = kept.filter(({ id }) => id !== present.id && !here.some((one) => one.id === id));
    const all = [...here, ...fresh].slice(0, historyLimit);
    changeTo(withFewGhosts(all), all);
  });
}

interface History {
  readonly store: HistoryStore<PastTraining>;
  /** What runs of one document are called. */
  readonly names: (runs: readonly RunSpec[]) => readonly string[];
  readonly onFault: (fault: FaultRecord) => void;
}

/** Brings the past back and keeps it from now on. Returns a function that stops it. */
export function startHistory(history: History): () => void {
  store = history.store;
  namesOf = history.names;
  tellFault = history.onFault;
  let training = false;
  const stops = [
    listen("dataset", ({ info }) => {
      nextRegression = info.targets.kind === "values";
    }),
    listen("built", ({ report: { stepsPerEpoch } }) => {
      present = { ...present, stepsPerEpoch, regression: nextRegression };
    }),
    listen("metrics", () => {
      if (present.createdAt === 0) present = { ...present, createdAt: Date.now() };
    }),
    listen("status", ({ status }) => {
      if (training && status.phase !== "training") keepPresent();
      training = status.phase === "training";
    }),
    onLocaleChange(() => show(usePastRuns.getState().trainings)),
  ];
  globalThis.document?.addEventListener("visibilitychange", keepWhenHidden);
  void bringBack();
  return () => {
    for (const stop of stops) stop();
    globalThis.document?.removeEventListener("visibilitychange", keepWhenHidden);
    store = null;
  };
}

function keepWhenHidden(): void {
  if (document.visibilityState === "hidden") keepPresent();
}
