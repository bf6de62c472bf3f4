import { Download, Layers, Trash2 } from "lucide-react";
import { formatBytes, formatNumber, formatPercent } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { faultRecord } from "../../spec/fault.ts";
import { addNotice } from "../../stores/notices.ts";
import { useRuns } from "../../stores/runs.ts";
import { Button } from "../../ui/Button.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import type { CheckpointInfo } from "../../worker/protocol.ts";
import styles from "./CheckpointsPanel.module.css";
import { nameOf } from "./checkpoint-name.ts";

/** One checkpoint: what it is, how good, and what can be done with it. */
export function CheckpointRow({
  checkpoint,
  onBuildOn,
}: {
  checkpoint: CheckpointInfo;
  onBuildOn: () => void;
}) {
  const commands = useRuns((state) => state.commands);
  const name = nameOf(checkpoint);
  async function restore(): Promise<void> {
    const { step } = checkpoint;
    if (await commands.restoreCheckpoint(checkpoint)) {
      addNotice("info", { kind: "text", text: t("checkpoints.restored", { name, step }) });
    }
  }
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p className={styles.name}>{name}</p>
        <p className={styles.quiet}>{lineOf(checkpoint)}</p>
        <p className={styles.quiet}>{resultsOf(checkpoint)}</p>
      </div>
      <Button
        size="small"
        aria-label={t("checkpoints.restoreNamed", { name })}
        onClick={() => void restore()}
      >
        {t("checkpoints.restore")}
      </Button>
      <IconButton
        size="small"
        label={t("checkpoints.transferNamed", { name })}
        icon={<Layers size={14} aria-hidden="true" />}
        onClick={onBuildOn}
      />
      <IconButton
        size="small"
        label={t("checkpoints.download", { name })}
        icon={<Download size={14} aria-hidden="true" />}
        onClick={() => void download(checkpoint, commands.exportCheckpoint)}
      />
      <IconButton
        size="small"
        label={t("checkpoints.delete", { name })}
        icon={<Trash2 size={14} aria-hidden="true" />}
        onClick={() => commands.deleteCheckpoint(checkpoint.id)}
      />
    </li>
  );
}

function lineOf({ step, createdAt, bytes }: CheckpointInfo): string {
  const locale = currentLocale();
  const when = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "short" }).format(
    createdAt,
  );
  return t("checkpoints.line", { step, when, bytes: formatBytes(bytes, locale) });
}

/** Of the run that did best. */
function resultsOf({ loss, accuracy }: CheckpointInfo): string {
  const locale = currentLocale();
  const parts: string[] = [];
  const reached = accuracy.filter(Number.isFinite);
  if (reached.length > 0) {
    const value = formatPercent(Math.max(...reached), locale);
    parts.push(t("checkpoints.accuracy", { value }));
  }
  const losses = loss.filter(Number.isFinite);
  if (losses.length > 0) {
    parts.push(t("checkpoints.loss", { value: formatNumber(Math.min(...losses), locale) }));
  }
  return parts.join(" · ");
}

async function download(
  checkpoint: CheckpointInfo,
  read: (checkpoint: CheckpointInfo) => Promise<Uint8Array>,
): Promise<void> {
  try {
    const bytes = await read(checkpoint);
    const address = URL.createObjectURL(new Blob([Uint8Array.from(bytes)]));
    const link = document.createElement("a");
    link.href = address;
    link.download = `${fileName(nameOf(checkpoint))}.safetensors`;
    link.click();
    URL.revokeObjectURL(address);
  } catch (error) {
    addNotice("error", { kind: "fault", fault: faultRecord(error) });
  }
}

/** Letters, digits and marks that every file system takes. */
function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^-+|-+$/g, "") || "checkpoint";
}
