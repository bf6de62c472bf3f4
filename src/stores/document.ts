/**
 * The document being edited, and its history. Nothing else lies here: undo walks whole documents.
 * Edits of one field that follow one another quickly, as while a slider moves, are one step of undo.
 */
import { produce } from "immer";
import { temporal } from "zundo";
import { create } from "zustand";
import { defaultExperiment } from "../spec/defaults.ts";
import type { Experiment } from "../spec/experiment.ts";

export interface DocumentState {
  readonly experiment: Experiment;
  /** A person has edited it since it was opened: it must not be replaced without asking. */
  readonly touched: boolean;
}

const historyLength = 200;
/** Milliseconds within which edits of one field are one. */
const pause = 1000;

export const useDocument = create<DocumentState>()(
  temporal((): DocumentState => ({ experiment: defaultExperiment(), touched: false }), {
    limit: historyLength,
    partialize: ({ experiment }) => ({ experiment }),
    equality: (past, current) => past.experiment === current.experiment,
  }),
);

interface LastEdit {
  readonly field: string;
  readonly time: number;
}

let lastEdit: LastEdit | null = null;

function continues(field: string | null, time: number): boolean {
  return field !== null && lastEdit?.field === field && time - lastEdit.time < pause;
}

function setUntracked(state: Partial<DocumentState>): void {
  const history = useDocument.temporal.getState();
  history.pause();
  useDocument.setState(state);
  history.resume();
}

/**
 * Changes the document; a recipe that changes nothing leaves no trace in the history. `field` names
 * what is edited, as `runs.0.l2`, where quick repetition should be one step of undo.
 */
export function edit(recipe: (draft: Experiment) => void, field: string | null = null): void {
  const { experiment } = useDocument.getState();
  const next = produce(experiment, (draft) => {
    recipe(draft);
  });
  if (next === experiment) return;
  const time = Date.now();
  const state = { experiment: next, touched: true };
  if (continues(field, time)) setUntracked(state);
  else useDocument.setState(state);
  lastEdit = field === null ? null : { field, time };
}

/** Writes down what was found out, not chosen: neither a step of undo nor a person's edit. */
export function amend(recipe: (draft: Experiment) => void): void {
  const { experiment } = useDocument.getState();
  const next = produce(experiment, (draft) => {
    recipe(draft);
  });
  if (next !== experiment) setUntracked({ experiment: next });
}

/** Opens another document in place of this one; undo brings this one back. */
export function replaceDocument(experiment: Experiment): void {
  lastEdit = null;
  useDocument.setState({ experiment, touched: false });
}

/** Puts a document in place at the start of a visit: there is nothing to go back to. */
export function restoreDocument(experiment: Experiment, touched: boolean): void {
  lastEdit = null;
  setUntracked({ experiment, touched });
  useDocument.temporal.getState().clear();
}

export function undo(): void {
  lastEdit = null;
  useDocument.temporal.getState().undo();
}

export function redo(): void {
  lastEdit = null;
  useDocument.temporal.getState().redo();
}
