/** Lines of equal height by marching squares (Lorensen and Cline's marching cubes in the plane, 1987). */

export interface HeightGrid {
  readonly columns: number;
  readonly rows: number;
  /** [rows, columns] at the corners of the cells, row 0 at the top. */
  readonly heights: Float64Array;
}

/** Heights at `columns` x `rows` places from corner to corner of the ranges. */
export function heightGrid(
  value: (x: number, y: number) => number,
  [left, right]: readonly [number, number],
  [bottom, top]: readonly [number, number],
  columns: number,
  rows: number,
): HeightGrid {
  const heights = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const y = top - (row / (rows - 1)) * (top - bottom);
    for (let column = 0; column < columns; column++) {
      const x = left + (column / (columns - 1)) * (right - left);
      heights[row * columns + column] = value(x, y);
    }
  }
  return { columns, rows, heights };
}

const levelCount = 26;
/** So much higher above the lowest point than the line below. */
const levelRatio = 1.5;

/** Heights of the lines, evenly on a logarithmic scale above `lowest`. */
export function contourLevels({ heights }: HeightGrid, lowest: number): number[] {
  const highest = heights.reduce(
    (most, height) => (Number.isFinite(height) ? Math.max(most, height) : most),
    lowest,
  );
  return Array.from(
    { length: levelCount },
    (_, index) => lowest + (highest - lowest) * levelRatio ** (index - levelCount),
  );
}

/** Corners of a cell in turn: upper left, upper right, lower right, lower left. */
const cornerX = [0, 1, 1, 0] as const;
const cornerY = [0, 0, 1, 1] as const;

function between(at: readonly number[], from: number, to: number, share: number): number {
  const [start = 0, end = 0] = [at[from], at[to]];
  return start + share * (end - start);
}

/**
 * Appends where the line of a level crosses the four edges of a cell, in turn: at none of them, at
 * two or at all. Nothing else is made: a picture has thousands of cells.
 */
function crossEdges(
  segments: number[],
  cell: Float64Array,
  level: number,
  left: number,
  top: number,
): void {
  for (let index = 0; index < 4; index++) {
    const next = (index + 1) % 4;
    const [from = 0, to = 0] = [cell[index], cell[next]];
    if (from < level === to < level) continue;
    const share = (level - from) / (to - from);
    segments.push(left + between(cornerX, index, next, share));
    segments.push(top + between(cornerY, index, next, share));
  }
}

/**
 * Segments of the lines of all levels, four numbers each: x and y of both ends, in cells from the
 * upper left corner. At a saddle of a cell the two nearer crossings belong together.
 */
export function contourSegments(
  { columns, rows, heights }: HeightGrid,
  levels: readonly number[],
): number[] {
  const segments: number[] = [];
  const cell = new Float64Array(4);
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const at = row * columns + column;
      cell[0] = heights[at] ?? 0;
      cell[1] = heights[at + 1] ?? 0;
      cell[2] = heights[at + columns + 1] ?? 0;
      cell[3] = heights[at + columns] ?? 0;
      const low = Math.min(cell[0], cell[1], cell[2], cell[3]);
      const high = Math.max(cell[0], cell[1], cell[2], cell[3]);
      for (const level of levels) {
        if (low < level && level <= high) crossEdges(segments, cell, level, column, row);
      }
    }
  }
  return segments;
}
