/** Windows over [batch, height, width, channels]: which places each holds, and which hold a place. */
import { elements, type Shape } from "../core/shape.ts";
import { choiceOf, flagOf, listOf } from "./attributes.ts";
import type { Attributes } from "./op.ts";

const functions = ["max", "average"] as const;

export interface PoolGeometry {
  readonly function: (typeof functions)[number];
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly windowHeight: number;
  readonly windowWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly padTop: number;
  readonly padLeft: number;
  /** Whether an average divides by the size of the window even where it holds padding. */
  readonly countPadding: boolean;
}

/** Windows that fit: what is left over at the end is dropped. */
function windowsAlong(length: number, size: number, stride: number, padding: number): number {
  return Math.floor((length + padding - size) / stride) + 1;
}

/** Throws when the shape or the attributes are none of a pool. */
export function poolGeometry(shape: Shape, attributes: Attributes): PoolGeometry {
  const [batch = 0, height = 0, width = 0, channels = 0] = shape;
  const [windowHeight = 0, windowWidth = 0] = listOf(attributes, "size");
  const [strideHeight = 0, strideWidth = 0] = listOf(attributes, "strides");
  const [padTop = 0, padLeft = 0, padBottom = 0, padRight = 0] = listOf(attributes, "padding");
  const outHeight = windowsAlong(height, windowHeight, strideHeight, padTop + padBottom);
  const outWidth = windowsAlong(width, windowWidth, strideWidth, padLeft + padRight);
  // A window of padding alone would have no maximum and an average of nothing.
  const padded =
    Math.max(padTop, padBottom) >= windowHeight || Math.max(padLeft, padRight) >= windowWidth;
  if (shape.length !== 4 || !(outHeight >= 1) || !(outWidth >= 1) || padded) {
    throw new Error(`pool: ${JSON.stringify(attributes)} does not fit ${shape.join("x")}`);
  }
  return {
    function: choiceOf(attributes, "function", functions),
    batch,
    height,
    width,
    channels,
    outHeight,
    outWidth,
    windowHeight,
    windowWidth,
    strideHeight,
    strideWidth,
    padTop,
    padLeft,
    countPadding: flagOf(attributes, "countPadding"),
  };
}

export function pooledShape(geometry: PoolGeometry): Shape {
  return [geometry.batch, geometry.outHeight, geometry.outWidth, geometry.channels];
}

/** First place of a window along an axis, and the one after its last. */
function span(index: number, stride: number, pad: number, size: number, length: number) {
  const start = index * stride - pad;
  return { first: Math.max(0, start), end: Math.min(length, start + size) };
}

/**
 * Calls `visit` for each window in order, with where its channels start in y, where those of each of
 * its places start in x, and what an average divides by.
 */
export function eachWindow(
  geometry: PoolGeometry,
  visit: (y: number, places: readonly number[], divisor: number) => void,
): void {
  const g = geometry;
  const windows = elements(pooledShape(g)) / g.channels;
  for (let window = 0; window < windows; window++) {
    const column = window % g.outWidth;
    const row = Math.floor(window / g.outWidth) % g.outHeight;
    const image = Math.floor(window / (g.outWidth * g.outHeight));
    const down = span(row, g.strideHeight, g.padTop, g.windowHeight, g.height);
    const across = span(column, g.strideWidth, g.padLeft, g.windowWidth, g.width);
    const places: number[] = [];
    for (let h = down.first; h < down.end; h++) {
      for (let w = across.first; w < across.end; w++) {
        places.push(((image * g.height + h) * g.width + w) * g.channels);
      }
    }
    const divisor = g.countPadding ? g.windowHeight * g.windowWidth : places.length;
    visit(window * g.channels, places, divisor);
  }
}

/** The fields that both shaders read, in their order. */
export function poolSizes(geometry: PoolGeometry): Record<string, number> {
  const { height, width, channels, outHeight, outWidth } = geometry;
  const { windowHeight, windowWidth, strideHeight, strideWidth, padTop, padLeft } = geometry;
  return {
    height,
    width,
    channels,
    outHeight,
    outWidth,
    windowHeight,
    windowWidth,
    strideHeight,
    strideWidth,
    padTop,
    padLeft,
  };
}

export function poolConstants(geometry: PoolGeometry): Record<string, number> {
  return {
    MAX: geometry.function === "max" ? 1 : 0,
    COUNT_PADDING: geometry.countPadding ? 1 : 0,
  };
}
