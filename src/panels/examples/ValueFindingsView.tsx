import { MoveRight } from "lucide-react";
import { useState } from "react";
import { t } from "../../i18n/index.ts";
import type { Residual, ValueFindings } from "../../train/examination.ts";
import { InTurn } from "../../ui/InTurn.tsx";
import { Select } from "../../ui/Select.tsx";
import { Unseen } from "../../ui/Unseen.tsx";
import type { DatasetInfo, Examination } from "../../worker/protocol.ts";
import { numberText } from "./answer-text.ts";
import styles from "./Gallery.module.css";
import { Gallery } from "./Gallery.tsx";
import { Part } from "./Part.tsx";
import { ScatterPlot } from "./ScatterPlot.tsx";

interface ValueFindingsViewProps {
  info: DatasetInfo;
  examination: Examination;
  findings: ValueFindings;
  run: number;
}

/** How far predicted numbers lie from the true ones, one target at a time. */
export function ValueFindingsView({ info, examination, findings, run }: ValueFindingsViewProps) {
  const [wanted, setWanted] = useState(0);
  const { names } = info.targets;
  const target = Math.min(wanted, names.length - 1);
  const found = findings.targets[target];
  if (!found) return null;
  return (
    <div className={styles.column}>
      <InTurn>
        <Part
          title={t("examples.scatter.title")}
          actions={
            names.length > 1 && (
              <Select
                aria-label={t("examples.scatter.target")}
                className={styles.target}
                value={String(target)}
                options={names.map((label, index) => ({ value: String(index), label }))}
                onChange={(value) => setWanted(Number(value))}
              />
            )
          }
        >
          {names.length > 1 && (
            <p className={styles.quiet}>
              {t("examples.rootMeanSquare", { value: numberText(found.rootMeanSquare) })}
              {" · "}
              {t("examples.meanAbsolute", { value: numberText(found.meanAbsolute) })}
            </p>
          )}
          <ScatterPlot
            findings={found}
            name={names[target] ?? ""}
            step={examination.step}
            run={run}
          />
        </Part>
      </InTurn>
      <InTurn>
        <Part title={t("examples.gallery.largestErrors")}>
          <Gallery
            info={info}
            items={found.worst}
            empty={t("examples.looking")}
            tile={(residual) => <ResidualTile residual={residual} />}
          />
        </Part>
      </InTurn>
    </div>
  );
}

function ResidualTile({ residual }: { residual: Residual }) {
  const actual = numberText(residual.actual, 2);
  const predicted = numberText(residual.predicted, 2);
  return (
    <>
      <Unseen>{t("examples.gallery.error", { actual, predicted })}</Unseen>
      <span className={styles.words} aria-hidden="true">
        <span className={styles.name}>{actual}</span>
        <MoveRight size={12} />
        <span className={styles.name}>{predicted}</span>
      </span>
    </>
  );
}
