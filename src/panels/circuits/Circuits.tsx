import { t } from "../../i18n/index.ts";
import { InTurn } from "../../ui/InTurn.tsx";
import { Playback } from "../../ui/Playback.tsx";
import { CircuitDrawing } from "./CircuitDrawing.tsx";
import styles from "./Circuits.module.css";
import { setStep } from "./circuit-state.ts";
import { Expression } from "./Expression.tsx";
import { stepSentences } from "./gate-words.ts";
import { InputTable } from "./InputTable.tsx";
import { Paths } from "./Paths.tsx";
import { useWalk } from "./use-walk.ts";

/** Everything of the lab but its heading. */
export function Circuits() {
  const walk = useWalk();
  const { steps, count } = walk;
  return (
    <div className={styles.lab}>
      <Expression />
      <InTurn>
        <CircuitDrawing walk={walk} />
      </InTurn>
      <InTurn>
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
      </InTurn>
      <InTurn>
        <div className={styles.details}>
          <InputTable walk={walk} />
          <Paths walk={walk} />
        </div>
      </InTurn>
    </div>
  );
}
