import { t } from "../i18n/index.ts";
import type { Experiment } from "../spec/experiment.ts";
import { useDocument } from "../stores/document.ts";
import { addNotice } from "../stores/notices.ts";
import { closeDialog } from "../stores/ui.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { openExperiment } from "./open-link.ts";
import { experimentSummary } from "./summary.ts";

/** Asks before a link takes the place of one's own work. */
export function OpenLinkDialog({ experiment }: { experiment: Experiment }) {
  const mine = useDocument((state) => state.experiment);
  function keep(): void {
    closeDialog();
    addNotice("info", { kind: "text", text: t("notices.linkKept") });
  }
  function open(): void {
    closeDialog();
    openExperiment(experiment);
  }
  return (
    <Dialog
      title={t("openLink.title")}
      closeLabel={t("actions.close")}
      onClose={keep}
      actions={
        <>
          <Button onClick={keep}>{t("openLink.keepMine")}</Button>
          <Button variant="primary" onClick={open}>
            {t("openLink.openIt")}
          </Button>
        </>
      }
    >
      <p>{t("openLink.theirs", { summary: experimentSummary(experiment) })}</p>
      <p>{t("openLink.mine", { summary: experimentSummary(mine) })}</p>
      <p>{t("openLink.body")}</p>
    </Dialog>
  );
}
