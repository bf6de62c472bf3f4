import { RotateCcw } from "lucide-react";
import { t } from "../../i18n/index.ts";
import { useRuns } from "../../stores/runs.ts";
import { Button } from "../../ui/Button.tsx";
import styles from "./StaleStrip.module.css";

/** Says that the weights belong to another network than the one that stands here. */
export function StaleStrip() {
  const stale = useRuns((state) => state.stale);
  const rebuild = useRuns((state) => state.commands.rebuild);
  if (!stale) return null;
  return (
    <output className={styles.strip}>
      <span>{t("notices.needsReset")}</span>
      <Button
        size="small"
        icon={<RotateCcw size={13} aria-hidden="true" />}
        onClick={() => void rebuild()}
      >
        {t("transport.reset")}
      </Button>
    </output>
  );
}
