import { formatNumber } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import type { TracedTensor } from "../../train/trace.ts";
import styles from "./ChosenOperation.module.css";
import { shapeText } from "./shape-text.ts";

interface TensorValuesProps {
  name: string;
  tensor: TracedTensor | undefined;
  /** Of the loss with respect to the tensor, where a step makes it as it is. */
  gradient: TracedTensor | undefined;
  shape: readonly number[];
}

/** What scrolls must be reachable by keys; a landmark it is not. */
const reachable = { tabIndex: 0, role: "group" };

/** Numbers in a row of what has but one axis that is longer than 1. */
const perRow = 8;

/** Every number of a small tensor, a row for each place of its last axis but one. */
export function TensorValues({ name, tensor, gradient, shape }: TensorValuesProps) {
  if (!tensor?.values) return null;
  const values = rowsOf(tensor.values, shape);
  const gradients = gradient?.values ? rowsOf(gradient.values, shape) : [];
  return (
    <>
      {gradients.length > 0 && (
        <p className={styles.key}>
          <span className={styles.value}>{t("operations.value")}</span>{" "}
          <span className={styles.gradient}>{t("operations.gradient")}</span>
        </p>
      )}
      <div {...reachable} className={styles.scroll} aria-label={`${name} ${shapeText(shape)}`}>
        <table className={styles.values}>
          <tbody>
            {values.map((row, at) => (
              <tr key={at}>
                {row.map((value, column) => (
                  <td key={column}>
                    <Value value={value} gradient={gradients[at]?.[column]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Value({ value, gradient }: { value: number; gradient: number | undefined }) {
  const locale = currentLocale();
  if (gradient === undefined) return formatNumber(value, locale, 3);
  return (
    <>
      <span className={styles.value}>{formatNumber(value, locale, 3)}</span>
      <span className={styles.gradient}>{formatNumber(gradient, locale, 3)}</span>
    </>
  );
}

function rowsOf(values: readonly number[], shape: readonly number[]): number[][] {
  const isLine = shape.filter((size) => size > 1).length < 2;
  const width = isLine ? perRow : (shape.at(-1) ?? 1);
  return Array.from({ length: Math.ceil(values.length / width) }, (_, row) =>
    values.slice(row * width, (row + 1) * width),
  );
}
