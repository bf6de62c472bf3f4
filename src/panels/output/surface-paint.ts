/** Colours of a network's answers over the plane: one pixel a cell of a `Surface`. */
import { mix, type Rgb } from "../../ui/charts/colors.ts";
import { type Meaning, targetColor } from "../../ui/charts/meaning.ts";
import type { Surface } from "../../worker/protocol.ts";

/** Shares of the classes at a cell; one output is the share of the second class. */
export function classShares(
  values: Float32Array,
  cell: number,
  outputs: number,
  classes: number,
): number[] {
  if (outputs === 1 && classes === 2) {
    const second = Math.min(1, Math.max(0, values[cell] ?? 0));
    return [1 - second, second];
  }
  const raw = Array.from({ length: outputs }, (_, output) =>
    Math.max(0, values[cell * outputs + output] ?? 0),
  );
  const sum = raw.reduce((total, value) => total + value, 0);
  return raw.map((value) => (sum > 0 ? value / sum : 1 / outputs));
}

const faintest = 0.1;
const strongest = 0.62;

/** The classes' colours mixed by their shares, the fainter the less the network is sure. */
function classMix(shares: readonly number[], colors: readonly Rgb[], paper: Rgb): Rgb {
  let color: Rgb = [0, 0, 0];
  let best = 0;
  for (const [index, share] of shares.entries()) {
    const part = colors[index] ?? paper;
    color = [color[0] + share * part[0], color[1] + share * part[1], color[2] + share * part[2]];
    best = Math.max(best, share);
  }
  // sureness: 0 where all classes are alike, 1 where one has it all
  const even = 1 / Math.max(2, shares.length);
  const sureness = Math.max(0, (best - even) / (1 - even));
  return mix(paper, color, faintest + (strongest - faintest) * sureness);
}

function cellColor(surface: Surface, values: Float32Array, cell: number, meaning: Meaning): Rgb {
  if (meaning.kind === "classes") {
    const shares = classShares(values, cell, surface.outputs, meaning.colors.length);
    return classMix(shares, meaning.colors, meaning.paper);
  }
  return targetColor(meaning, values[cell * surface.outputs] ?? 0);
}

/** RGBA of all cells of one run, [rows, columns, 4]. */
export function paintSurface(surface: Surface, run: number, meaning: Meaning): ImageData | null {
  const values = surface.values[run];
  if (!values) return null;
  const { columns, rows } = surface;
  const image = new ImageData(columns, rows);
  for (let cell = 0; cell < columns * rows; cell++) {
    const [red, green, blue] = cellColor(surface, values, cell, meaning);
    image.data[4 * cell] = red;
    image.data[4 * cell + 1] = green;
    image.data[4 * cell + 2] = blue;
    image.data[4 * cell + 3] = 255;
  }
  return image;
}

/** The cell at a place of the plane, or of the line where there is no `y`; null outside. */
export function cellAt(surface: Surface, x: number, y: number | null): number | null {
  const { xRange, yRange, columns, rows } = surface;
  const column = Math.floor(((x - xRange[0]) / (xRange[1] - xRange[0])) * columns);
  const row = y === null ? 0 : Math.floor(((yRange[1] - y) / (yRange[1] - yRange[0])) * rows);
  const inside = column >= 0 && column < columns && row >= 0 && row < rows;
  return inside ? row * columns + column : null;
}
