import { useState } from "react";
import { t } from "../../i18n/index.ts";
import { useDataShape } from "../../stores/data-shape.ts";
import { transfer, usualDepth } from "../../stores/transfer.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Field } from "../../ui/Field.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { Switch } from "../../ui/Switch.tsx";
import type { CheckpointInfo } from "../../worker/protocol.ts";
import { nameOf } from "./checkpoint-name.ts";

/** Chooses how much of a checkpoint's network stays, and whether it goes on learning. */
export function TransferDialog({
  checkpoint,
  onClose,
}: {
  checkpoint: CheckpointInfo;
  onClose: () => void;
}) {
  const shape = useDataShape();
  const most = checkpoint.experiment.network.layers.length;
  const [depth, setDepth] = useState(usualDepth(checkpoint));
  const [freeze, setFreeze] = useState(true);
  const name = nameOf(checkpoint);
  function build(): void {
    if (!shape) return;
    transfer({ checkpoint: { ...checkpoint, name }, depth, freeze, targets: shape.targets });
    onClose();
  }
  return (
    <Dialog
      title={t("checkpoints.transfer.title", { name })}
      closeLabel={t("actions.close")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("checkpoints.transfer.cancel")}</Button>
          <Button variant="primary" disabled={!shape} onClick={build}>
            {t("checkpoints.transfer.take")}
          </Button>
        </>
      }
    >
      <p>{t("checkpoints.transfer.body")}</p>
      <Field label={t("checkpoints.transfer.depth")}>
        {({ id }) => (
          <NumberField
            id={id}
            min={1}
            max={most}
            scale="linear"
            integer
            value={depth}
            onChange={setDepth}
          />
        )}
      </Field>
      <Field
        label={t("checkpoints.transfer.freeze")}
        help={{
          label: t("actions.about", { name: t("checkpoints.transfer.freeze") }),
          text: t("checkpoints.transfer.freezeHelp"),
        }}
      >
        {({ id }) => <Switch id={id} checked={freeze} onChange={setFreeze} />}
      </Field>
    </Dialog>
  );
}
