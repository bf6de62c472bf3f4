import { describe, expect, test } from "vitest";
import { sequenceLook } from "./sequence-look.ts";

function part(count: number, size: number, value: (index: number) => number) {
  const x = Float32Array.from({ length: count * size }, (_, index) => value(index));
  return { count, x, lengths: null };
}

describe("how sequences are drawn", () => {
  test("few channels are lines over the range of all examples", () => {
    const look = sequenceLook([part(4, 240, (index) => Math.sin(index) * 3)], [80, 3]);
    expect(look.kind).toBe("lines");
    if (look.kind !== "lines") return;
    expect(look.low).toBeLessThan(-2.9);
    expect(look.high).toBeGreaterThan(2.9);
  });

  test("a single spike does not flatten the rest", () => {
    const look = sequenceLook(
      [part(10, 200, (index) => (index === 77 ? 1e6 : index % 2.5))],
      [100, 2],
    );
    expect(look).toMatchObject({ kind: "lines", low: 0 });
    expect("high" in look && look.high).toBeLessThan(3);
  });

  test("many channels are a map, ones and zeros are bits", () => {
    expect(sequenceLook([part(3, 60, (index) => index)], [5, 12]).kind).toBe("map");
    expect(sequenceLook([part(3, 60, (index) => index % 2)], [5, 12]).kind).toBe("bits");
  });

  test("what lies behind the end of a sequence does not count", () => {
    const x = Float32Array.of(1, 1, 500, 500, 0, 1, 0, 500);
    const lengths = Uint16Array.of(2, 3);
    expect(sequenceLook([{ count: 2, x, lengths }], [4, 1])).toEqual({ kind: "bits" });
  });

  test("equal values still have a range", () => {
    expect(sequenceLook([part(2, 8, () => 7)], [8, 1])).toEqual({
      kind: "lines",
      low: 6,
      high: 8,
    });
  });

  test("every channel is met although not every value is looked at", () => {
    const look = sequenceLook([part(400, 300, (index) => (index % 3 === 2 ? 100 : 0))], [100, 3]);
    expect(look).toMatchObject({ low: 0, high: 100 });
  });
});
