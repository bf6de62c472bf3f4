import { ArrowUpToLine, Plus } from "lucide-react";
import { t } from "../../i18n/index.ts";
import type { SearchState } from "../../train/search/state.ts";
import { valueText } from "../../ui/charts/axis.ts";
import { useTheme } from "../../ui/charts/colors.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { ScrollingTable } from "../../ui/ScrollingTable.tsx";
import { Unseen } from "../../ui/Unseen.tsx";
import styles from "./BestTable.module.css";
import { addAsRun, makeFirstRun } from "./candidate-actions.ts";
import { accuracyName, accuracyText, candidateColor, epochsText, numberOf } from "./look.ts";
import type { PictureProps } from "./ParallelCoordinates.tsx";
import type { Entry } from "./results.ts";

/** More would be a list to scroll, not a choice. */
const rowsShown = 8;

/** The best of those that cross all brushes; pointing at a row, or moving the focus to it, lights its line. */
export function BestTable(props: PictureProps) {
  const { state, results, regression, shown } = props;
  const rows = results.best.filter(({ candidate }) => shown.has(candidate.index));
  const { ranges } = state.search;
  return (
    <ScrollingTable label={t("search.table")}>
      <thead>
        <tr>
          <th scope="col">{t("search.candidate")}</th>
          <th scope="col">{t("search.loss")}</th>
          <th scope="col">{accuracyName(regression)}</th>
          <th scope="col">{t("search.epochs")}</th>
          <th scope="col">{t("search.state")}</th>
          {ranges.map(({ parameter }) => (
            <th key={parameter} scope="col">
              {t(`search.short.${parameter}`)}
            </th>
          ))}
          <th scope="col" className={styles.actions}>
            <Unseen>{t("search.actions")}</Unseen>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, rowsShown).map((entry) => (
          <Row key={entry.candidate.index} {...props} entry={entry} />
        ))}
      </tbody>
    </ScrollingTable>
  );
}

function Row({
  entry,
  state,
  regression,
  highlight,
  onHighlight,
}: PictureProps & { entry: Entry }) {
  const { candidate, goodness } = entry;
  const { index, outcome, draw, status } = candidate;
  const theme = useTheme();
  return (
    <tr
      className={highlight === index ? styles.lit : undefined}
      onPointerEnter={() => onHighlight(index)}
      onPointerLeave={() => onHighlight(null)}
      onFocus={() => onHighlight(index)}
      onBlur={() => onHighlight(null)}
    >
      <th scope="row">
        <span
          className={styles.color}
          style={{ background: theme < 0 ? "none" : candidateColor(goodness) }}
        />
        {index + 1}
      </th>
      <td>{outcome ? valueText(outcome.loss) : "–"}</td>
      <td>{outcome ? accuracyText(outcome.accuracy, regression) : "–"}</td>
      <td>{epochsText(candidate, state)}</td>
      <td className={styles.state}>{t(`search.status.${status}`)}</td>
      {state.search.ranges.map(({ parameter }) => (
        <td key={parameter}>{numberOf(draw[parameter] ?? Number.NaN)}</td>
      ))}
      <Actions state={state} entry={entry} />
    </tr>
  );
}

function Actions({ state, entry: { candidate } }: { state: SearchState; entry: Entry }) {
  const index = candidate.index + 1;
  return (
    <td className={styles.actions}>
      <IconButton
        size="small"
        label={t("search.addRunOf", { index })}
        icon={<Plus size={14} aria-hidden="true" />}
        onClick={() => addAsRun(state, candidate)}
      />
      <IconButton
        size="small"
        label={t("search.makeFirstOf", { index })}
        icon={<ArrowUpToLine size={14} aria-hidden="true" />}
        onClick={() => makeFirstRun(state, candidate)}
      />
    </td>
  );
}
