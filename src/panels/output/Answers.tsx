import { useEffect, useRef, useState } from "react";
import { t } from "../../i18n/index.ts";
import { useRuns } from "../../stores/runs.ts";
import { type Size, useSize } from "../../ui/charts/use-size.ts";
import { InTurn } from "../../ui/InTurn.tsx";
import { RunMark } from "../../ui/RunMark.tsx";
import { Select } from "../../ui/Select.tsx";
import { useVisible } from "../../ui/use-visible.ts";
import type { DatasetInfo } from "../../worker/protocol.ts";
import { AnswerPlot } from "./AnswerPlot.tsx";
import styles from "./Answers.module.css";

/** Pictures side by side; with more runs one page of them is chosen. */
const mostPlots = 4;
const captionHeight = 20;
const gap = 8;

interface AnswersProps {
  names: readonly string[];
  info: DatasetInfo;
  showValidation: boolean;
}

/** As many columns as make the pictures largest. */
function columnsFor(count: number, { width, height }: Size, square: boolean): number {
  let best = 1;
  let bestSide = 0;
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const cellWidth = width / columns - gap;
    const cellHeight = height / rows - captionHeight - gap;
    const side = square ? Math.min(cellWidth, cellHeight) : Math.min(cellWidth, 1.8 * cellHeight);
    if (side > bestSide) {
      best = columns;
      bestSide = side;
    }
  }
  return best;
}

/** Streams pictures from the engine while they can be seen. */
function useWatch(plots: number, curve: boolean): React.RefObject<HTMLDivElement | null> {
  const host = useRef<HTMLDivElement>(null);
  const watch = useRuns((state) => state.commands.watchSurface);
  const visible = useVisible(host);
  useEffect(() => {
    if (!visible) return;
    const size = curve ? 200 : plots > 1 ? 56 : 80;
    watch({ size, hertz: plots > 1 ? 5 : 8 });
    return () => watch(null);
  }, [watch, visible, plots, curve]);
  return host;
}

/** The pictures of up to four runs. */
export function Answers({ names, info, showValidation }: AnswersProps) {
  const [page, setPage] = useState(0);
  const pages = Math.ceil(names.length / mostPlots);
  const first = Math.min(page, pages - 1) * mostPlots;
  const shown = names.slice(first, first + mostPlots);
  const curve = info.inputShape[0] === 1;
  const host = useWatch(shown.length, curve);
  const size = useSize(host);
  const columns = size ? columnsFor(shown.length, size, !curve) : 1;
  return (
    <div className={styles.answers}>
      {pages > 1 && (
        <label className={styles.choice}>
          {t("output.run")}
          <Select
            value={String(first)}
            options={Array.from({ length: pages }, (_, index) => ({
              value: String(index * mostPlots),
              label: `${index * mostPlots + 1}–${Math.min(names.length, (index + 1) * mostPlots)}`,
            }))}
            onChange={(value) => setPage(Number(value) / mostPlots)}
          />
        </label>
      )}
      <div ref={host} className={styles.host}>
        {size && (
          <div
            className={styles.grid}
            style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
          >
            {shown.map((name, index) => (
              <Cell
                key={name}
                run={first + index}
                name={name}
                captioned={names.length > 1}
                info={info}
                showValidation={showValidation}
                size={cellSize(size, columns, shown.length, names.length > 1)}
              />
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

function cellSize(size: Size, columns: number, count: number, captioned: boolean): Size {
  const rows = Math.ceil(count / columns);
  return {
    width: Math.floor((size.width - (columns - 1) * gap) / columns),
    height: Math.floor((size.height - (rows - 1) * gap) / rows) - (captioned ? captionHeight : 0),
  };
}

interface CellProps {
  run: number;
  name: string;
  captioned: boolean;
  info: DatasetInfo;
  showValidation: boolean;
  size: Size;
}

function Cell({ captioned, ...plot }: CellProps) {
  return (
    <figure className={styles.cell}>
      {captioned && (
        <figcaption className={styles.caption}>
          <RunMark index={plot.run} />
          <span className={styles.name}>{plot.name}</span>
        </figcaption>
      )}
      <div style={{ height: plot.size.height }}>
        <InTurn>
          <AnswerPlot {...plot} />
        </InTurn>
      </div>
    </figure>
  );
}
