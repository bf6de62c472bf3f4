import { formatBytes } from "../../i18n/format.ts";
import { currentLocale, t } from "../../i18n/index.ts";
import type { Operation } from "../../train/operations.ts";
import { classNames } from "../../ui/class-names.ts";
import { type Edge, edgesOf, type Layout, layoutOf } from "./layout.ts";
import styles from "./OperationGraph.module.css";
import { shapeText } from "./shape-text.ts";
import { timeText } from "./time-text.ts";

interface OperationGraphProps {
  operations: readonly Operation[];
  times: readonly number[] | null;
  chosen: number;
  onChoose: (index: number) => void;
}

/** Sizes of the drawing in its own units: a node is 10 wide and 5 high, with room around it. */
const cell = { width: 12, height: 6 } as const;
const node = { width: 10, height: 5 } as const;

/** Every operation of a step as a node, forward on the left and back on the right. */
export function OperationGraph({ operations, times, chosen, onChoose }: OperationGraphProps) {
  const layout = layoutOf(operations);
  const slowest = Math.max(...(times ?? [0]));
  return (
    <section
      className={styles.graph}
      aria-label={t("operations.graph")}
      style={{ gridTemplateRows: `repeat(${layout.rows}, var(--row))` }}
    >
      <Edges edges={edgesOf(operations)} layout={layout} chosen={chosen} />
      {operations.map((operation) => {
        const place = layout.places[operation.index];
        const time = times?.[operation.index];
        return (
          <button
            key={operation.index}
            type="button"
            className={classNames(styles.node, styles[operation.part])}
            aria-pressed={operation.index === chosen}
            title={operation.name}
            style={{ gridColumn: (place?.column ?? 0) + 1, gridRow: (place?.row ?? 0) + 1 }}
            onClick={() => onChoose(operation.index)}
          >
            <NodeText operation={operation} time={time} />
            {time !== undefined && slowest > 0 && (
              <span className={styles.bar} style={{ inlineSize: `${(100 * time) / slowest}%` }} />
            )}
          </button>
        );
      })}
    </section>
  );
}

function NodeText({ operation, time }: { operation: Operation; time: number | undefined }) {
  const { op, layer, dispatches, outputs } = operation;
  const [output] = outputs;
  const bytes = outputs.reduce((sum, { bytes: each }) => sum + each, 0);
  return (
    <>
      <span className={styles.line}>
        <span className={styles.op}>{op}</span>
        <span className={styles.shape}>{output && shapeText(output.shape)}</span>
      </span>
      <span className={styles.line}>
        <span className={styles.layer}>{layer}</span>
        <span className={styles.time}>{time !== undefined && timeText(time)}</span>
      </span>
      <span className={styles.facts}>
        {t("operations.dispatches", { count: dispatches })} · {formatBytes(bytes, currentLocale())}
      </span>
    </>
  );
}

function Edges({ edges, layout, chosen }: { edges: Edge[]; layout: Layout; chosen: number }) {
  const box = `0 0 ${2 * cell.width} ${layout.rows * cell.height}`;
  return (
    <svg className={styles.edges} viewBox={box} preserveAspectRatio="none" aria-hidden="true">
      {edges.map((edge) => (
        <path
          key={`${edge.from}-${edge.to}`}
          d={pathOf(edge, layout)}
          className={classNames(
            styles.edge,
            (edge.from === chosen || edge.to === chosen) && styles.near,
          )}
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}

/** Down or up within a column, across between the columns. */
function pathOf({ from, to }: Edge, { places }: Layout): string {
  const [a, b] = [places[from], places[to]];
  if (!a || !b) return "";
  const centre = (column: number) => (column + 0.5) * cell.width;
  const middle = (row: number) => (row + 0.5) * cell.height;
  if (a.column !== b.column) {
    const inner = node.width / 2;
    const [x1, x2] = [centre(0) + inner, centre(1) - inner];
    const [y1, y2] =
      a.column === 0 ? [middle(a.row), middle(b.row)] : [middle(b.row), middle(a.row)];
    return `M${x1} ${y1} C${x1 + 1} ${y1} ${x2 - 1} ${y2} ${x2} ${y2}`;
  }
  const sign = b.row > a.row ? 1 : -1;
  const [y1, y2] = [
    middle(a.row) + (sign * node.height) / 2,
    middle(b.row) - (sign * node.height) / 2,
  ];
  const x = centre(a.column);
  // What skips a row goes around it on the outer side.
  const bend = Math.abs(b.row - a.row) > 1 ? (a.column === 0 ? -1 : 1) * (node.width / 2 + 0.7) : 0;
  return `M${x + bend * 0.6} ${y1} C${x + bend} ${y1 + sign} ${x + bend} ${y2 - sign} ${x + bend * 0.6} ${y2}`;
}
