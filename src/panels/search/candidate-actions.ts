/** What can be done with what a search has found; all of it can be undone. */
import { t } from "../../i18n/index.ts";
import { addNotice } from "../../stores/notices.ts";
import { addCandidate, makeFirst, setRanges } from "../../stores/search.ts";
import { selectRun } from "../../stores/ui.ts";
import { candidateRun } from "../../train/search/draw.ts";
import { refine } from "../../train/search/narrow.ts";
import type { CandidateState, SearchState } from "../../train/search/state.ts";
import { judgedOf } from "./results.ts";

function say(text: string, tone: "info" | "warning" = "info"): void {
  addNotice(tone, { kind: "text", text });
}

export function addAsRun({ base }: SearchState, { index, draw }: CandidateState): void {
  const added = addCandidate(candidateRun(base, draw));
  if (added === null) {
    say(t("search.full"), "warning");
    return;
  }
  selectRun(added);
  say(t("search.added", { index: index + 1, run: added + 1 }));
}

export function makeFirstRun({ base }: SearchState, { index, draw }: CandidateState): void {
  makeFirst(candidateRun(base, draw));
  selectRun(0);
  say(t("search.madeFirst", { index: index + 1 }));
}

export function refineAround(state: SearchState): void {
  setRanges(refine(state.search.ranges, judgedOf(state), state.watched));
  say(t("search.refined"));
}
