import { SlidersHorizontal } from "lucide-react";
import { t } from "../../i18n/index.ts";
import { type OptimizerKind, optimizers } from "../../spec/catalogue.ts";
import { valueText } from "../../ui/charts/axis.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { rangeOf } from "../../ui/NumberRow.tsx";
import { RunMark } from "../../ui/RunMark.tsx";
import { ScrollingTable } from "../../ui/ScrollingTable.tsx";
import { changeSpec } from "./lab-state.ts";
import styles from "./TrailTable.module.css";
import type { Trail } from "./use-trails.ts";

interface TrailTableProps {
  trails: readonly Trail[];
  step: number;
  /** It ends at its edge. */
  bounded: boolean;
  /** Whose settings are open. */
  open: OptimizerKind | null;
  onOpen: (kind: OptimizerKind | null) => void;
}

/** Where each optimizer stands at the step, with its rate. */
export function TrailTable({ trails, step, bounded, open, onOpen }: TrailTableProps) {
  return (
    <ScrollingTable label={t("surfaceLab.trails")}>
      <thead>
        <tr>
          <th scope="col">{t("surfaceLab.optimizer")}</th>
          <th scope="col">{t("surfaceLab.rate")}</th>
          <th scope="col">x</th>
          <th scope="col">y</th>
          <th scope="col">f</th>
        </tr>
      </thead>
      <tbody>
        {trails.map((trail) => (
          <TrailRow
            key={trail.kind}
            trail={trail}
            step={step}
            bounded={bounded}
            isOpen={open === trail.kind}
            onOpen={onOpen}
          />
        ))}
      </tbody>
    </ScrollingTable>
  );
}

interface TrailRowProps {
  trail: Trail;
  step: number;
  bounded: boolean;
  isOpen: boolean;
  onOpen: TrailTableProps["onOpen"];
}

function TrailRow({ trail, step, bounded, isOpen, onOpen }: TrailRowProps) {
  const { kind, name, style, spec, path } = trail;
  return (
    <tr>
      <th scope="row">
        <span className={styles.name}>
          <RunMark index={style} />
          {name}
        </span>
      </th>
      <td>
        <span className={styles.rate}>
          <NumberField
            {...rangeOf(optimizers[kind].fields.learningRate)}
            className={styles.field}
            aria-label={t("surfaceLab.rateOf", { name })}
            value={spec.learningRate}
            onChange={(learningRate) => changeSpec({ ...spec, learningRate })}
          />
          <IconButton
            size="small"
            label={t("surfaceLab.settingsOf", { name })}
            icon={<SlidersHorizontal size={13} aria-hidden="true" />}
            aria-expanded={isOpen}
            onClick={() => onOpen(isOpen ? null : kind)}
          />
        </span>
      </td>
      {path.lostAt !== null && step >= path.lostAt ? (
        <td colSpan={3} className={styles.lost}>
          {t(bounded ? "surfaceLab.left" : "surfaceLab.lost", { step: path.lostAt })}
        </td>
      ) : (
        <>
          <td>{valueText(path.x[step] ?? Number.NaN)}</td>
          <td>{valueText(path.y[step] ?? Number.NaN)}</td>
          <td>{valueText(path.value[step] ?? Number.NaN)}</td>
        </>
      )}
    </tr>
  );
}
