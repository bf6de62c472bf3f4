import { Download } from "lucide-react";
import { t } from "../../i18n/index.ts";
import type { FileSourceSpec, SourceSpec } from "../../spec/experiment.ts";
import { Button } from "../../ui/Button.tsx";
import { FileButton } from "./FileButton.tsx";
import { bringFiles, bringSet, useImport } from "./import-flow.ts";
import styles from "./MissingData.module.css";

/** The document names data that are not here: what they are, and how to bring them. */
export function MissingData({ source }: { source: SourceSpec }) {
  const busy = useImport((state) => state.busy !== null);
  switch (source.kind) {
    case "file":
      return <MissingFile source={source} busy={busy} />;
    case "remote":
      return (
        <div className={styles.missing}>
          <p>{t("notices.linkNeedsFetch", { name: source.id })}</p>
          <Button
            variant="primary"
            disabled={busy}
            icon={<Download size={15} aria-hidden="true" />}
            onClick={() => void bringSet(source.id)}
          >
            {t("importing.fetch", { name: source.id })}
          </Button>
        </div>
      );
    case "arrays":
      return (
        <div className={styles.missing}>
          <p>{t("notices.linkNeedsArrays", { name: source.name })}</p>
        </div>
      );
    default:
      return null;
  }
}

const hashShown = 12;

function MissingFile({ source, busy }: { source: FileSourceSpec; busy: boolean }) {
  return (
    <div className={styles.missing}>
      <p>{t("data.missingFile", { name: source.name })}</p>
      <ul className={styles.files}>
        {source.files.map((file) => (
          <li key={file}>{file}</li>
        ))}
        <li title={source.sha256}>SHA-256 {source.sha256.slice(0, hashShown)}…</li>
      </ul>
      <FileButton
        primary
        disabled={busy}
        label={t("data.chooseFile")}
        onFiles={(files) => void bringFiles(files, source)}
      />
    </div>
  );
}
