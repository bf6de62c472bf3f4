import { expect, test } from "vitest";
import { drawChart } from "./chart-data.ts";
import { type Picture, pictureSvg } from "./picture.ts";
import { size, threeSeeds, twoRuns, view } from "./test-curves.ts";

function picture(part: Partial<Picture> = {}): Picture {
  return {
    title: "Loss",
    subtitle: "A & B <first>",
    xLabel: "Step",
    yText: String,
    parts: { training: "Training", validation: "Validation" },
    runs: [
      { run: 0, name: "SGD" },
      { run: 1, name: 'Adam "fast"' },
    ],
    drawing: drawChart(twoRuns(100), view, size),
    size,
    resolve: (color) => `rgb(${color.length}, 0, 0)`,
    ...part,
  };
}

test("stands for itself: no style sheet, no custom property, no class", () => {
  const svg = pictureSvg(picture());
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(svg).not.toMatch(/var\(|class=|<style|href=/);
});

test("every element is closed and words are escaped", () => {
  const svg = pictureSvg(picture());
  const open: string[] = [];
  for (const [, slash, name = ""] of svg.matchAll(/<(\/?)(\w+)/g)) {
    if (slash === "") open.push(name);
    else expect(open.pop()).toBe(name);
  }
  expect(open).toEqual([]);
  expect(svg).toContain("A &amp; B &lt;first&gt;");
  expect(svg).toContain("Adam &quot;fast&quot;");
});

test("no number of it is missing", () => {
  expect(pictureSvg(picture())).not.toMatch(/NaN|undefined|Infinity/);
});

test("a band of several seeds is an area of its own", () => {
  const source = threeSeeds([
    [1, 2, 6],
    [1, 3, 8],
    [1, 4, 7],
  ]);
  const [run] = picture().runs;
  const drawing = drawChart(source, view, size);
  const svg = pictureSvg(picture({ drawing, runs: run ? [run] : [] }));
  expect(svg.match(/fill-opacity/g)).toHaveLength(drawing.bands.length);
  // One run needs no legend.
  expect(svg).not.toContain("SGD");
});

test("many runs get a legend in rows, and room for it", () => {
  const runs = Array.from({ length: 12 }, (_, run) => ({ run, name: `A rather long name ${run}` }));
  const height = (svg: string) => Number(/height="(\d+)"/.exec(svg)?.[1]);
  expect(height(pictureSvg(picture({ runs })))).toBeGreaterThan(height(pictureSvg(picture())) + 40);
});
