/** Going on from a past run: it becomes a run of the present document, or its document is opened. */
import type { Experiment } from "../spec/experiment.ts";
import { limits } from "../spec/limits.ts";
import { edit, replaceDocument, useDocument } from "./document.ts";
import { sameBesideRuns } from "./same-document.ts";
import { selectRun } from "./ui.ts";

export type Branch =
  /** It joins the runs there are. */
  | "run"
  /** Data, network, loss or training differ: only its own document says what it was. */
  | "document"
  /** It would join, but there is no room for another run. */
  | "full";

export function branchOf(present: Experiment, past: Experiment): Branch {
  if (!sameBesideRuns(present, past)) return "document";
  return present.runs.length < limits.runs ? "run" : "full";
}

/** One step of undo brings back what was. */
export function branch(past: Experiment, run: number): Branch {
  const { experiment } = useDocument.getState();
  const way = branchOf(experiment, past);
  const spec = past.runs[run];
  if (way === "run" && spec) {
    edit((draft) => {
      draft.runs.push(structuredClone(spec));
    });
    selectRun(experiment.runs.length);
  }
  if (way === "document") {
    replaceDocument(past);
    selectRun(run);
  }
  return way;
}
