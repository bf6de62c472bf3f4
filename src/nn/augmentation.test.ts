import { describe, expect, test } from "vitest";
import type { AugmentationSpec } from "../spec/experiment.ts";
import {
  augmentationAttributes,
  augmentedPreview,
  type ExampleTraits,
  traitsOf,
} from "./augmentation.ts";

const off: AugmentationSpec = {
  shift: 0,
  rotate: 0,
  zoom: 0,
  brightness: 0,
  flip: "none",
  jitter: 0,
  scale: 0,
  timeShift: 0,
  axisRotation: 0,
};
const images: ExampleTraits = { inputShape: [4, 6], form: "image", range: 255 };
const sequences: ExampleTraits = { inputShape: [10, 3], form: "sequence", range: 0 };
const normalization = { shift: [30], scale: [1 / 40] };

function preview(
  spec: Partial<AugmentationSpec>,
  traits: ExampleTraits,
  examples: Float32Array | Uint8Array,
  more: {
    seed?: number;
    step?: number;
    lengths?: number[];
    shift?: number[];
    scale?: number[];
  } = {},
): Float32Array {
  const { seed = 1, step = 0, lengths = null, shift, scale } = more;
  return augmentedPreview({
    spec: { ...off, ...spec },
    traits,
    normalization: shift && scale ? { shift, scale } : normalization,
    examples,
    lengths,
    seed,
    step,
  });
}

const ramp = (count: number) => Float32Array.from({ length: count }, (_, i) => (i * 37) % 101);

describe("what is asked of the op", () => {
  test("nothing, where all is off or does not suit the data", () => {
    const table: ExampleTraits = { inputShape: [4], form: "table", range: 1 };
    const all = { ...off, shift: 0.1, flip: "both", jitter: 1, axisRotation: 20 } as const;
    expect(augmentationAttributes(off, images, 1)).toBeNull();
    expect(augmentationAttributes(all, table, 1)).toBeNull();
    expect(augmentationAttributes({ ...off, jitter: 1 }, images, 1)).toBeNull();
    expect(augmentationAttributes({ ...off, flip: "both" }, sequences, 1)).toBeNull();
  });

  test("no rotation of axes unless there are three", () => {
    const two: ExampleTraits = { ...sequences, inputShape: [10, 2] };
    const spec = { ...off, axisRotation: 20 };
    expect(augmentationAttributes(spec, two, 1)).toBeNull();
    expect(augmentationAttributes(spec, sequences, 1)).toMatchObject({ axisRotation: 20 });
  });

  test("brightness in units of the raw values", () => {
    const spec = { ...off, brightness: 0.5 };
    const training = { count: 1, x: Float32Array.of(-1, 3, 0, 1), y: new Float32Array(1) };
    const floats = traitsOf({ inputShape: [2, 2], training: { ...training, lengths: null } });
    expect(augmentationAttributes(spec, floats, 1)).toMatchObject({ brightness: 2 });
    const bytes = { ...training, x: Uint8Array.of(0, 3, 0, 1), lengths: null };
    const traits = traitsOf({ inputShape: [2, 2], training: bytes });
    expect(augmentationAttributes(spec, traits, 1)).toMatchObject({ brightness: 127.5 });
  });
});

describe("images", () => {
  test("are mirrored about every other time, and otherwise the same", () => {
    const examples = ramp(24 * 64);
    const got = preview({ flip: "horizontal" }, images, examples);
    let mirrored = 0;
    for (let row = 0; row < 64; row++) {
      const pixel = (x: ArrayLike<number>, line: number, column: number) =>
        x[row * 24 + line * 6 + column]!;
      const flipped = Math.abs(pixel(got, 0, 0) - pixel(examples, 0, 0)) > 1e-3;
      mirrored += flipped ? 1 : 0;
      for (let line = 0; line < 4; line++) {
        for (let column = 0; column < 6; column++) {
          const from = flipped ? 5 - column : column;
          expect(pixel(got, line, column)).toBeCloseTo(pixel(examples, line, from), 3);
        }
      }
    }
    expect(mirrored).toBeGreaterThan(16);
    expect(mirrored).toBeLessThan(48);
  });

  test("show raw zeros where nothing was, whatever the normalisation", () => {
    const bright = new Uint8Array(24 * 32).fill(200);
    const got = preview({ shift: 0.5 }, images, bright);
    expect(Math.min(...got)).toBeCloseTo(0, 3);
    expect(Math.max(...got)).toBeCloseTo(200, 3);
  });

  test("get lighter or darker as a whole, by no more than was asked", () => {
    const examples = ramp(24 * 16);
    const got = preview({ brightness: 0.2 }, images, examples);
    const changes = Array.from({ length: 16 }, (_, row) => got[row * 24]! - examples[row * 24]!);
    for (const [i, value] of got.entries())
      expect(value - examples[i]!).toBeCloseTo(changes[Math.floor(i / 24)]!, 3);
    expect(Math.max(...changes.map(Math.abs))).toBeLessThanOrEqual(51);
    expect(Math.min(...changes)).toBeLessThan(-5);
    expect(Math.max(...changes)).toBeGreaterThan(5);
  });

  test("keep their middle when turned and zoomed", () => {
    const odd: ExampleTraits = { inputShape: [5, 5], form: "image", range: 1 };
    const examples = ramp(25 * 8);
    const got = preview({ rotate: 180, zoom: 0.5 }, odd, examples);
    for (let row = 0; row < 8; row++)
      expect(got[row * 25 + 12]).toBeCloseTo(examples[row * 25 + 12]!, 3);
    expect(got).not.toEqual(examples);
  });
});

