import { numberedClasses, type RawData } from "../raw-data.ts";
import { digitStrokes, type Stroke } from "./digit-strokes.ts";
import { type Draws, drawsOf, type Generator } from "./generator.ts";

const side = 28;
/** As in MNIST: the digit fits into 20 x 20 and sits on its centre of mass. */
const inkSize = 20;
const stepsPerSpan = 5;
/** Half the width in pixels over which an edge fades. */
const softness = 0.65;

/** A polyline x0, y0, x1, y1, ... in pixels. */
type Polyline = Float64Array;

/**
 * Handwritten-looking digits, 28 x 28 greys as bytes, ink 255 on 0: strokes whose points tremble,
 * bent by a slow wave, turned, slanted and stretched, drawn with a pen of varying width.
 */
export const digits: Generator<"digits"> = ({ points, distortion }, seed) => {
  const x = new Uint8Array(points * side * side);
  const y = new Float32Array(points);
  for (let i = 0; i < points; i++) {
    const label = i % digitStrokes.length;
    const image = x.subarray(i * side * side, (i + 1) * side * side);
    drawDigit(image, label, distortion, drawsOf(seed, i));
    y[i] = label;
  }
  return {
    name: "digits",
    inputShape: [side, side],
    featureNames: [],
    targets: { kind: "classes", names: numberedClasses(digitStrokes.length) },
    training: { count: points, x, y, lengths: null },
    validation: null,
  } satisfies RawData;
};

function drawDigit(image: Uint8Array, label: number, distortion: number, draws: Draws): void {
  const ways = digitStrokes[label] ?? [];
  const way = ways[Math.floor(draws.uniform(0, ways.length))] ?? [];
  const lines = way.map((stroke) => curve(tremble(stroke, 0.055 * distortion, draws)));
  deform(lines, distortion, draws);
  place(lines, distortion, draws);
  const radius = draws.uniform(1.2 - 0.7 * distortion, 1.3 + 1.1 * distortion);
  for (const line of lines) {
    paint(image, line, {
      radius,
      pressure: 0.3 * distortion,
      phase: draws.uniform(0, 2 * Math.PI),
    });
  }
}

function tremble(stroke: Stroke, deviation: number, draws: Draws): number[] {
  return stroke.map((coordinate) => coordinate + draws.normal(deviation));
}

/** Catmull-Rom spline through the points of a stroke. */
function curve(stroke: readonly number[]): Polyline {
  const count = stroke.length / 2;
  const line = new Float64Array(((count - 1) * stepsPerSpan + 1) * 2);
  for (let place = 0; place < line.length / 2; place++) {
    const span = Math.min(count - 2, Math.floor(place / stepsPerSpan));
    const t = place / stepsPerSpan - span;
    for (const axis of [0, 1]) {
      const at = (index: number) => stroke[Math.min(count - 1, Math.max(0, index)) * 2 + axis] ?? 0;
      line[place * 2 + axis] = catmullRom(at(span - 1), at(span), at(span + 1), at(span + 2), t);
    }
  }
  return line;
}

function catmullRom(a: number, b: number, c: number, d: number, t: number): number {
  // (2b + (c - a) t + (2a - 5b + 4c - d) t^2 + (3b - a - 3c + d) t^3) / 2
  const quadratic = 2 * a - 5 * b + 4 * c - d;
  const cubic = 3 * b - a - 3 * c + d;
  return (2 * b + t * (c - a + t * (quadratic + t * cubic))) / 2;
}

