import { formatNumber } from "../../i18n/format.ts";
import { currentLocale } from "../../i18n/index.ts";
import type { TracedTensor } from "../../train/trace.ts";
import styles from "./ChosenOperation.module.css";

interface TensorValuesProps {
  tensor: TracedTensor | undefined;
  shape: readonly number[];
}

/** Every number of a small tensor, a row for each place of its last axis but one. */
export function TensorValues({ tensor, shape }: TensorValuesProps) {
  if (!tensor?.values) return null;
  const width = shape.at(-1) ?? 1;
  const rows = Array.from({ length: tensor.values.length / width }, (_, row) =>
    tensor.values?.slice(row * width, (row + 1) * width),
  );
  const locale = currentLocale();
  return (
    <section className={styles.scroll} aria-label={shape.join("×")}>
      <table className={styles.values}>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row?.map((value, column) => (
                <td key={column}>{formatNumber(value, locale, 3)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
