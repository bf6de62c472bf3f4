import type { KeyboardEvent } from "react";
import { t } from "../../i18n/index.ts";
import { Playback } from "../../ui/Playback.tsx";
import { CircuitDrawing } from "./CircuitDrawing.tsx";
import styles from "./Circuits.module.css";
import { setStep } from "./circuit-state.ts";
import { Expression } from "./Expression.tsx";
import { stepSentences } from "./gate-words.ts";
import { InputTable } from "./InputTable.tsx";
import { Paths } from "./Paths.tsx";
import { useWalk } from "./use-walk.ts";

const moves: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Everything of the lab but its heading. */
export function Circuits() {
  const walk = useWalk();
  const { steps, count } = walk;
  // In the drawing arrows walk as they do on the slider.
  function onKeyDown(event: KeyboardEvent): void {
    const move = moves[event.key];
    if (move === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    setStep(Math.max(0, Math.min(steps.length, count + move)));
  }
  return (
    <div className={styles.lab}>
      <Expression />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys of the buttons within */}
      <div onKeyDown={onKeyDown}>
        <CircuitDrawing walk={walk} />
      </div>
      <p className={styles.key}>
        <span className={styles.value}>{t("circuits.valueKey")}</span>
        <span className={styles.gradient}>{t("circuits.gradientKey")}</span>
      </p>
      <Playback
        label={t("circuits.step")}
        step={count}
        last={steps.length}
        hertz={0.8}
        onStep={setStep}
      />
      <div className={styles.sentence} aria-live="polite">
        {stepSentences(walk).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <div className={styles.details}>
        <InputTable walk={walk} />
        <Paths walk={walk} />
      </div>
    </div>
  );
}
