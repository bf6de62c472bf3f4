import { Trash2, X } from "lucide-react";
import { t } from "../../../i18n/index.ts";
import { Button } from "../../../ui/Button.tsx";
import { IconButton } from "../../../ui/IconButton.tsx";
import styles from "./Chosen.module.css";
import { useSeen } from "./use-seen.ts";

interface ChosenConnectionProps {
  ends: { readonly from: string; readonly to: string };
  onDisconnect: () => void;
  onClose: () => void;
}

/** What can be done with the chosen connection. */
export function ChosenConnection({ ends, onDisconnect, onClose }: ChosenConnectionProps) {
  const head = useSeen<HTMLElement>();
  return (
    <>
      <header ref={head} className={styles.head}>
        <h3 className={styles.title}>{t("graph.chosenConnection", ends)}</h3>
        <div className={styles.actions}>
          <IconButton
            size="small"
            label={t("graph.close")}
            icon={<X size={14} aria-hidden="true" />}
            onClick={onClose}
          />
        </div>
      </header>
      <p className={styles.help}>{t("graph.insertHint")}</p>
      <Button size="small" icon={<Trash2 size={13} aria-hidden="true" />} onClick={onDisconnect}>
        {t("graph.disconnect")}
      </Button>
    </>
  );
}
