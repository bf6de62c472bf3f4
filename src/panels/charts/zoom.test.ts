import { describe, expect, test } from "vitest";
import { movedBy, pinched, zoomedBy, zoomedTo } from "./zoom.ts";

const whole = { from: 0, to: 1000 };

describe("zooming by a factor", () => {
  test("half as many steps around the middle or around a place", () => {
    expect(zoomedBy(0.5, null, whole)).toEqual({ from: 250, to: 750 });
    expect(zoomedBy(0.5, null, whole, 0)).toEqual({ from: 0, to: 500 });
    expect(zoomedBy(0.5, { from: 200, to: 600 }, whole, 300)).toEqual({ from: 250, to: 450 });
  });

  test("out again stops at all steps, which is no zoom", () => {
    expect(zoomedBy(2, { from: 100, to: 300 }, whole)).toEqual({ from: 0, to: 400 });
    expect(zoomedBy(2, { from: 0, to: 600 }, whole)).toBeNull();
  });

  test("a few steps always stay, and a short training cannot be zoomed", () => {
    let range = zoomedBy(0.5, null, whole, 1000);
    for (let i = 0; i < 40; i++) range = zoomedBy(0.5, range, whole, 1000);
    expect(range).toEqual({ from: 996, to: 1000 });
    expect(zoomedBy(0.5, null, { from: 0, to: 3 })).toBeNull();
  });
});

describe("zooming to a stretch", () => {
  test("its ends may come in any order and lie outside", () => {
    expect(zoomedTo(700, 300, whole)).toEqual({ from: 300, to: 700 });
    expect(zoomedTo(-50, 200, whole)).toEqual({ from: 0, to: 200 });
    expect(zoomedTo(-5, 1005, whole)).toBeNull();
  });

  test("a very short one is widened", () => {
    expect(zoomedTo(500, 501, whole)).toEqual({ from: 498.5, to: 502.5 });
    expect(zoomedTo(1000, 1000, whole)).toEqual({ from: 996, to: 1000 });
  });
});

test("moving keeps the width and stops at the ends", () => {
  expect(movedBy(0.25, { from: 100, to: 300 }, whole)).toEqual({ from: 150, to: 350 });
  expect(movedBy(-1, { from: 100, to: 300 }, whole)).toEqual({ from: 0, to: 200 });
});

test("two fingers find the places again that they took hold of", () => {
  // At 1/4 and 3/4 they held 25 and 75 of 0 to 100; the right one has moved to the right edge.
  const [from, to] = pinched([0.25, 0.75], [0.25, 1], [0, 100]);
  const at = (share: number) => from + share * (to - from);
  expect(at(0.25)).toBeCloseTo(25, 9);
  expect(at(1)).toBeCloseTo(75, 9);
  const same = pinched([0.2, 0.6], [0.2, 0.6], [5, 9]);
  expect(same[0]).toBeCloseTo(5, 9);
  expect(same[1]).toBeCloseTo(9, 9);
});
