import { expect, test } from "vitest";
import { contourLevels, contourSegments, heightGrid } from "./contours.ts";

const circle = heightGrid((x, y) => x * x + y * y, [-2, 2], [-2, 2], 81, 81);

test("the line of x² + y² = 1 is a closed circle of radius 1", () => {
  const segments = contourSegments(circle, [1]);
  const ends = new Map<string, number>();
  for (let index = 0; index < segments.length; index += 2) {
    const [x, y] = [segments[index]! / 20 - 2, 2 - segments[index + 1]! / 20];
    // Between places 0.05 apart, a straight line strays 0.05² / 4 at most.
    expect(Math.abs(Math.hypot(x, y) - 1)).toBeLessThan(7e-4);
    const key = `${x.toFixed(9)} ${y.toFixed(9)}`;
    ends.set(key, (ends.get(key) ?? 0) + 1);
  }
  // Where nodes of the grid lie on the circle, segments of no length stand between.
  expect([...ends.values()].every((count) => count % 2 === 0)).toBe(true);
  expect(ends.size).toBeGreaterThan(100);
});

test("no line where nothing is as high", () => {
  expect(contourSegments(circle, [9])).toEqual([]);
});

test("several lines at once are those of each level", () => {
  const sorted = (segments: readonly number[]) => segments.toSorted((a, b) => a - b);
  const apart = [0.5, 1, 2].flatMap((level) => contourSegments(circle, [level]));
  expect(sorted(contourSegments(circle, [0.5, 1, 2]))).toEqual(sorted(apart));
});

test("a cell whose four edges are crossed has two lines", () => {
  const saddle = { columns: 2, rows: 2, heights: Float64Array.of(1, 0, 0, 1) };
  const segments = contourSegments(saddle, [0.5]);
  expect(segments).toEqual([0.5, 0, 1, 0.5, 0.5, 1, 0, 0.5]);
});

test("levels grow by half above the lowest value, up to below the highest", () => {
  const levels = contourLevels(circle, 0);
  expect(levels.at(-1)).toBeCloseTo(8 / 1.5, 12);
  for (const [index, level] of levels.slice(1).entries())
    expect(level / levels[index]!).toBeCloseTo(1.5, 12);
});

test("the top row is that of the largest y", () => {
  const { heights } = heightGrid((_, y) => y, [0, 1], [-1, 3], 2, 3);
  expect(Array.from(heights)).toEqual([3, 3, 1, 1, -1, -1]);
});
