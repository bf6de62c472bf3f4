import { shapeText } from "../../engine/core/shape.ts";
import { formatBytes } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import type { LayerDescription } from "../../nn/describe.ts";
import { Unseen } from "../../ui/Unseen.tsx";
import styles from "./Figures.module.css";

/** Output shape, parameters and memory of a layer. */
export function Figures({ description }: { description: LayerDescription | null }) {
  if (!description) return null;
  const { outputShape, parameters, bytes, fault } = description;
  const locale = currentLocale();
  return (
    <dl className={styles.figures}>
      <div
        className={styles.shape}
        title={t("builder.outputShape", { shape: shapeText(outputShape) })}
      >
        <dt>
          <Unseen>{t("builder.shape")}</Unseen>
        </dt>
        <dd>{shapeText(outputShape)}</dd>
      </div>
      {parameters > 0 && (
        <div title={t("units.parameters", { count: parameters })}>
          <dt>
            <Unseen>{t("builder.parameters")}</Unseen>
          </dt>
          <dd>{t("builder.parametersShort", { count: parameters })}</dd>
        </div>
      )}
      {fault === null && (
        <div title={t("builder.memory")}>
          <dt>
            <Unseen>{t("builder.memory")}</Unseen>
          </dt>
          <dd>{formatBytes(bytes, locale)}</dd>
        </div>
      )}
    </dl>
  );
}
