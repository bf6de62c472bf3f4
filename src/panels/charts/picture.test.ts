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
    legend: [
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
  const [run] = picture().legend;
  const drawing = drawChart(source, view, size);
  const svg = pictureSvg(picture({ drawing, legend: run ? [run] : [] }));
  expect(svg.match(/fill-opacity/g)).toHaveLength(drawing.bands.length);
  // One run needs no legend.
  expect(svg).not.toContain("SGD");
});

test("many runs get a legend in rows, and room for it", () => {
  const legend = Array.from({ length: 12 }, (_, run) => ({
    run,
    name: `A rather long name ${run}`,
  }));
  const height = (svg: string) => Number(/height="(\d+)"/.exec(svg)?.[1]);
  expect(height(pictureSvg(picture({ legend })))).toBeGreaterThan(
    height(pictureSvg(picture())) + 40,
  );
});

test("a past run is named beside a dashed line of its own", () => {
  const [run] = picture().legend;
  const legend = run ? [run, { run: null, name: "Past run: SGD 0.1" }] : [];
  const dashes = (svg: string) => svg.match(/stroke-dasharray="4 4"/g)?.length ?? 0;
  const svg = pictureSvg(picture({ legend }));
  expect(svg).toContain("Past run: SGD 0.1");
  expect(dashes(svg)).toBe(dashes(pictureSvg(picture())) + 1);
});
