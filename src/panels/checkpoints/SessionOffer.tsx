import { History } from "lucide-react";
import { t } from "../../i18n/index.ts";
import { dismissOffer, useCheckpoints } from "../../stores/checkpoints.ts";
import { useRuns } from "../../stores/runs.ts";
import { Button } from "../../ui/Button.tsx";
import styles from "./SessionOffer.module.css";

/** After a reload: the last session's weights, until they are taken, turned down or trained over. */
export function SessionOffer() {
  const offered = useCheckpoints((state) => state.offered);
  const restore = useRuns((state) => state.commands.restoreCheckpoint);
  const trained = useRuns((state) => state.status.step > 0);
  if (!offered || trained) return null;
  return (
    <section className={styles.offer} aria-label={t("checkpoints.kinds.session")}>
      <History size={16} aria-hidden="true" />
      <p className={styles.words}>{t("checkpoints.offer", { step: offered.step })}</p>
      <Button size="small" onClick={() => void restore(offered)}>
        {t("checkpoints.offerTake")}
      </Button>
      <Button size="small" variant="quiet" onClick={dismissOffer}>
        {t("checkpoints.offerLeave")}
      </Button>
    </section>
  );
}
