/**
 * How the training stands: everything the engine has told, and the commands the page may give it.
 * Curves and pictures go to their own stores, outside React.
 */
import { create } from "zustand";
import type { EngineClient } from "../client/client.ts";
import type { FileSourceSpec, TableSpec } from "../spec/experiment.ts";
import type { FaultRecord } from "../spec/fault.ts";
import type {
  BuildReport,
  CheckpointInfo,
  DatasetInfo,
  Divergence,
  EngineChoice,
  EngineEvent,
  EngineInfo,
  ImportResult,
  Status,
  WatchedExamples,
} from "../worker/protocol.ts";
import { idle } from "../worker/status.ts";
import { showAnswers } from "./answers.ts";
import { showCheckpoints } from "./checkpoints.ts";
import { tellListeners } from "./events.ts";
import { addNotice } from "./notices.ts";
import { keepPastRuns } from "./past-runs.ts";
import { showSearch } from "./search.ts";
import { series } from "./series.ts";
import { showSurface } from "./surfaces.ts";

export type Progress = Extract<EngineEvent, { type: "progress" }>;

/** What panels may ask of the engine. Those without an answer put faults into the notices. */
export interface RunCommands {
  train: () => void;
  pause: () => void;
  /** One update. */
  step: () => void;
  /** Weights as at the start, step 0. Resolves with whether it could be done. */
  reset: () => Promise<boolean>;
  /**
   * Makes data, network and plan anew from the document: it was edited since. Resolves with whether
   * it could be done.
   */
  rebuild: () => Promise<boolean>;
  setEngine: (choice: EngineChoice) => void;
  /**
   * `table` null: header, label column and task are guessed. `expected`: the files that the document
   * names, others are refused. Rejects with a Fault; nothing has changed then.
   */
  importFiles: (
    files: File[],
    table: TableSpec | null,
    expected: FileSourceSpec | null,
  ) => Promise<ImportResult>;
  /** Fetches a set of `public/datasets.json`. Rejects with a Fault; nothing has changed then. */
  fetchRemote: (id: string) => Promise<ImportResult>;
  cancelImport: () => void;
  /** Keeps the weights of now under a name. */
  saveCheckpoint: (name: string) => Promise<boolean>;
  /** Takes over document and weights of a checkpoint. */
  restoreCheckpoint: (checkpoint: CheckpointInfo) => Promise<boolean>;
  deleteCheckpoint: (id: string) => void;
  /** The file's bytes; rejects with a Fault. */
  exportCheckpoint: (checkpoint: CheckpointInfo) => Promise<Uint8Array>;
  openCheckpoint: (file: File) => Promise<boolean>;
  watchSurface: (watch: { size: number; hertz: number } | null) => void;
  watchAnswers: (examples: WatchedExamples | null) => void;
  /** Any command that changes neither document nor weights. Rejects with a Fault. */
  ask: EngineClient["send"];
}

export interface RunsState {
  readonly status: Status;
  readonly engine: EngineInfo | null;
  readonly dataset: DatasetInfo | null;
  readonly report: BuildReport | null;
  /** The structure was edited since the weights were made. */
  readonly stale: boolean;
  /** One for each run that has stopped being a number. */
  readonly divergences: readonly Divergence[];
  /** Of what is under way; null when nothing is. */
  readonly progress: Progress | null;
  /** Why nothing can be trained; null when it can. */
  readonly fault: FaultRecord | null;
  readonly commands: RunCommands;
}

function notInstalled(): never {
  throw new Error("The engine is not connected yet: src/app installs the commands at boot.");
}

export const initialRuns: RunsState = {
  status: idle,
  engine: null,
  dataset: null,
  report: null,
  stale: false,
  divergences: [],
  progress: null,
  fault: null,
  commands: {
    train: notInstalled,
    pause: notInstalled,
    step: notInstalled,
    reset: notInstalled,
    rebuild: notInstalled,
    setEngine: notInstalled,
    importFiles: notInstalled,
    fetchRemote: notInstalled,
    cancelImport: notInstalled,
    saveCheckpoint: notInstalled,
    restoreCheckpoint: notInstalled,
    deleteCheckpoint: notInstalled,
    exportCheckpoint: notInstalled,
    openCheckpoint: notInstalled,
    // Pictures ask again when the real commands come.
    watchSurface: () => {},
    watchAnswers: () => {},
    ask: notInstalled,
  },
};

