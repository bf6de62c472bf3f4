import { useRef, useState } from "react";
import { formatPercent } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { useSize } from "../../ui/charts/use-size.ts";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import styles from "./Confusion.module.css";
import { ConfusionGrid } from "./ConfusionGrid.tsx";
import { ConfusionMap } from "./ConfusionMap.tsx";
import type { MatrixViewProps } from "./cell-text.ts";
import type { Matrix, MatrixScale } from "./matrix-look.ts";
import { Part } from "./Part.tsx";

/** CSS pixels: a cell that is smaller can hardly be hit, and holds no number. */
const leastCell = 26;
const labelWidth = 72;

/** The confusion matrix: cells to choose from, or a map with two lists where the classes are many. */
export function Confusion(props: MatrixViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const size = useSize(host);
  const [scale, setScale] = useState<MatrixScale>("shares");
  const { matrix } = props;
  const fits = size !== null && labelWidth + leastCell * matrix.classes <= size.width;
  return (
    <Part
      title={t("examples.matrix.title")}
      actions={
        <SegmentedControl<MatrixScale>
          label={t("examples.matrix.scale")}
          value={scale}
          options={[
            { value: "shares", label: t("examples.matrix.shares") },
            { value: "counts", label: t("examples.matrix.counts") },
          ]}
          onChange={setScale}
        />
      }
    >
      <div ref={host} className={styles.host}>
        {size !== null &&
          (fits ? (
            <ConfusionGrid {...props} scale={scale} />
          ) : (
            <ConfusionMap {...props} scale={scale} width={size.width} />
          ))}
      </div>
      <Legend matrix={matrix} scale={scale} />
    </Part>
  );
}

function Legend({ matrix, scale }: { matrix: Matrix; scale: MatrixScale }) {
  const most = matrix.counts.reduce((a, b) => Math.max(a, b), 0);
  return (
    <p className={styles.legend}>
      <span className={styles.empty} aria-hidden="true" />
      {t("examples.matrix.none")}
      <span className={styles.map} aria-hidden="true" />
      {scale === "counts"
        ? t("examples.matrix.most", { count: most })
        : formatPercent(1, currentLocale(), 0)}
    </p>
  );
}
