import { useMemo } from "react";
import { t } from "../../i18n/index.ts";
import { checkGradients, type GradientCheck } from "../../train/circuits/circuit.ts";
import { NumberField } from "../../ui/NumberField.tsx";
import { ScrollingTable } from "../../ui/ScrollingTable.tsx";
import { Slider } from "../../ui/Slider.tsx";
import { setValue } from "./circuit-state.ts";
import { numberOf } from "./gate-words.ts";
import styles from "./InputTable.module.css";
import type { Walk } from "./use-walk.ts";

/** What a slider reaches; typing reaches further. */
const slid = { min: -6, max: 6, scale: "linear" } as const;
const typed = { min: -1e6, max: 1e6, scale: "linear", center: 1 } as const;

type AgreementWord = "agrees" | "kink" | "close" | "differs" | "none";

/** CS231n: below 1e-7 happy, below 1e-4 fine where there are kinks, above 1e-2 wrong. */
function verdict({ error, kink }: GradientCheck): AgreementWord {
  if (Number.isNaN(error)) return "none";
  if (error < 1e-7) return "agrees";
  if (kink) return "kink";
  return error < 1e-4 ? "close" : "differs";
}

/** Inputs to set, with the gradient of each, by the sweep and by differences. */
export function InputTable({ walk }: { walk: Walk }) {
  const { circuit, inputs, values, progress, steps, count } = walk;
  const checks = useMemo(() => checkGradients(circuit, inputs), [circuit, inputs]);
  const isDone = count === steps.length;
  return (
    <ScrollingTable label={t("circuits.inputs")}>
      <thead>
        <tr>
          <th scope="col">{t("circuits.input")}</th>
          <th scope="col" className={styles.wide}>
            {t("circuits.value")}
          </th>
          <th scope="col">{t("circuits.gradient")}</th>
          <th scope="col">{t("circuits.numeric")}</th>
        </tr>
      </thead>
      <tbody>
        {checks.map((check) => {
          const { name, node, numeric } = check;
          const value = values[node] ?? 1;
          const gradient = progress.gradients[node] ?? null;
          return (
            <tr key={name}>
              <th scope="row" className={styles.name}>
                {name}
              </th>
              <td className={styles.wide}>
                <span className={styles.number}>
                  <Slider
                    {...slid}
                    aria-label={t("circuits.valueOf", { name })}
                    className={styles.slider}
                    value={Math.max(slid.min, Math.min(slid.max, value))}
                    onChange={(next) => setValue(name, next)}
                  />
                  <NumberField
                    {...typed}
                    aria-label={t("circuits.valueOf", { name })}
                    className={styles.field}
                    value={value}
                    onChange={(next) => setValue(name, next)}
                  />
                </span>
              </td>
              <td className={styles.gradient}>{gradient === null ? "–" : numberOf(gradient)}</td>
              <td>
                {isDone ? (
                  <>
                    {numberOf(numeric, 6)}
                    <span className={styles.verdict} data-verdict={verdict(check)}>
                      {t(`circuits.verdicts.${verdict(check)}`)}
                    </span>
                  </>
                ) : (
                  "–"
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </ScrollingTable>
  );
}
