/** What happens once, when the page is opened. */
import { createWorkerClient } from "../client/worker-client.ts";
import { browserHistoryStore } from "../data/history-store.ts";
import { browserLastStore } from "../data/last-store.ts";
import { detectLocale, setLocale, t } from "../i18n/index.ts";
import { faultRecord } from "../spec/fault.ts";
import { browserStore, readSaved, startAutosave } from "../stores/autosave.ts";
import { restoreDocument } from "../stores/document.ts";
import { keepSearches } from "../stores/kept-search.ts";
import { addNotice } from "../stores/notices.ts";
import { type PastTraining, startHistory } from "../stores/past-runs.ts";
import { useUi } from "../stores/ui.ts";
import { runNames } from "../ui/run-names.ts";
import { createConsole, type TrainyardConsole } from "./console.ts";
import { EngineLink } from "./engine.ts";
import { followLink } from "./open-link.ts";

declare global {
  interface Window {
    trainyard?: TrainyardConsole;
  }
}

/** The language first: what follows may have something to say. */
export async function bootLanguage(): Promise<void> {
  await setLocale(useUi.getState().locale ?? detectLocale(navigator.languages));
}

function tell(error: unknown): void {
  addNotice("error", { kind: "fault", fault: faultRecord(error) });
}

/** Brings the last visit's document back, and keeps the present one from now on. */
export function bootDocument(): void {
  try {
    const store = browserStore();
    const saved = readSaved(store);
    if (saved.kind === "document") {
      restoreDocument(saved.experiment, saved.touched);
      if (saved.touched) addNotice("info", { kind: "text", text: t("notices.restored") });
    }
    if (saved.kind === "damaged") {
      addNotice("warning", { kind: "text", text: t("notices.savedDamaged") });
    }
    startAutosave(store, (fault) => addNotice("error", { kind: "fault", fault }));
  } catch (error) {
    tell(error);
  }
  followLink();
  window.addEventListener("hashchange", followLink);
}

/** Starts the engine and builds the document's network. */
export function bootEngine(): void {
  startHistory({
    store: browserHistoryStore<PastTraining>(),
    names: runNames,
    onFault: (fault) => addNotice("warning", { kind: "fault", fault }),
  });
  keepSearches({
    store: browserLastStore("trainyard-search"),
    onFault: (fault) => addNotice("warning", { kind: "fault", fault }),
  });
  const client = createWorkerClient();
  const link = new EngineLink(client);
  window.trainyard = createConsole(client, link);
  link.begin();
}
