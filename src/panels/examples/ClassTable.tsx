import { formatPercent } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { classFigures } from "../../train/examination.ts";
import styles from "./ClassTable.module.css";
import type { Matrix } from "./matrix-look.ts";

/** Precision, recall and F1 of every class. */
export function ClassTable({ matrix, names }: { matrix: Matrix; names: readonly string[] }) {
  const figures = classFigures(matrix.counts, matrix.classes);
  const share = (value: number | null) =>
    value === null ? "–" : formatPercent(value, currentLocale());
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("examples.classes.name")}</th>
          <th scope="col" title={t("examples.classes.precisionHelp")}>
            {t("examples.classes.precision")}
          </th>
          <th scope="col" title={t("examples.classes.recallHelp")}>
            {t("examples.classes.recall")}
          </th>
          <th scope="col" title={t("examples.classes.f1Help")}>
            {t("examples.classes.f1")}
          </th>
          <th scope="col">{t("examples.classes.count")}</th>
        </tr>
      </thead>
      <tbody>
        {figures.map(({ precision, recall, f1, count }, label) => (
          <tr key={names[label]}>
            <th scope="row">{names[label]}</th>
            <td>{share(precision)}</td>
            <td>{share(recall)}</td>
            <td>{share(f1)}</td>
            <td>{count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
