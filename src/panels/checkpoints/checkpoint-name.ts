import { t } from "../../i18n/index.ts";
import type { CheckpointInfo } from "../../worker/protocol.ts";

/** What a checkpoint is called that nobody has named. */
export function checkpointName(kind: CheckpointInfo["kind"], step: number): string {
  return kind === "manual"
    ? t("checkpoints.kinds.regular", { step })
    : t(`checkpoints.kinds.${kind}`, { step });
}

export function nameOf({ name, kind, step }: CheckpointInfo): string {
  return name || checkpointName(kind, step);
}
