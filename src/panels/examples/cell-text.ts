/** What both forms of the matrix are given, and what they say of a cell. */
import { formatPercent } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import { type Cell, countAt, type Matrix, rowShare } from "./matrix-look.ts";

export interface MatrixViewProps {
  matrix: Matrix;
  names: readonly string[];
  step: number;
  /** The one whose examples are shown. */
  cell: Cell | null;
  onChoose: (cell: Cell) => void;
}

/** "4 taken for 9: 12, 8.0% of the row" */
export function cellText(matrix: Matrix, names: readonly string[], cell: Cell): string {
  const { actual, predicted } = cell;
  return t("examples.matrix.cell", {
    actual: names[actual] ?? "",
    predicted: names[predicted] ?? "",
    count: countAt(matrix, actual, predicted),
    share: formatPercent(rowShare(matrix, actual, predicted), currentLocale()),
  });
}
