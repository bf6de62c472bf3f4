import { Maximize2, Minimize2 } from "lucide-react";
import type { KeyboardEvent } from "react";
import { t } from "../i18n/index.ts";
import { type ResultView, resultViews, setResultView, setWide, useUi } from "../stores/ui.ts";
import { IconButton } from "../ui/IconButton.tsx";
import styles from "./ViewTabs.module.css";

export const viewId = "result-view";

export function viewTabId(view: ResultView): string {
  return `view-tab-${view}`;
}

const moves: Readonly<Record<string, (index: number) => number>> = {
  ArrowRight: (index) => (index + 1) % resultViews.length,
  ArrowLeft: (index) => (index - 1 + resultViews.length) % resultViews.length,
  Home: () => 0,
  End: () => resultViews.length - 1,
};

function onKeyDown(event: KeyboardEvent): void {
  const move = moves[event.key];
  if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const next = resultViews[move(resultViews.indexOf(useUi.getState().resultView))];
  if (next === undefined) return;
  setResultView(next);
  document.getElementById(viewTabId(next))?.focus();
}

/** Which view of the results is shown, and whether it has the whole page. */
export function ViewTabs() {
  const chosen = useUi((state) => state.resultView);
  const wide = useUi((state) => state.wide);
  return (
    <div className={styles.bar}>
      <div role="tablist" aria-label={t("views.label")} className={styles.tabs}>
        {resultViews.map((view) => (
          <button
            key={view}
            id={viewTabId(view)}
            type="button"
            role="tab"
            aria-selected={view === chosen}
            aria-controls={viewId}
            tabIndex={view === chosen ? 0 : -1}
            className={styles.tab}
            onKeyDown={onKeyDown}
            onClick={() => setResultView(view)}
          >
            {t(`views.${view}`)}
          </button>
        ))}
      </div>
      <div className={styles.widen}>
        <IconButton
          label={t(wide ? "views.narrow" : "views.widen")}
          icon={
            wide ? (
              <Minimize2 size={15} aria-hidden="true" />
            ) : (
              <Maximize2 size={15} aria-hidden="true" />
            )
          }
          aria-pressed={wide}
          onClick={() => setWide(!wide)}
        />
      </div>
    </div>
  );
}
