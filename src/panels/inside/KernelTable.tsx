import { t } from "../../i18n/index.ts";
import { valueText } from "../../ui/charts/axis.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import styles from "./StatisticsTable.module.css";
import type { ShownKernel, Summary } from "./shown-kernel.ts";

const columns: readonly (keyof Summary)[] = ["mean", "std", "min", "max", "norm"];

interface KernelTableProps {
  parameter: string;
  shown: readonly ShownKernel[];
}

/** What the pictures of weights amount to, run by run. */
export function KernelTable({ parameter, shown }: KernelTableProps) {
  return (
    <Disclosure id="inside.kernels" title={t("inside.table")}>
      <div className={styles.scroll}>
        <table className={styles.table} aria-label={parameter}>
          <thead>
            <tr>
              <th scope="col">{t("inside.columns.run")}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`inside.columns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ run, name, summary }) => (
              <tr key={run}>
                <th scope="row">{name}</th>
                {columns.map((column) => (
                  <td key={column}>{valueText(summary[column])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Disclosure>
  );
}