export const useRuns = create<RunsState>(() => initialRuns);

/** Phases in which work is under way whose progress can be shown. */
const busy: readonly Status["phase"][] = ["loading", "building"];

function isSameMember(a: Divergence, b: Divergence): boolean {
  return a.run === b.run && a.seed === b.seed;
}

/** What an event changes; pure. */
export function reduceEvent(state: RunsState, event: EngineEvent): Partial<RunsState> {
  switch (event.type) {
    case "dataset":
      return { dataset: event.info, progress: null };
    case "built":
      return {
        report: event.report,
        engine: event.report.engine,
        stale: false,
        divergences: [],
        progress: null,
        fault: null,
      };
    case "engine":
      return { engine: event.info };
    case "status": {
      const ended = busy.includes(state.status.phase) && !busy.includes(event.status.phase);
      return { status: event.status, ...(ended ? { progress: null } : {}) };
    }
    case "restarted":
      return { divergences: [], fault: null };
    case "rewound":
      return { divergences: state.divergences.filter(({ step }) => step < event.step) };
    case "diverged":
      return {
        divergences: [
          ...state.divergences.filter((known) => !isSameMember(known, event.divergence)),
          event.divergence,
        ],
      };
    case "progress": {
      // A search and a check compile beside the session, which is not being prepared meanwhile.
      const aside = event.task === "compile" && !busy.includes(state.status.phase);
      return aside ? {} : { progress: event };
    }
    case "failed":
      return { fault: event.fault, progress: null };
    case "metrics":
    case "surface":
    case "answers":
    case "inspection":
    case "kernel":
    case "checkProgress":
    case "search":
    case "recovered":
    case "checkpoints":
    case "checkpointFailed":
      return {};
  }
}

/** Curves, pictures and notices that an event brings. */
function passOn(event: EngineEvent): void {
  switch (event.type) {
    case "restarted":
      keepPastRuns();
      series.clear();
      showSurface(null);
      showAnswers(null);
      return;
    case "rewound":
      series.rewind(event.step);
      return;
    case "metrics":
      series.append(event.batch);
      return;
    case "surface":
      showSurface(event.surface);
      return;
    case "answers":
      showAnswers(event.answers);
      return;
    case "recovered":
      addNotice("warning", { kind: "recovered", step: event.step, engine: event.engine });
      return;
    case "failed":
      addNotice("error", { kind: "fault", fault: event.fault });
      return;
    case "checkpoints":
      showCheckpoints(event.list);
      return;
    case "checkpointFailed":
      addNotice("warning", { kind: "fault", fault: event.fault });
      return;
    case "search":
      showSearch(event.state);
      return;
    case "built":
    case "dataset":
    case "engine":
    case "status":
    case "diverged":
    case "progress":
    case "inspection":
    case "kernel":
    case "checkProgress":
      return;
  }
}

/** Phases from which going on means beginning again. */
const over: readonly Status["phase"][] = ["finished", "diverged"];

/** What the large button and the space bar do: begin, go on, begin again, or pause. */
export async function trainOrPause(): Promise<void> {
  const { status, stale, commands } = useRuns.getState();
  if (status.phase === "training") {
    commands.pause();
    return;
  }
  const again = over.includes(status.phase) || status.phase === "failed";
  const ready = stale ? await commands.rebuild() : again ? await commands.reset() : true;
  if (ready) useRuns.getState().commands.train();
}

/** Takes an event of the engine into all stores. */
export function applyEvent(event: EngineEvent): void {
  passOn(event);
  tellListeners(event);
  const change = reduceEvent(useRuns.getState(), event);
  if (Object.keys(change).length > 0) useRuns.setState(change);
}
