/**
 * Worst errors of golden cases, noted by the tests that check them. A line for each golden file and
 * executor is printed when a test file ends; `npm run accuracy` keeps all of them in docs/accuracy.md.
 */
import { afterAll, inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder for the figures of `npm run accuracy`; empty in other runs of the tests. */
    accuracy: string;
  }
}

/** What a case was met within, in the measure of its tolerance. */
export interface AccuracyNote {
  readonly file: string;
  readonly case: string;
  /** Who computed it: `reference`, `cpu`, `gpu`, or `host` for what all executors are given. */
  readonly executor: string;
  readonly tolerance: number;
  readonly error: number;
}

/** Of several notes of one case the worst stands. */
export class AccuracyNotes {
  readonly #notes = new Map<string, AccuracyNote>();

  /** Prints, and in `npm run accuracy` saves with `save`, when the calling test file ends. */
  constructor(name: string, save: (path: string, text: string) => Promise<void>) {
    afterAll(async () => {
      if (this.#notes.size === 0) return;
      const all = [...this.#notes.values()];
      const folder = inject("accuracy");
      console.log((folder === "" ? summary(all) : all.map(lineOf)).join("\n"));
      if (folder !== "") await save(`${folder}/${name}.json`, JSON.stringify(all));
    });
  }

  note(note: AccuracyNote): void {
    const key = JSON.stringify([note.file, note.case, note.executor]);
    const before = this.#notes.get(key);
    if (before === undefined || !(share(before) >= share(note))) this.#notes.set(key, note);
  }
}

/** Of the tolerance; not a number counts as worst. */
function share({ error, tolerance }: AccuracyNote): number {
  return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error / tolerance;
}

function lineOf(note: AccuracyNote): string {
  const { file, executor, error, tolerance } = note;
  const found = `${error.toExponential(1)} of ${tolerance.toExponential(1)}`;
  return `${file} on ${executor}: ${note.case}: ${found}`;
}

/** The worst case of each golden file and executor. */
function summary(notes: readonly AccuracyNote[]): string[] {
  const keyOf = ({ file, executor }: AccuracyNote) => `${file} ${executor}`;
  return [...new Set(notes.map(keyOf))].map((key) => {
    const group = notes.filter((each) => keyOf(each) === key);
    const worst = group.reduce((a, b) => (share(b) > share(a) ? b : a));
    return `${lineOf(worst)}, the worst of ${group.length}`;
  });
}
