import { expect, test } from "vitest";
import { parseCircuit } from "../../train/circuits/parse.ts";
import { layoutIn, leastWidth, nodeBox, wiresOf } from "./layout.ts";
import { presetNames, presets } from "./presets.ts";

test.each(presetNames)("%s: no two boxes overlap, and every wire has a route", (name) => {
  const circuit = parseCircuit(presets[name].text);
  for (const width of [340, 500, 1400]) {
    const { corners, routes, size } = layoutIn(circuit, width);
    expect(routes.length).toBe(wiresOf(circuit).length);
    expect(routes.every(({ path }) => path.startsWith("M") && !path.includes("NaN"))).toBe(true);
    for (const [index, a] of corners.entries()) {
      expect(a.x + nodeBox.width).toBeLessThanOrEqual(size.width + 1);
      for (const b of corners.slice(index + 1)) {
        const apart = Math.abs(a.x - b.x) >= nodeBox.width || Math.abs(a.y - b.y) >= nodeBox.height;
        expect(apart).toBe(true);
      }
    }
  }
});

test("the neuron goes down on a phone, and across where there is room", () => {
  const circuit = parseCircuit(presets.neuron.text);
  expect(layoutIn(circuit, 340).direction).toBe("TB");
  expect(layoutIn(circuit, 1400).direction).toBe("LR");
});

test.each(presetNames)("%s: its least width is no more than it takes", (name) => {
  const circuit = parseCircuit(presets[name].text);
  const { direction, size } = layoutIn(circuit, Number.MAX_VALUE);
  expect(direction).toBe("LR");
  expect(leastWidth(circuit)).toBeLessThanOrEqual(size.width);
  expect(leastWidth(circuit)).toBeGreaterThan(size.width / 2);
  // Where neither can be read, the narrower one is taken.
  expect(layoutIn(circuit, 1).size.width).toBeLessThanOrEqual(size.width);
});

test("inputs of the presets all have values", () => {
  for (const name of presetNames) {
    const { text, values } = presets[name];
    const names = parseCircuit(text).flatMap(({ gate, name: each }) =>
      gate === "input" ? [each] : [],
    );
    expect(new Set(names)).toEqual(new Set(Object.keys(values)));
  }
});