describe("sequences", () => {
  test("keep the length of each vector when turned, also after a normalisation by channel", () => {
    const examples = ramp(30 * 8);
    const norms = (x: Float32Array) =>
      Array.from({ length: x.length / 3 }, (_, i) => Math.hypot(...x.subarray(i * 3, i * 3 + 3)));
    const own = { shift: [10, -20, 30], scale: [0.1, 2, 0.01] };
    const got = preview({ axisRotation: 180 }, sequences, examples, own);
    for (const [i, norm] of norms(got).entries()) expect(norm).toBeCloseTo(norms(examples)[i]!, 2);
    expect(Math.abs(got[0]! - examples[0]!)).toBeGreaterThan(1e-3);
  });

  test("hold their ends when shifted in time", () => {
    const examples = Float32Array.from({ length: 30 }, (_, i) => Math.floor(i / 3));
    const got = preview({ timeShift: 0.5 }, sequences, examples);
    const steps = Array.from({ length: 10 }, (_, t) => got[t * 3]!);
    const middle = steps.filter((value) => value > 0.01 && value < 8.99);
    for (const [i, value] of middle.entries()) expect(value).toBeCloseTo(middle[0]! + i, 3);
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(-1e-3);
    expect(Math.max(...steps)).toBeLessThanOrEqual(9.001);
    expect(Math.abs(steps[5]! - 5)).toBeGreaterThan(1e-3);
  });

  test("leave steps behind their length as they are, and read none of them", () => {
    const examples = new Float32Array(60).fill(-1e6);
    examples.fill(5, 0, 12);
    examples.fill(5, 30, 33);
    const spec = { timeShift: 0.5, axisRotation: 0, scale: 0 };
    const got = preview(spec, sequences, examples, { lengths: [4, 1] });
    for (const [i, value] of got.entries())
      expect(Math.abs(value - examples[i]!)).toBeLessThan(0.1);
  });

  test("are scaled by one factor for the whole window", () => {
    const examples = ramp(30 * 4).map((value) => value + 1);
    const got = preview({ scale: 0.3 }, sequences, examples);
    for (let row = 0; row < 4; row++) {
      const factor = got[row * 30]! / examples[row * 30]!;
      for (let f = 0; f < 30; f++)
        expect(got[row * 30 + f]! / examples[row * 30 + f]!).toBeCloseTo(factor, 3);
      expect(Math.abs(factor - 1)).toBeGreaterThan(1e-4);
    }
  });

  test("are jittered with the deviation that was asked, in normalised units", () => {
    const examples = new Float32Array(30 * 200).fill(30);
    const got = preview({ jitter: 0.25 }, sequences, examples);
    const noise = Array.from(got, (value) => (value - 30) / 40);
    const deviation = Math.sqrt(noise.reduce((sum, x) => sum + x * x, 0) / noise.length);
    expect(deviation).toBeGreaterThan(0.24);
    expect(deviation).toBeLessThan(0.26);
  });
});

test("draws depend on seed and step, and on nothing else", () => {
  const examples = ramp(24 * 8);
  const spec = { shift: 0.2, rotate: 20 };
  const first = preview(spec, images, examples, { seed: 3, step: 5 });
  expect(preview(spec, images, examples, { seed: 3, step: 5 })).toEqual(first);
  expect(preview(spec, images, examples, { seed: 3, step: 6 })).not.toEqual(first);
  expect(preview(spec, images, examples, { seed: 4, step: 5 })).not.toEqual(first);
});
