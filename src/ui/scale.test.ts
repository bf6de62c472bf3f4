import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layers, optimizers, runFields, trainingFields } from "../spec/catalogue.ts";
import { datasets } from "../spec/data-catalogue.ts";
import type { Field } from "../spec/field.ts";
import {
  decimalText,
  fromPosition,
  numberText,
  parseNumber,
  type Range,
  stepValue,
  toPosition,
} from "./scale.ts";

const rows = [...Object.values(layers), ...Object.values(optimizers), ...Object.values(datasets)];
const fields: Field[] = [
  ...rows.flatMap((row) => Object.values<Field>(row.fields)),
  ...Object.values<Field>(trainingFields),
  ...Object.values<Field>(runFields),
];
const ranges: Range[] = fields.flatMap((field) =>
  field.kind === "number" || field.kind === "integer"
    ? [
        {
          min: field.min,
          max: field.max,
          scale: field.scale,
          integer: field.kind === "integer",
          center: field.default,
        },
      ]
    : [],
);

describe("every numeric range of the catalogue", () => {
  it("keeps sliders and steppers inside the range, and positions inside 0 to 1", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ranges),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (range, position) => {
          for (const start of [position]) {
            const value = fromPosition(start, range);
            const near = [value, stepValue(value, 1, range), stepValue(value, -1, range)];
            for (const each of near) {
              expect(each).toBeGreaterThanOrEqual(range.min);
              expect(each).toBeLessThanOrEqual(range.max);
              expect(toPosition(each, range)).toBeGreaterThanOrEqual(0);
              expect(toPosition(each, range)).toBeLessThanOrEqual(1);
            }
          }
        },
      ),
    );
  });

  it("steps up and down strictly until the end of the range", () => {
    for (const range of ranges) {
      let value = fromPosition(0.5, range);
      for (let count = 0; count < 5; count++) {
        const next = stepValue(value, 1, range);
        expect(next === range.max || next > value, `${JSON.stringify(range)} at ${value}`).toBe(
          true,
        );
        value = next;
      }
      for (let count = 0; count < 5; count++) {
        const next = stepValue(value, -1, range);
        expect(next === range.min || next < value, `${JSON.stringify(range)} at ${value}`).toBe(
          true,
        );
        value = next;
      }
    }
  });
});

describe("steps", () => {
  const rate: Range = { min: 0, max: 1000, scale: "log", center: 0.01 };
  it("walk 1, 2, 5 in each decade, or whole decades", () => {
    expect(stepValue(0.01, 1, rate)).toBe(0.02);
    expect(stepValue(0.01, -1, rate)).toBe(0.005);
    expect(stepValue(0.03, 1, rate)).toBe(0.05);
    expect(stepValue(0.02, 1, rate, true)).toBe(0.1);
    expect(stepValue(0.02, -1, rate, true)).toBe(0.01);
    expect(stepValue(0.01, -1, rate, true)).toBe(0.001);
  });
  it("reach zero and leave it again", () => {
    expect(stepValue(1e-6, -1, rate)).toBe(0);
    expect(stepValue(0, 1, rate)).toBe(1e-6);
  });
  it("walk decay rates towards one", () => {
    const decay: Range = { min: 0, max: 0.999999, scale: "linear" };
    expect(stepValue(0.9, 1, decay)).toBe(0.95);
    expect(stepValue(0.99, 1, decay)).toBe(0.995);
    expect(stepValue(0.999, -1, decay)).toBe(0.998);
  });
});

describe("numbers as text", () => {
  it("come back as they were", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseNumber(numberText(value))).toBe(value === 0 ? 0 : value);
      }),
    );
  });
  it("are spelled out for ARIA", () => {
    expect(decimalText(1e-8)).toBe("0.00000001");
    expect(decimalText(1e-16)).toBe("0.0000000000000001");
    expect(decimalText(0.1)).toBe("0.1");
    expect(decimalText(4_294_967_295)).toBe("4294967295");
  });
  it("are understood as people type them", () => {
    expect(parseNumber(" 1e-3 ")).toBe(0.001);
    expect(parseNumber("0,5")).toBe(0.5);
    expect(parseNumber("０．５")).toBe(0.5);
    expect(parseNumber(".5")).toBe(0.5);
  });
  it("are refused when they are none", () => {
    for (const text of ["", "a", "1e", "1e999", "--1", "0x10", "Infinity"]) {
      expect(parseNumber(text)).toBeNull();
    }
  });
});
