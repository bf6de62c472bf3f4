import { type ActivationName, activationNames } from "../../spec/catalogue.ts";
import { elements, type Shape, sameShape, shapeText } from "../core/shape.ts";
import { choiceOf, flagOf, listOf } from "./attributes.ts";
import type { Attributes } from "./op.ts";
import { expectShape, item } from "./operands.ts";

/** How the window walks over x; pairs are of height and width. */
export type WindowAttributes = {
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  /** Cells of zeros at top, bottom, left and right. */
  readonly padding: readonly [number, number, number, number];
};

export type ConvolutionAttributes = WindowAttributes & {
  /** A third input [channels out] is added to every cell of y. */
  readonly bias: boolean;
  /** y = f(x * kernel + bias); "linear" for none. */
  readonly activation: ActivationName;
};

function pairOf(attributes: Attributes, key: string): [number, number] {
  const [first = 0, second = 0, ...more] = listOf(attributes, key);
  if (more.length > 0 || first < 1 || second < 1) {
    throw new Error(`convolution: expected two positive ${key}, got ${first}, ${second}`);
  }
  return [first, second];
}

export function windowAttributes(attributes: Attributes): WindowAttributes {
  const [top = -1, bottom = -1, left = -1, right = -1] = listOf(attributes, "padding");
  if (Math.min(top, bottom, left, right) < 0) {
    throw new Error("convolution: expected a padding of four sides, none below 0");
  }
  return {
    strides: pairOf(attributes, "strides"),
    dilations: pairOf(attributes, "dilations"),
    padding: [top, bottom, left, right],
  };
}

/** Attributes as a graph holds them, checked. */
export function convolutionAttributes(attributes: Attributes): ConvolutionAttributes {
  return {
    ...windowAttributes(attributes),
    bias: flagOf(attributes, "bias"),
    activation: choiceOf(attributes, "activation", activationNames),
  };
}

/** The activation whose slope is multiplied in; null for none. */
export function gradientOf(attributes: Attributes): ActivationName | null {
  if (attributes["gradientOf"] === null) return null;
  return choiceOf(attributes, "gradientOf", activationNames);
}

/** One axis: output o takes, with tap j, input o * stride + j * dilation - before. */
export interface WindowAxis {
  readonly input: number;
  readonly output: number;
  readonly taps: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
  readonly after: number;
}

/** x [batch, high.input, wide.input, channels], y [batch, high.output, wide.output, filters]. */
export interface ConvolutionGeometry {
  /** Operands without the axis of height, which is 1. */
  readonly series: boolean;
  readonly batch: number;
  readonly channels: number;
  readonly filters: number;
  readonly high: WindowAxis;
  readonly wide: WindowAxis;
}

/** floor((input + before + after - (taps - 1) dilation - 1) / stride) + 1 */
function outputLength(axis: Omit<WindowAxis, "output">): number {
  const { input, taps, stride, dilation, before, after } = axis;
  return Math.floor((input + before + after - (taps - 1) * dilation - 1) / stride) + 1;
}

/** The shape with an axis of height 1. */
function image(shape: Shape, axis: number): Shape {
  return [...shape.slice(0, axis), 1, ...shape.slice(axis)];
}

function inputShape({ series, batch, channels, high, wide }: ConvolutionGeometry): Shape {
  return [batch, ...(series ? [] : [high.input]), wide.input, channels];
}

function outputShape({ series, batch, filters, high, wide }: ConvolutionGeometry): Shape {
  return [batch, ...(series ? [] : [high.output]), wide.output, filters];
}

/** Sizes of a convolution; throws when the operands do not fit each other. */
export function convolutionGeometry(
  x: Shape,
  kernel: Shape,
  { strides, dilations, padding }: WindowAttributes,
): ConvolutionGeometry {
  const series = x.length === 3 && kernel.length === 3;
  const [batch = 0, height = 0, width = 0, channels = 0] = series ? image(x, 1) : x;
  const [tapsHigh = 0, tapsWide = 0, channelsIn = 0, filters = 0] = series
    ? [1, ...kernel]
    : kernel;
  const axis = (each: 0 | 1, input: number, taps: number): WindowAxis => {
    const [before, after] = [padding[2 * each] ?? 0, padding[2 * each + 1] ?? 0];
    const open = { input, taps, stride: strides[each], dilation: dilations[each], before, after };
    return { ...open, output: outputLength(open) };
  };
  const high = axis(0, height, tapsHigh);
  const wide = axis(1, width, tapsWide);
  const fits = (series || (x.length === 4 && kernel.length === 4)) && channels === channelsIn;
  if (!fits || elements(kernel) === 0 || high.output < 1 || wide.output < 1) {
    const got = `${shapeText(x)} by ${shapeText(kernel)}`;
    throw new Error(`convolution: expected an image and a kernel that fits it, got ${got}`);
  }
  return { series, batch, channels, filters, high, wide };
}

