import { useEffect } from "react";
import { redo, undo } from "../stores/document.ts";
import { trainOrPause, useRuns } from "../stores/runs.ts";
import { openDialog, useUi } from "../stores/ui.ts";

const apple = /Mac|iPhone|iPad/.test(navigator.platform);

/** As it is written before a letter: "Ctrl+" or "⌘". */
export const commandKey = apple ? "⌘" : "Ctrl+";

/** Where letters are text. */
const typing = 'input:not([type="range"], [type="checkbox"], [type="radio"]), textarea, select';
/** What the space bar operates itself. */
const operable = `${typing}, button, a, summary, input, [role="tab"]`;

/** Nothing to start or stop yet, as the button's word says. */
function isPreparing(): boolean {
  const { phase } = useRuns.getState().status;
  return phase === "loading" || phase === "building";
}

/** Single keys, without Ctrl, Alt or Command. */
const keys: Readonly<Record<string, () => void>> = {
  " ": () => void trainOrPause(),
  ".": () => useRuns.getState().commands.step(),
  r: () => void useRuns.getState().commands.reset(),
  "?": () => openDialog({ kind: "help" }),
};

function onKeyDown(event: KeyboardEvent): void {
  const { key, target } = event;
  if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
  const element = target instanceof Element ? target : document.body;
  const command = event.ctrlKey || event.metaKey;
  if (command && !event.altKey && key.toLowerCase() === "z") {
    if (element.matches(typing) && !element.matches('[role="spinbutton"], select')) return;
    event.preventDefault();
    if (event.shiftKey) redo();
    else undo();
    return;
  }
  if (command || event.altKey || event.repeat || !useUi.getState().singleKeys) return;
  if (element.matches(key === " " ? operable : typing)) return;
  const action = keys[key.length === 1 ? key.toLowerCase() : key];
  if (!action) return;
  event.preventDefault();
  if (key === "?" || !isPreparing()) action();
}

/** Keys of the whole page; off while somebody types or a dialog is open. */
export function useShortcuts(): void {
  useEffect(() => {
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
