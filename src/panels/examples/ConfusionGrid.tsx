import { type KeyboardEvent, useRef, useState } from "react";
import { formatNumber } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { rgbText } from "../../ui/charts/colors.ts";
import { classNames } from "../../ui/class-names.ts";
import styles from "./Confusion.module.css";
import { cellText, type MatrixViewProps } from "./cell-text.ts";
import {
  type Cell,
  cellColor,
  countAt,
  inkOn,
  type MatrixScale,
  moved,
  rowShare,
  shades,
} from "./matrix-look.ts";

interface ConfusionGridProps extends MatrixViewProps {
  scale: MatrixScale;
}

/** Of a cell, in rem: two classes need not fill the page. */
const widest = 4;

const isAt = (cell: Cell | null, actual: number, predicted: number) =>
  cell?.actual === actual && cell.predicted === predicted;

/** The matrix as cells with numbers: one stop for the tab key, arrows move within. */
export function ConfusionGrid({ matrix, names, cell, onChoose, scale }: ConfusionGridProps) {
  const grid = useRef<HTMLTableElement>(null);
  const [focused, setFocused] = useState<Cell>({ actual: 0, predicted: 0 });
  const colors = shades(matrix, scale);
  // After a change of data there may be fewer classes than there were.
  const stop = focused.actual < matrix.classes && focused.predicted < matrix.classes;
  const place = stop ? focused : { actual: 0, predicted: 0 };

  function onKeyDown(event: KeyboardEvent<HTMLButtonElement>): void {
    const next = moved(place, event.key, matrix.classes);
    if (next === null) return;
    event.preventDefault();
    setFocused(next);
    const index = next.actual * matrix.classes + next.predicted;
    grid.current?.querySelectorAll("button")[index]?.focus();
  }

  function choose(next: Cell): void {
    setFocused(next);
    onChoose(next);
  }

  return (
    <table
      ref={grid}
      className={styles.grid}
      style={{ maxWidth: `${4.25 + widest * matrix.classes}rem` }}
      aria-label={t("examples.matrix.name")}
    >
      <thead>
        <tr>
          <th scope="col" className={styles.corner}>
            {t("examples.matrix.actual")} \ {t("examples.matrix.predicted")}
          </th>
          {names.map((name) => (
            <th key={name} scope="col" className={styles.column} title={name}>
              <span>{name}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {names.map((name, actual) => (
          <tr key={name}>
            <th scope="row" className={styles.row} title={name}>
              {name}
            </th>
            {names.map((other, predicted) => {
              const count = countAt(matrix, actual, predicted);
              const color = cellColor(count, colors[actual * matrix.classes + predicted] ?? 0);
              const text = cellText(matrix, names, { actual, predicted });
              return (
                <td key={other}>
                  <button
                    type="button"
                    className={classNames(
                      styles.cell,
                      isAt(cell, actual, predicted) && styles.chosen,
                      actual === predicted && styles.diagonal,
                    )}
                    style={color ? { background: rgbText(color), color: inkOn(color) } : {}}
                    tabIndex={isAt(place, actual, predicted) ? 0 : -1}
                    aria-pressed={isAt(cell, actual, predicted)}
                    aria-label={text}
                    title={text}
                    onClick={() => choose({ actual, predicted })}
                    onFocus={() => setFocused({ actual, predicted })}
                    onKeyDown={onKeyDown}
                  >
                    {count === 0
                      ? ""
                      : shownNumber(scale, count, rowShare(matrix, actual, predicted))}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Percent without its sign: every cell has it. */
function shownNumber(scale: MatrixScale, count: number, share: number): string {
  if (scale === "counts") return formatNumber(count, currentLocale());
  const percent = 100 * share;
  return percent < 0.95 ? percent.toFixed(1).replace(/^0/, "") : String(Math.round(percent));
}
