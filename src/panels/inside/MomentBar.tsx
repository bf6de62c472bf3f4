import { Radio } from "lucide-react";
import { t } from "../../i18n/index.ts";
import type { Inspection } from "../../train/inspection.ts";
import { Button } from "../../ui/Button.tsx";
import { Slider } from "../../ui/Slider.tsx";
import styles from "./MomentBar.module.css";

interface MomentBarProps {
  history: readonly Inspection[];
  shown: Inspection;
  /** The newest is shown, whatever comes. */
  live: boolean;
  /** null: live. */
  onChoose: (step: number | null) => void;
}

/** Goes back to any moment that is kept, by pointer or by keys. */
export function MomentBar({ history, shown, live, onChoose }: MomentBarProps) {
  const last = history.length - 1;
  const index = live ? last : history.indexOf(shown);
  function choose(next: number): void {
    onChoose(next >= last ? null : (history[next]?.step ?? null));
  }
  return (
    <div className={styles.bar}>
      <Slider
        aria-label={t("inside.moment")}
        aria-valuetext={t("inside.momentText", {
          step: shown.step,
          number: index + 1,
          count: history.length,
        })}
        className={styles.slider}
        min={0}
        max={Math.max(1, last)}
        scale="linear"
        integer
        disabled={last < 1}
        value={last < 1 ? 1 : index}
        onChange={choose}
      />
      <output className={styles.step}>{t("inside.step", { step: shown.step })}</output>
      <Button
        aria-pressed={live}
        title={t("inside.backToLive")}
        icon={<Radio size={13} aria-hidden="true" />}
        onClick={() => onChoose(null)}
      >
        {t("inside.live")}
      </Button>
    </div>
  );
}
