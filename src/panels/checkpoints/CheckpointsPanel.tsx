import { Save } from "lucide-react";
import { useState } from "react";
import { t } from "../../i18n/index.ts";
import { useCheckpoints } from "../../stores/checkpoints.ts";
import { useDocument } from "../../stores/document.ts";
import { addNotice } from "../../stores/notices.ts";
import { useRuns } from "../../stores/runs.ts";
import { drawAnew } from "../../stores/transfer.ts";
import { Button } from "../../ui/Button.tsx";
import { Help } from "../../ui/Help.tsx";
import { Panel } from "../../ui/Panel.tsx";
import type { CheckpointInfo } from "../../worker/protocol.ts";
import { CheckpointRow } from "./CheckpointRow.tsx";
import styles from "./CheckpointsPanel.module.css";
import { checkpointName } from "./checkpoint-name.ts";
import { OpenCheckpoint } from "./OpenCheckpoint.tsx";
import { TransferDialog } from "./TransferDialog.tsx";

/** Weights that are kept: by training itself, by hand, or opened from a file. */
export function CheckpointsPanel() {
  const list = useCheckpoints((state) => state.list);
  const [building, setBuilding] = useState<CheckpointInfo | null>(null);
  return (
    <Panel
      title={t("checkpoints.title")}
      note={
        <Help
          label={t("actions.about", { name: t("checkpoints.title") })}
          text={t("checkpoints.keepHelp")}
        />
      }
    >
      <StartNote />
      <div className={styles.actions}>
        <KeepButton />
        <OpenCheckpoint />
      </div>
      {list.length === 0 ? (
        <p className={styles.none}>{t("checkpoints.none")}</p>
      ) : (
        <ul className={styles.list}>
          {list.map((checkpoint) => (
            <CheckpointRow
              key={checkpoint.id}
              checkpoint={checkpoint}
              onBuildOn={() => setBuilding(checkpoint)}
            />
          ))}
        </ul>
      )}
      {building && <TransferDialog checkpoint={building} onClose={() => setBuilding(null)} />}
    </Panel>
  );
}

function KeepButton() {
  const step = useRuns((state) => state.status.step);
  const save = useRuns((state) => state.commands.saveCheckpoint);
  const title = useDocument((state) => state.experiment.title);
  async function keep(): Promise<void> {
    const name = title || checkpointName("manual", step);
    if (await save(name)) {
      addNotice("info", { kind: "text", text: t("checkpoints.kept", { name }) });
    }
  }
  return (
    <Button
      size="small"
      disabled={step === 0}
      icon={<Save size={14} aria-hidden="true" />}
      onClick={() => void keep()}
    >
      {t("checkpoints.keep")}
    </Button>
  );
}

/** That weights are not drawn is said where they are kept. */
function StartNote() {
  const start = useDocument((state) => state.experiment.network.start);
  if (!start) return null;
  return (
    <p className={styles.start}>
      {t("checkpoints.start", { count: start.layers, name: start.name })}{" "}
      <Button size="small" variant="quiet" onClick={drawAnew}>
        {t("checkpoints.startDraw")}
      </Button>
    </p>
  );
}