/** Bends by a slow wave, then turns, slants and stretches, about the middle of the unit square. */
function deform(lines: readonly Polyline[], distortion: number, draws: Draws): void {
  const slant = draws.normal(0.3 * distortion) + 0.15 * distortion;
  const turn = draws.normal(0.16 * distortion);
  const aspect = 0.75 * Math.exp(draws.normal(0.3 * distortion));
  const bend = [draws.normal(0.08 * distortion), draws.normal(0.08 * distortion)];
  const phase = draws.uniform(0, 2 * Math.PI);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  for (const line of lines) {
    for (let i = 0; i < line.length; i += 2) {
      const x0 = (line[i] ?? 0) - 0.5;
      const y0 = (line[i + 1] ?? 0) - 0.5;
      const x1 = aspect * (x0 + (bend[0] ?? 0) * Math.sin(4 * y0 + phase)) - slant * y0;
      const y1 = y0 + (bend[1] ?? 0) * Math.sin(4 * x0 + phase);
      line[i] = cos * x1 - sin * y1;
      line[i + 1] = sin * x1 + cos * y1;
    }
  }
}

/** Scales to the size of MNIST's digits and moves the centre of mass to the middle of the image. */
function place(lines: readonly Polyline[], distortion: number, draws: Draws): void {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  const sum = [0, 0];
  let count = 0;
  for (const line of lines) {
    for (let i = 0; i < line.length; i++) {
      const value = line[i] ?? 0;
      const axis = i % 2;
      low[axis] = Math.min(low[axis] ?? 0, value);
      high[axis] = Math.max(high[axis] ?? 0, value);
      sum[axis] = (sum[axis] ?? 0) + value;
      count += 0.5;
    }
  }
  const extent = Math.max((high[0] ?? 0) - (low[0] ?? 0), (high[1] ?? 0) - (low[1] ?? 0));
  const scale = ((inkSize - 2) * (1 - draws.uniform(0, 0.2) * distortion)) / extent;
  const shift = [draws.normal(1.2 * distortion), draws.normal(1.2 * distortion)];
  for (const line of lines) {
    for (let i = 0; i < line.length; i++) {
      const axis = i % 2;
      const centred = (line[i] ?? 0) - (sum[axis] ?? 0) / count;
      line[i] = side / 2 + scale * centred + (shift[axis] ?? 0);
    }
  }
}

interface Pen {
  /** Half the width of a line in pixels. */
  readonly radius: number;
  /** By what share the radius swells and shrinks along a stroke. */
  readonly pressure: number;
  readonly phase: number;
}

/** Darkens every pixel by its distance from the line, so that edges are soft. */
function paint(image: Uint8Array, line: Polyline, pen: Pen): void {
  for (let i = 0; i + 3 < line.length; i += 2) {
    const along = i / line.length;
    const radius = pen.radius * (1 + pen.pressure * Math.sin(5 * along + pen.phase));
    const [x1, y1] = [line[i] ?? 0, line[i + 1] ?? 0];
    const [x2, y2] = [line[i + 2] ?? 0, line[i + 3] ?? 0];
    paintSegment(image, { x1, y1, x2, y2 }, radius);
  }
}

interface Segment {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

function paintSegment(image: Uint8Array, { x1, y1, x2, y2 }: Segment, radius: number): void {
  const reach = radius + softness;
  const top = Math.max(0, Math.floor(Math.min(y1, y2) - reach));
  const bottom = Math.min(side - 1, Math.ceil(Math.max(y1, y2) + reach));
  const left = Math.max(0, Math.floor(Math.min(x1, x2) - reach));
  const right = Math.min(side - 1, Math.ceil(Math.max(x1, x2) + reach));
  const dx = x2 - x1;
  const dy = y2 - y1;
  const squaredLength = dx * dx + dy * dy || 1;
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const px = column + 0.5 - x1;
      const py = row + 0.5 - y1;
      // nearest point of the segment: t = clamp(p . d / d . d, 0, 1)
      const t = Math.min(1, Math.max(0, (px * dx + py * dy) / squaredLength));
      const distance = Math.sqrt((px - t * dx) ** 2 + (py - t * dy) ** 2);
      const ink = Math.min(255, Math.round((255 * (reach - distance)) / (2 * softness)));
      const at = row * side + column;
      if (ink > (image[at] ?? 0)) image[at] = ink;
    }
  }
}
