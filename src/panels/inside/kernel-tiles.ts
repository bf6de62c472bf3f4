/** How the weights of a layer are laid out as pictures, and where each tile stands. */

/** One tile reads values[offset + row * rowStride + column * columnStride]. */
export interface Tiles {
  /** `arrows`: two weights a unit. */
  readonly look: "tiles" | "matrix" | "arrows";
  /** Cells of a tile. */
  readonly rows: number;
  readonly columns: number;
  readonly rowStride: number;
  readonly columnStride: number;
  readonly offsets: readonly number[];
  /** Tiles that belong to one unit or filter stand together. */
  readonly perUnit: number;
}

type Form = "table" | "image" | "sequence";

export interface InputLook {
  readonly form: Form;
  readonly shape: readonly number[];
}

/** Tiles shown of one run. */
export const mostTiles = 128;

function product(shape: readonly number[]): number {
  return shape.reduce((all, size) => all * size, 1);
}

/** `of(unit, channel)` is where a tile begins. */
function offsets(units: number, channels: number, of: (unit: number, channel: number) => number) {
  const count = Math.min(units, Math.max(1, Math.floor(mostTiles / channels)));
  return Array.from({ length: count }, (_, unit) =>
    Array.from({ length: Math.min(channels, mostTiles) }, (__, channel) => of(unit, channel)),
  ).flat();
}

/** `input` null: the layer does not read the data. */
export function tilesOf(shape: readonly number[], input: InputLook | null): Tiles {
  const units = shape.at(-1) ?? 1;
  if (shape.length === 4) return imageTiles(shape, units);
  if (shape.length === 3) return sequenceTiles(shape, units);
  const [inputs = 1] = shape;
  if (shape.length === 2 && input && product(input.shape) === inputs) {
    const { form, shape: data } = input;
    if (form === "image" && data.length >= 2) return imageTiles(data, units);
    if (form === "sequence" && data.length === 2) return sequenceTiles(data, units);
    if (inputs === 2) return { ...matrix(2, units), look: "arrows" };
  }
  return shape.length === 2 ? matrix(inputs, units) : matrix(1, product(shape));
}

/** Weights of [height, width, channels, units], be they a kernel's or for whole images: a tile a unit and channel. */
function imageTiles(
  [height = 1, width = 1, channels = 1]: readonly number[],
  units: number,
): Tiles {
  return {
    look: "tiles",
    rows: height,
    columns: width,
    rowStride: width * channels * units,
    columnStride: channels * units,
    offsets: offsets(units, channels, (unit, channel) => channel * units + unit),
    perUnit: Math.min(channels, mostTiles),
  };
}

/** Weights of [time, channels, units], likewise: a tile a unit, time to the right, a row a channel. */
function sequenceTiles([time = 1, channels = 1]: readonly number[], units: number): Tiles {
  return {
    look: "tiles",
    rows: channels,
    columns: time,
    rowStride: units,
    columnStride: channels * units,
    offsets: offsets(units, 1, (unit) => unit),
    perUnit: 1,
  };
}

/** [inputs, units] in one piece: a row an input, a column a unit. */
function matrix(inputs: number, units: number): Tiles {
  return {
    look: "matrix",
    rows: inputs,
    columns: units,
    rowStride: units,
    columnStride: 1,
    offsets: [0],
    perUnit: 1,
  };
}

export interface TileGrid {
  /** Tiles in a row. */
  readonly across: number;
  /** CSS pixels of a tile. */
  readonly width: number;
  readonly height: number;
  readonly gap: number;
  /** Of all rows together. */
  readonly totalHeight: number;
}

const leastSide = 14;
const mostSide = 64;

/** Tiles as large as fit into `width` and about `height`, all of a unit's in one row. */
export function tileGrid(tiles: Tiles, width: number, height: number): TileGrid {
  const { rows, columns, perUnit } = tiles;
  const count = tiles.offsets.length;
  const gap = 3;
  const aspect = Math.min(3, Math.max(1 / 3, rows / columns));
  let best = gridOf(count, largestAcross(width, count, perUnit), width, aspect, gap);
  for (let across = 1; across <= count; across++) {
    if (perUnit > 1 && across % perUnit !== 0 && across < count) continue;
    const grid = gridOf(count, across, width, aspect, gap);
    if (grid.width < leastSide || grid.totalHeight > height) continue;
    if (best.totalHeight > height || grid.width > best.width) best = grid;
  }
  return best;
}

/** As many as can still be told apart, in whole units where that many fit. */
function largestAcross(width: number, count: number, perUnit: number): number {
  const fitting = Math.max(1, Math.min(count, Math.floor(width / (leastSide + 3))));
  return fitting >= perUnit ? fitting - (fitting % perUnit) : fitting;
}

function gridOf(count: number, across: number, width: number, aspect: number, gap: number) {
  const room = Math.floor((width - gap * (across - 1)) / across);
  const side = Math.max(1, Math.min(room, aspect < 1 ? 2 * mostSide : mostSide));
  const height = Math.max(3, Math.round(side * aspect));
  const lines = Math.ceil(count / across);
  return { across, width: side, height, gap, totalHeight: lines * (height + gap) - gap };
}

/** Weights as many times their root mean square from 0 as this have the full colour. */
const fullColor = 3;

/**
 * The weight that has the full colour, of some tiles together: their largest, or less where few
 * large ones would leave all others pale. 1 where all are 0.
 */
export function colorScale(
  tiles: Tiles,
  values: Float32Array,
  offsets: readonly number[] = tiles.offsets,
): number {
  const { rows, columns, rowStride, columnStride } = tiles;
  let [largest, squares, count] = [0, 0, 0];
  for (const offset of offsets) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const value = Math.abs(values[offset + row * rowStride + column * columnStride] ?? 0);
        if (!Number.isFinite(value)) continue;
        largest = Math.max(largest, value);
        squares += value * value;
        count++;
      }
    }
  }
  // Arrows are lengths: they all stay inside.
  if (tiles.look === "arrows") return largest || 1;
  return Math.min(largest, fullColor * Math.sqrt(squares / Math.max(1, count))) || 1;
}