/** Shape rule of the forward pass; checks the bias too. */
export function convolutionShapes(inputs: readonly Shape[], plain: Attributes): Shape[] {
  const attributes = convolutionAttributes(plain);
  const [x = [], kernel = [], bias] = inputs;
  const geometry = convolutionGeometry(x, kernel, attributes);
  const expected = attributes.bias ? [geometry.filters] : [];
  if (!sameShape(bias ?? [], expected)) {
    const [wanted, got] = [expected, bias ?? []].map((shape) => shape.join("×") || "none");
    throw new Error(`convolution: expected a bias of ${wanted}, got ${got}`);
  }
  return [outputShape(geometry)];
}

/** The geometry of which dy [batch, height, width, filters] is the upstream. */
export function inputGradientGeometry(
  inputs: readonly Shape[],
  attributes: Attributes,
): ConvolutionGeometry {
  const [dy = [], kernel = []] = inputs;
  const x = [dy[0] ?? 0, ...listOf(attributes, "size"), kernel.at(-2) ?? 0];
  const geometry = convolutionGeometry(x, kernel, windowAttributes(attributes));
  expectShape("convolutionInputGradient dy", dy, outputShape(geometry));
  return geometry;
}

export function inputGradientShapes(inputs: readonly Shape[], attributes: Attributes): Shape[] {
  const dx = inputShape(inputGradientGeometry(inputs, attributes));
  if (gradientOf(attributes) !== null) {
    expectShape("convolutionInputGradient saved", item(inputs, 2), dx);
  }
  return [dx];
}

export function kernelGradientGeometry(
  inputs: readonly Shape[],
  attributes: Attributes,
): ConvolutionGeometry {
  const [x = [], dy = []] = inputs;
  const kernel = [...listOf(attributes, "window"), x.at(-1) ?? 0, dy.at(-1) ?? 0];
  const geometry = convolutionGeometry(x, kernel, windowAttributes(attributes));
  expectShape("convolutionKernelGradient dy", dy, outputShape(geometry));
  return geometry;
}

/** Cells of y are taken four examples at a time; the last four may be incomplete. */
export const examplesAtOnce = 4;

/** How the sum over all cells of y is cut, so that few outputs still occupy a device. */
export interface Slices {
  readonly count: number;
  /** Fours of examples in all, cell after cell, and in one slice. */
  readonly fours: number;
  readonly foursOfSlice: number;
}

/** Numbers that partial sums may take, and the depth that is worth a slice. */
const mostPartials = 2 ** 17;
const mostSlices = 64;
const foursWorthASlice = 32;

/** Depends on shapes alone, so that every executor adds in the same order. */
export function slicesOf({ batch, channels, filters, high, wide }: ConvolutionGeometry): Slices {
  const outputs = high.taps * wide.taps * channels * filters;
  const fours = high.output * wide.output * Math.ceil(batch / examplesAtOnce);
  const most = Math.min(mostSlices, mostPartials / outputs, fours / foursWorthASlice);
  const foursOfSlice = Math.ceil(fours / Math.max(1, Math.floor(most)));
  return { count: Math.ceil(fours / foursOfSlice), fours, foursOfSlice };
}

/**
 * [partials [slices, kernel and sums]], dKernel [window, channels, filters], [sums [filters]]; there
 * are partial sums where there is more than one slice, those of the columns among them in any case.
 */
export function kernelGradientShapes(inputs: readonly Shape[], attributes: Attributes): Shape[] {
  const geometry = kernelGradientGeometry(inputs, attributes);
  const { series, channels, filters, high, wide } = geometry;
  const kernel = [...(series ? [] : [high.taps]), wide.taps, channels, filters];
  const sums = flagOf(attributes, "sumColumns") ? [[filters]] : [];
  const { count } = slicesOf(geometry);
  const width = elements(kernel) + filters;
  return [...(count > 1 ? [[count, width]] : []), kernel, ...sums];
}
