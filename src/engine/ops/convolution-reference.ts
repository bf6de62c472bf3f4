/** Plain loops of the convolution and of its gradients; with Float64Arrays the oracle. */
import { convolutionEpilogue, slopeEpilogue } from "./convolution-epilogue.ts";
import {
  type ConvolutionGeometry,
  convolutionAttributes,
  convolutionGeometry,
  examplesAtOnce,
  inputGradientGeometry,
  kernelGradientGeometry,
  slicesOf,
  type WindowAxis,
} from "./convolution-geometry.ts";
import type { Attributes, NumberArray, ReferenceCall } from "./op.ts";
import { floats, item } from "./operands.ts";

/** A cell of y, and a cell of x that one tap of its window covers. */
type Visit = (x: number, y: number, tap: number) => void;

/** The position under a tap, or -1 where it is padding. */
function under({ stride, dilation, before, input }: WindowAxis, output: number, tap: number) {
  const at = output * stride + tap * dilation - before;
  return at < input ? Math.max(at, -1) : -1;
}

/** Visits every pair of cells that a tap connects; cells are numbered by example and place. */
function eachTap({ batch, high, wide }: ConvolutionGeometry, visit: Visit): void {
  for (let y = 0; y < batch * high.output * wide.output; y++) {
    const column = y % wide.output;
    const row = Math.floor(y / wide.output) % high.output;
    const example = Math.floor(y / wide.output / high.output);
    for (let tap = 0; tap < high.taps * wide.taps; tap++) {
      const from = under(high, row, Math.floor(tap / wide.taps));
      const at = under(wide, column, tap % wide.taps);
      if (from >= 0 && at >= 0) visit((example * high.input + from) * wide.input + at, y, tap);
    }
  }
}

/** y[cell, n] = f(sum over taps and c of x[cell under tap, c] kernel[tap, c, n] + bias[n]) */
export function convolutionReference(call: ReferenceCall<Attributes>): void {
  const [x, kernel, y] = [floats(call, 0), floats(call, 1), item(call.outputs, 0)];
  const [xShape, kernelShape] = [item(call.inputShapes, 0), item(call.inputShapes, 1)];
  const attributes = convolutionAttributes(call.attributes);
  const geometry = convolutionGeometry(xShape, kernelShape, attributes);
  const { channels, filters } = geometry;
  y.fill(0);
  eachTap(geometry, (from, cell, tap) => {
    for (let c = 0; c < channels; c++) {
      const value = x[from * channels + c] ?? 0;
      const weights = (tap * channels + c) * filters;
      for (let n = 0; n < filters; n++) add(y, cell * filters + n, value, kernel[weights + n]);
    }
  });
  convolutionEpilogue(call);
}

/** dx[cell, c] = sum over the taps that cover it and n of dy[cell of y, n] kernel[tap, c, n] */
export function inputGradientReference(call: ReferenceCall<Attributes>): void {
  const [dy, kernel, dx] = [floats(call, 0), floats(call, 1), item(call.outputs, 0)];
  const geometry = inputGradientGeometry(call.inputShapes, call.attributes);
  const { channels, filters } = geometry;
  dx.fill(0);
  eachTap(geometry, (to, cell, tap) => {
    for (let c = 0; c < channels; c++) {
      const weights = (tap * channels + c) * filters;
      for (let n = 0; n < filters; n++) {
        add(dx, to * channels + c, dy[cell * filters + n] ?? 0, kernel[weights + n]);
      }
    }
  });
  slopeEpilogue(call);
}

/** dKernel[tap, c, n] = sum over cells of x[cell under tap, c] dy[cell, n]; sums[n] of dy[cell, n] */
export function kernelGradientReference(call: ReferenceCall<Attributes>): void {
  const geometry = kernelGradientGeometry(call.inputShapes, call.attributes);
  const sliced = slicesOf(geometry).count > 1;
  const partials = sliced ? item(call.outputs, 0) : null;
  const [kernel, sums] = call.outputs.slice(sliced ? 1 : 0);
  if (!kernel) throw new Error("convolutionKernelGradient: expected an output");
  const width = kernel.length + geometry.filters;
  for (const output of call.outputs) output.fill(0);
  addSlices(call, geometry, (slice, at, a, b) => {
    if (partials) add(partials, slice * width + at, a, b);
    if (at < kernel.length) add(kernel, at, a, b);
    else if (sums) add(sums, at - kernel.length, a, b);
  });
}

type AddProduct = (slice: number, at: number, a: number, b: number) => void;

/** Every product that a number of the gradient is made of, and those of the sums behind them. */
function addSlices(
  call: ReferenceCall<Attributes>,
  geometry: ConvolutionGeometry,
  addProduct: AddProduct,
): void {
  const [x, dy] = [floats(call, 0), floats(call, 1)];
  const { channels, filters, high, wide } = geometry;
  const sliceOf = slicer(geometry);
  eachTap(geometry, (from, cell, tap) => {
    for (let c = 0; c < channels; c++) {
      const value = x[from * channels + c] ?? 0;
      const at = (tap * channels + c) * filters;
      for (let n = 0; n < filters; n++) {
        addProduct(sliceOf(cell), at + n, value, dy[cell * filters + n] ?? 0);
      }
    }
  });
  const behind = high.taps * wide.taps * channels * filters;
  for (const [index, value] of dy.entries()) {
    addProduct(sliceOf(Math.floor(index / filters)), behind + (index % filters), value, 1);
  }
}

/** The slice that a cell of y falls into. */
function slicer(geometry: ConvolutionGeometry): (cell: number) => number {
  const { batch, high, wide } = geometry;
  const { foursOfSlice } = slicesOf(geometry);
  const places = high.output * wide.output;
  const foursOfPlace = Math.ceil(batch / examplesAtOnce);
  return (cell) => {
    const four = Math.floor(Math.floor(cell / places) / examplesAtOnce);
    return Math.floor(((cell % places) * foursOfPlace + four) / foursOfSlice);
  };
}

function add(sums: NumberArray, at: number, a: number, b: number | undefined): void {
  sums[at] = (sums[at] ?? 0) + a * (b ?? 0);
}
