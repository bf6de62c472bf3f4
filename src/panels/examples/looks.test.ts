import { describe, expect, test } from "vitest";
import { barRange, bars, chosenClass, classValues, listedClasses } from "./answer-look.ts";
import { featureGradients, gradientSequence, largest, pixelShares } from "./saliency-look.ts";
import { nearestExample, scatterPlane } from "./scatter-look.ts";

describe("answers", () => {
  test("one output tells of two classes, more are one each", () => {
    expect(classValues([0.25], 2)).toEqual([0.75, 0.25]);
    expect(classValues(Float32Array.of(0.5, 0.25, 0.25), 3)).toEqual([0.5, 0.25, 0.25]);
  });

  test("the chosen class is the first of the largest, none where a number is missing", () => {
    expect(chosenClass([0.25, 0.375, 0.375])).toBe(1);
    expect(chosenClass([Number.NaN, 1])).toBeNull();
    expect(chosenClass([])).toBeNull();
  });

  test("bars of probabilities share the scale from 0 to 1", () => {
    const range = barRange([[0.25, 0.75]], "probabilities");
    expect(bars([0.25, 0.75], ...range)).toEqual([
      { start: 0, length: 0.25 },
      { start: 0, length: 0.75 },
    ]);
  });

  test("bars of scores begin at zero, whichever way they go", () => {
    const range = barRange(
      [
        [-1, 3],
        [2, Number.NaN],
      ],
      "scores",
    );
    expect(range).toEqual([-1, 3]);
    expect(bars([-1, 3, Number.NaN], ...range)).toEqual([
      { start: 0, length: 0.25 },
      { start: 0.25, length: 0.75 },
      { start: 0, length: 0 },
    ]);
  });

  test("of many classes the likeliest are listed, and the right one", () => {
    const values = Array.from({ length: 20 }, (_, label) => label / 20);
    expect(listedClasses(values, 0)).toEqual([0, 14, 15, 16, 17, 18, 19]);
    expect(listedClasses(values, 19)).toHaveLength(6);
    expect(listedClasses([0.5, 0.5], 1)).toEqual([0, 1]);
  });
});

describe("gradients", () => {
  test("a pixel counts by its strongest channel", () => {
    expect([...pixelShares(Float32Array.of(1, -2, 0, 4, 0, 0), 3)]).toEqual([0.5, 1]);
    expect([...pixelShares(new Float32Array(2), 1)]).toEqual([0, 0]);
    expect(largest(Float32Array.of(-3, 2))).toBe(3);
  });

  test("lines keep their sign around the middle, maps show the size", () => {
    const gradient = Float32Array.of(-2, 1);
    const lines = gradientSequence(gradient, { kind: "lines", low: 0, high: 1 });
    expect(lines).toEqual({ x: gradient, look: { kind: "lines", low: -2, high: 2 } });
    const map = gradientSequence(gradient, { kind: "bits" });
    expect(map).toEqual({ x: Float32Array.of(2, 1), look: { kind: "map", low: 0, high: 2 } });
  });

  test("the features with the largest gradients stand in their own order", () => {
    const found = featureGradients(Float32Array.of(1, -4, 0, 2), 2);
    expect(found).toEqual([
      { feature: 1, gradient: -4, share: -1 },
      { feature: 3, gradient: 2, share: 0.5 },
    ]);
  });
});

describe("predicted against actual", () => {
  const points = [
    { index: 7, actual: 0, predicted: 0 },
    { index: 9, actual: 10, predicted: 5 },
  ];
  const findings = { rootMeanSquare: 0, meanAbsolute: 0, points, worst: [] };

  test("both axes have one range", () => {
    const plane = scatterPlane(200, findings);
    expect(plane.xRange).toEqual([-0.5, 10.5]);
    expect(plane.yRange).toEqual(plane.xRange);
  });

  test("the nearest dot is taken, none from far away", () => {
    const plane = scatterPlane(200, findings);
    const at = { left: plane.left + plane.width * (10.5 / 11), top: plane.top + plane.height / 2 };
    expect(nearestExample(points, plane, at)).toBe(9);
    expect(nearestExample(points, plane, { left: plane.left, top: plane.top })).toBeNull();
  });

  test("a range of nothing, or of one value, is still a range", () => {
    expect(scatterPlane(200, { ...findings, points: [] }).xRange).toEqual([-1, 1]);
    const same = [{ index: 0, actual: 3, predicted: 3 }];
    expect(scatterPlane(200, { ...findings, points: same }).xRange).toEqual([2, 4]);
  });
});
