import { useEffect } from "react";
import { t } from "../i18n/index.ts";
import { panels, type Slot } from "../panels/index.ts";
import { useDocument } from "../stores/document.ts";
import { useUi } from "../stores/ui.ts";
import { useLocale } from "../ui/use-locale.ts";
import styles from "./App.module.css";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { Header } from "./Header.tsx";
import { HelpDialog } from "./HelpDialog.tsx";
import { OpenLinkDialog } from "./OpenLinkDialog.tsx";
import { ShareDialog } from "./ShareDialog.tsx";
import { useShortcuts } from "./shortcuts.ts";

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
      <main className={styles.columns}>
        <div className={styles.data}>
          <SlotPanels slot="data" />
        </div>
        <div id="network" className={styles.network} tabIndex={-1}>
          <SlotPanels slot="network" />
        </div>
        <div className={styles.training}>
          <SlotPanels slot="training" />
        </div>
        <div className={styles.results}>
          <SlotPanels slot="results" />
        </div>
      </main>
      <SlotPanels slot="notices" />
      <Dialogs />
    </div>
  );
}

function SlotPanels({ slot }: { slot: Slot }) {
  return panels
    .filter((panel) => panel.slot === slot)
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
