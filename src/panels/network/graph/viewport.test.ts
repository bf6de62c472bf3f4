import { describe, expect, it } from "vitest";
import { isWhole, startingViewport } from "./viewport.ts";

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
