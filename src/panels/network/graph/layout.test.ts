import { describe, expect, it } from "vitest";
import { connectionsOf, type GraphLayout, layoutGraph, type Size, usualSize } from "./layout.ts";

const order = ["i", "a", "b", "m", "z"];
/** m reads b and, past it, a. */
const reads = new Map([
  ["i", []],
  ["a", ["i"]],
  ["b", ["a"]],
  ["m", ["b", "a"]],
  ["z", ["m"]],
]);
const connections = connectionsOf(reads);

function boxes({ places }: GraphLayout, sizes: ReadonlyMap<string, Size>) {
  return order.map((id) => ({ ...places.get(id)!, ...(sizes.get(id) ?? usualSize) }));
}

describe("the layout", () => {
  it("has a connection for every input", () => {
    expect(connections.map(({ from, to }) => from + to)).toEqual(["ia", "ab", "bm", "am", "mz"]);
    expect(new Set(connections.map(({ id }) => id)).size).toBe(5);
  });

  it.each([
    ["before anything was measured", new Map<string, Size>()],
    ["with a tall and a wide layer", new Map([["b", { width: 240, height: 130 }]])],
  ])("runs from top to bottom without overlap, inside its size: %s", (_, sizes) => {
    const found = layoutGraph(order, connections, sizes);
    const stack = boxes(found, sizes);
    for (const [at, box] of stack.entries()) {
      const above = stack[at - 1];
      if (above) expect(box.y).toBeGreaterThanOrEqual(above.y + above.height);
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(found.size.width);
      expect(box.y + box.height).toBeLessThanOrEqual(found.size.height);
    }
  });

  it("leads what skips round the layers between", () => {
    const found = layoutGraph(order, connections, new Map());
    const skip = found.routes.get(connections.find(({ from, to }) => from + to === "am")!.id)!;
    const left = found.places.get("b")!.x;
    const { x } = skip.middle;
    expect(x < left || x > left + usualSize.width).toBe(true);
  });

  it("keeps two connections between the same layers apart", () => {
    const twice = connectionsOf(
      new Map([
        ["i", []],
        ["m", ["i", "i"]],
      ]),
    );
    const { routes } = layoutGraph(["i", "m"], twice, new Map());
    const [first, second] = [...routes.values()];
    expect(first?.middle).not.toEqual(second?.middle);
  });
});
