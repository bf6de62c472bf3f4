import { useEffect } from "react";
import { t } from "../i18n/index.ts";
import { panels, type Slot } from "../panels/index.ts";
import { useDocument } from "../stores/document.ts";
import { type ResultView, useUi } from "../stores/ui.ts";
import { useLocale } from "../ui/use-locale.ts";
import styles from "./App.module.css";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { Header } from "./Header.tsx";
import { HelpDialog } from "./HelpDialog.tsx";
import { OpenLinkDialog } from "./OpenLinkDialog.tsx";
import { ShareDialog } from "./ShareDialog.tsx";
import { useShortcuts } from "./shortcuts.ts";
import { ViewTabs, viewId, viewTabId } from "./ViewTabs.tsx";

/** The whole page; another language draws it anew. */
export function App() {
  const locale = useLocale();
  const theme = useUi((state) => state.theme);
  const title = useDocument((state) => state.experiment.title);
  useShortcuts();
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  useEffect(() => {
    if (theme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  useEffect(() => {
    document.title = title === "" ? t("app.name") : `${title} · ${t("app.name")}`;
  }, [title]);
  return (
    <ErrorBoundary key={locale}>
      <Page />
    </ErrorBoundary>
  );
}

function Page() {
  const wide = useUi((state) => state.wide);
  return (
    <div className={styles.page}>
      <a className={styles.skip} href="#transport">
        {t("app.skipToTrain")}
      </a>
      <a className={styles.skip} href="#network">
        {t("app.skipToNetwork")}
      </a>
      <Header />
      <div id="transport" className={styles.transport} tabIndex={-1}>
        <SlotPanels slot="transport" />
      </div>
      <main className={styles.columns} data-wide={wide}>
        <div className={styles.data}>
          <SlotPanels slot="data" />
        </div>
        <div id="network" className={styles.network} tabIndex={-1}>
          <SlotPanels slot="network" />
        </div>
        <div className={styles.training}>
          <SlotPanels slot="training" />
        </div>
        <Results />
      </main>
      <SlotPanels slot="notices" />
      <Dialogs />
    </div>
  );
}

/** One view at a time; the others do no work. */
function Results() {
  const view = useUi((state) => state.resultView);
  return (
    <div className={styles.results}>
      <ViewTabs />
      <div
        id={viewId}
        role="tabpanel"
        aria-labelledby={viewTabId(view)}
        className={styles.view}
        tabIndex={-1}
      >
        <SlotPanels slot="results" view={view} />
      </div>
    </div>
  );
}

function SlotPanels({ slot, view }: { slot: Slot; view?: ResultView }) {
  return panels
    .filter((panel) => panel.slot === slot && panel.view === view)
    .map(({ id, component: Component }) => (
      <ErrorBoundary key={id}>
        <Component />
      </ErrorBoundary>
    ));
}

function Dialogs() {
  const dialog = useUi((state) => state.dialog);
  switch (dialog?.kind) {
    case "share":
      return <ShareDialog />;
    case "help":
      return <HelpDialog />;
    case "openLink":
      return <OpenLinkDialog experiment={dialog.experiment} />;
    case undefined:
      return null;
  }
}
