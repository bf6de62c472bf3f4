import { t } from "../../i18n/index.ts";
import type { KnownExample } from "../../stores/examination.ts";
import { classNames } from "../../ui/class-names.ts";
import type { DatasetInfo } from "../../worker/protocol.ts";
import { numberText } from "./answer-text.ts";
import styles from "./FeatureBars.module.css";
import { featureGradients } from "./saliency-look.ts";

interface FeatureBarsProps {
  info: DatasetInfo;
  example: KnownExample;
  /** [features] null where it is not known. */
  gradient: Float32Array | null;
  output: number;
}

const most = 16;

/** The inputs of a row with the gradient of a score, to the left where it falls, to the right where it rises. */
export function FeatureBars({ info, example, gradient, output }: FeatureBarsProps) {
  const features = example.x.length;
  const rows = featureGradients(gradient ?? new Float32Array(features), most);
  const name = info.targets.names[output] ?? "";
  return (
    <div className={styles.host}>
      <table className={styles.table} aria-label={t("examples.saliency.features", { name })}>
        <thead>
          <tr>
            <th scope="col">{t("examples.saliency.input")}</th>
            <th scope="col" className={styles.number}>
              {t("examples.saliency.raw")}
            </th>
            <th scope="col" colSpan={2} className={styles.number}>
              {t("examples.saliency.gradient")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ feature, gradient: value, share }) => (
            <tr key={feature}>
              <th scope="row">{info.featureNames[feature] ?? `x${feature + 1}`}</th>
              <td className={styles.number}>{numberText(example.x[feature] ?? Number.NaN)}</td>
              <td className={styles.wide} aria-hidden="true">
                <span className={styles.track}>
                  <span
                    className={classNames(styles.bar, share < 0 && styles.falling)}
                    style={{
                      left: `${50 + 50 * Math.min(0, share)}%`,
                      width: `${50 * Math.abs(share)}%`,
                    }}
                  />
                </span>
              </td>
              <td className={styles.number}>{gradient ? numberText(value) : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {features > rows.length && (
        <p className={styles.more}>
          {t("examples.saliency.more", { count: features - rows.length })}
        </p>
      )}
    </div>
  );
}
