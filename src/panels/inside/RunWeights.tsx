import { useCallback, useRef } from "react";
import { type Size, useSize } from "../../ui/charts/use-size.ts";
import { RunMark } from "../../ui/RunMark.tsx";
import { runStyle } from "../../ui/run-style.ts";
import styles from "./FirstWeights.module.css";
import { drawArrows, drawTiles } from "./kernel-paint.ts";
import { colorScale, type TileGrid, type Tiles, tileGrid } from "./kernel-tiles.ts";
import { Picture } from "./Picture.tsx";
import { countText, describeKernel, type ShownKernel } from "./shown-kernel.ts";

/** CSS pixels that a run's tiles may take where they can be seen in it. */
const tilesHeight = 260;
const arrowsHeight = 180;

interface RunWeightsProps {
  shown: ShownKernel;
  captioned: boolean;
  parameter: string;
  /** The weight of the full colour; null: each tile its own. */
  largest: number | null;
  /** Of the two inputs, where the weights are arrows. */
  inputNames: readonly string[];
}

/** The weights of one run. */
export function RunWeights({ shown, captioned, parameter, largest, inputNames }: RunWeightsProps) {
  const { name, run, kernel, tiles } = shown;
  const host = useRef<HTMLElement>(null);
  const width = useSize(host)?.width ?? 0;
  const grid = width > 0 ? gridFor(tiles, width) : null;
  const { values } = kernel;
  const draw = useCallback(
    (context: CanvasRenderingContext2D, size: Size) => {
      if (tiles.look === "arrows") {
        const scale = largest ?? colorScale(tiles, values);
        const { color } = runStyle(run);
        drawArrows(context, size, values, { largest: scale, color, names: inputNames });
      } else drawTiles(context, tiles, values, gridFor(tiles, size.width), largest);
    },
    [tiles, values, largest, run, inputNames],
  );
  const height = tiles.look === "arrows" ? arrowsHeight : (grid?.totalHeight ?? 0);
  return (
    <figure ref={host} className={styles.run}>
      {captioned && (
        <figcaption className={styles.caption}>
          <RunMark index={run} />
          <span className={styles.name} title={name}>
            {name}
          </span>
        </figcaption>
      )}
      <Picture height={height} label={describeKernel(shown, parameter)} draw={draw} />
      <p className={styles.count}>{countText(shown)}</p>
    </figure>
  );
}

function gridFor(tiles: Tiles, width: number): TileGrid {
  return tiles.look === "matrix" ? matrixGrid(tiles, width) : tileGrid(tiles, width, tilesHeight);
}

const mostCell = 16;

/** One picture as wide as its place, with cells that are neither tiny nor huge. */
function matrixGrid({ rows, columns }: Tiles, width: number): TileGrid {
  const cell = Math.min(mostCell, width / columns);
  const height = Math.max(4, Math.min(tilesHeight, Math.round(rows * Math.max(cell, 3))));
  return { across: 1, width: Math.round(cell * columns), height, gap: 0, totalHeight: height };
}
