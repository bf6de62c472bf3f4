import { useEffect, useState } from "react";
import { faultSentence } from "../../i18n/fault-sentence.ts";
import { t } from "../../i18n/index.ts";
import { initializers, orderSeed } from "../../spec/catalogue.ts";
import { signalActivations } from "../../train/first-weights/signal-spec.ts";
import { NumberField } from "../../ui/NumberField.tsx";
import { NumberRow, rangeOf } from "../../ui/NumberRow.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import styles from "./InitializerLab.module.css";
import {
  changeColumns,
  completeColumns,
  type Direction,
  directions,
  useColumns,
} from "./lab-columns.ts";
import { SignalGrid } from "./SignalGrid.tsx";

/** Everything of the lab but its heading. */
export function InitializerLab() {
  const { seed, std, fault } = useColumns();
  const [direction, setDirection] = useState<Direction>("forward");
  useEffect(() => {
    void completeColumns();
  }, []);
  return (
    <div className={styles.lab}>
      <p className={styles.about}>{t("initializerLab.about")}</p>
      <div className={styles.choices}>
        <SegmentedControl
          label={t("initializerLab.shown")}
          value={direction}
          options={directions.map((value) => ({ value, label: t(`initializerLab.${value}`) }))}
          onChange={setDirection}
        />
        <span className={styles.std}>
          <NumberRow
            label={t("initializerLab.ownStd")}
            range={{ ...rangeOf(initializers.normal.fields.std), min: 1e-3, max: 3, center: 0 }}
            value={std}
            onChange={(next) => changeColumns({ std: next })}
          />
        </span>
        <span className={styles.seed}>
          <span aria-hidden="true">{t("initializerLab.seed")}</span>
          <NumberField
            {...rangeOf(orderSeed)}
            aria-label={t("initializerLab.seed")}
            className={styles.field}
            value={seed}
            onChange={(next) => changeColumns({ seed: next })}
          />
        </span>
      </div>
      {fault && (
        <p role="alert" className={styles.fault}>
          {faultSentence(fault)}
        </p>
      )}
      <div className={styles.grids}>
        {signalActivations.map((activation) => (
          <SignalGrid key={activation} activation={activation} direction={direction} />
        ))}
      </div>
      <p className={styles.about}>{t(`initializerLab.reading.${direction}`)}</p>
    </div>
  );
}
