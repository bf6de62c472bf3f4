/** Following a link: it is read strictly, never trains, and never replaces work without a question. */
import { t } from "../i18n/index.ts";
import type { Experiment } from "../spec/experiment.ts";
import { faultRecord } from "../spec/fault.ts";
import { decodeLink } from "../spec/link.ts";
import { replaceDocument, useDocument } from "../stores/document.ts";
import { addNotice } from "../stores/notices.ts";
import { openDialog } from "../stores/ui.ts";
import { experimentSummary } from "./summary.ts";

/** What the opener must bring along, if anything. */
function needs({ data: { source } }: Experiment): string | null {
  switch (source.kind) {
    case "file":
      return t("notices.linkNeedsFile", { name: source.name });
    case "arrays":
      return t("notices.linkNeedsArrays", { name: source.name });
    case "remote":
      return t("notices.linkNeedsFetch", { name: source.id });
    default:
      return null;
  }
}

/** Puts a link's experiment in place of the present one. */
export function openExperiment(experiment: Experiment): void {
  replaceDocument(experiment);
  const text = `${experimentSummary(experiment)}. ${needs(experiment) ?? t("notices.linkOpened")}`;
  addNotice("info", { kind: "text", text });
}

/** A hash of the page's own, as that of the skip link, is no experiment. */
function isExperiment(hash: string): boolean {
  return /^#\d/.test(hash);
}

/** Reads the link in the address, if there is one, and takes it out of the address. */
export function followLink(): void {
  const { hash, pathname, search } = window.location;
  if (!isExperiment(hash)) return;
  window.history.replaceState(null, "", pathname + search);
  try {
    const experiment = decodeLink(hash);
    const { experiment: mine, touched } = useDocument.getState();
    const same = JSON.stringify(mine) === JSON.stringify(experiment);
    if (same) return;
    if (touched) openDialog({ kind: "openLink", experiment });
    else openExperiment(experiment);
  } catch (error) {
    addNotice("error", { kind: "fault", fault: faultRecord(error) });
  }
}
