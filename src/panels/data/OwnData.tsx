import { Download } from "lucide-react";
import { useState } from "react";
import { parseRemoteCatalogue, type RemoteEntry } from "../../data/remote-catalogue.ts";
import { formatBytes } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { faultRecord } from "../../spec/fault.ts";
import { addNotice } from "../../stores/notices.ts";
import { Button } from "../../ui/Button.tsx";
import { FileButton } from "./FileButton.tsx";
import { ImportProgress } from "./ImportProgress.tsx";
import { fetchSet, importFiles, useImport } from "./import-flow.ts";
import styles from "./OwnData.module.css";

/** Own files, and sets that can be fetched. */
export function OwnData({ over }: { over: boolean }) {
  const busy = useImport((state) => state.busy);
  return (
    <section className={styles.own} aria-label={t("importing.title")}>
      {busy === null ? (
        <div className={over ? `${styles.drop} ${styles.over}` : styles.drop}>
          <p className={styles.hint}>{t(over ? "importing.dropActive" : "importing.drop")}</p>
          <FileButton label={t("importing.choose")} onFiles={(files) => void importFiles(files)} />
          <p className={styles.quiet}>{t("importing.formats")}</p>
        </div>
      ) : (
        <ImportProgress name={busy} />
      )}
      <RemoteSets disabled={busy !== null} />
    </section>
  );
}

async function readCatalogue(): Promise<RemoteEntry[]> {
  const address = new URL("datasets.json", document.baseURI).href;
  const response = await fetch(address);
  return parseRemoteCatalogue(await response.json(), address);
}

/** The catalogue is read when it is opened, a set only when its button is pressed. */
function RemoteSets({ disabled }: { disabled: boolean }) {
  const [entries, setEntries] = useState<readonly RemoteEntry[] | null>(null);
  async function open(): Promise<void> {
    try {
      setEntries(await readCatalogue());
    } catch (error) {
      addNotice("error", { kind: "fault", fault: faultRecord(error) });
    }
  }
  return (
    <details
      className={styles.remote}
      onToggle={(event) => {
        if (event.currentTarget.open && entries === null) void open();
      }}
    >
      <summary>{t("importing.catalogue")}</summary>
      <ul>
        {entries?.map((entry) => (
          <li key={entry.id} className={styles.entry}>
            <Button
              size="small"
              disabled={disabled}
              icon={<Download size={14} aria-hidden="true" />}
              onClick={() => void fetchSet(entry.id, entry.name)}
            >
              {t("importing.fetch", { name: entry.name })}
            </Button>
            <p className={styles.quiet}>
              {t("importing.fetchSize", { bytes: sizeOf(entry), licence: entry.licence })}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}

function sizeOf({ files }: RemoteEntry): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return formatBytes(bytes, currentLocale());
}
