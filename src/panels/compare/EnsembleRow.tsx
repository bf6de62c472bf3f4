import { RefreshCw } from "lucide-react";
import { t } from "../../i18n/index.ts";
import { classNames } from "../../ui/class-names.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import styles from "./ResultsTable.module.css";
import { figureText, resultColumns } from "./result-rows.ts";
import table from "./Table.module.css";
import type { AskedEnsemble } from "./use-ensemble.ts";

interface EnsembleRowProps {
  asked: AskedEnsemble;
  members: number;
  regression: boolean;
}

/** What the chosen runs say together, in the columns of what each says alone. */
export function EnsembleRow({ asked, members, regression }: EnsembleRowProps) {
  const { result, asking, again } = asked;
  const none = t("compare.table.none");
  return (
    <tr className={styles.average}>
      <th scope="row" className={table.first}>
        <span className={styles.run}>
          <IconButton
            size="small"
            label={t("compare.ensemble.again")}
            icon={<RefreshCw size={13} aria-hidden="true" />}
            disabled={asking}
            onClick={again}
          />
          <span className={styles.name}>{t("compare.ensemble.name", { count: members })}</span>
        </span>
      </th>
      <td className={classNames(table.number, styles.best)}>
        {result ? figureText("finalAccuracy", result.accuracy, regression) : none}
      </td>
      <td className={table.number}>
        {result ? figureText("finalLoss", result.loss, regression) : none}
      </td>
      <td colSpan={resultColumns.length - 3} className={styles.step}>
        {result ? t("compare.ensemble.step", { step: result.step }) : none}
      </td>
    </tr>
  );
}
