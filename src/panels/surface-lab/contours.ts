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
  const heights = Float64Array.from({ length: columns * rows }, (_, index) => {
    const across = (index % columns) / (columns - 1);
    const down = Math.floor(index / columns) / (rows - 1);
    return value(left + across * (right - left), top - down * (top - bottom));
  });
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
const corners = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;

/** Where the line of a level crosses the four edges of a cell, in turn. */
function crossings(cell: readonly number[], level: number): [number, number][] {
  return corners.flatMap(([column, row], index): [number, number][] => {
    const next = (index + 1) % 4;
    const [from = 0, to = 0] = [cell[index], cell[next]];
    const end = corners[next];
    if (from < level === to < level || !end) return [];
    const share = (level - from) / (to - from);
    return [[column + share * (end[0] - column), row + share * (end[1] - row)]];
  });
}

/** Whether the corners of the cell at `at` lie on both sides of a level. */
function isCrossed({ heights, columns }: HeightGrid, at: number, level: number): boolean {
  const below = (heights[at] ?? 0) < level;
  return (
    (heights[at + 1] ?? 0) < level !== below ||
    (heights[at + columns] ?? 0) < level !== below ||
    (heights[at + columns + 1] ?? 0) < level !== below
  );
}

/**
 * Segments of a level's line, four numbers each: x and y of both ends, in cells from the upper left
 * corner. At a saddle of a cell the two nearer crossings belong together.
 */
export function contourSegments(grid: HeightGrid, level: number): number[] {
  const { columns, rows, heights } = grid;
  const segments: number[] = [];
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const at = row * columns + column;
      // Most cells lie on one side of a line, and are seen to without making anything.
      if (!isCrossed(grid, at, level)) continue;
      const cell = [at, at + 1, at + columns + 1, at + columns].map((i) => heights[i] ?? 0);
      const found = crossings(cell, level);
      for (let index = 0; index + 1 < found.length; index += 2) {
        const [a, b] = [found[index], found[index + 1]];
        if (a && b) segments.push(column + a[0], row + a[1], column + b[0], row + b[1]);
      }
    }
  }
  return segments;
}
