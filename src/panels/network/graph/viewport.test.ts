import { describe, expect, it } from "vitest";
import { isWhole, startingViewport, wholeHeight } from "./viewport.ts";

const pane = { width: 300, height: 400 };

describe("what is seen first", () => {
  it.each([
    ["a small graph, not enlarged", { width: 100, height: 200 }, 1, true],
    ["a larger one, made smaller", { width: 340, height: 430 }, 0.8, true],
    ["only the top of one that could not be read whole", { width: 200, height: 2000 }, 0.7, false],
  ])("is %s", (_, graph, zoom, whole) => {
    const view = startingViewport(graph, pane);
    expect(view.zoom).toBeCloseTo(zoom, 1);
    expect(view.x + (graph.width * view.zoom) / 2).toBeCloseTo(pane.width / 2);
    expect(view.y).toBeGreaterThan(0);
    expect(isWhole(graph, pane, view)).toBe(whole);
  });
});

it.each([100, 340, 900])("a graph %d wide is seen whole at its whole height", (width) => {
  const graph = { width, height: 2000 };
  const tall = { width: 300, height: wholeHeight(graph, 300) };
  const { y, zoom } = startingViewport(graph, tall);
  expect(zoom).toBeCloseTo(Math.max(0.7, Math.min(1, 272 / width)));
  expect(y + graph.height * zoom).toBeLessThan(tall.height);
});
