/**
 * The gradient of a convolution's kernel on the host: dKernel[row, column] = sum over all cells of y
 * of x under the cell's window * dy, where rows are the numbers of a window. Cells are packed in blocks
 * that stay in the cache, four rows and four columns at a time.
 */
import {
  type ConvolutionGeometry,
  kernelGradientGeometry,
  slicesOf,
} from "./convolution-geometry.ts";
import type { Attributes, NumberArray, ReferenceCall } from "./op.ts";
import { floats } from "./operands.ts";
import { addPanelProduct, grownPanels, panelSide, panelTile } from "./panels.ts";

const cellsOfBlock = 256;

let left = new Float64Array(0);
let right = new Float64Array(0);
/** Of each cell of a block: the place of its window in x, the row in x, the position in that row. */
const images = new Int32Array(cellsOfBlock);
const rowsOfX = new Int32Array(cellsOfBlock);
const positions = new Int32Array(cellsOfBlock);

/** Fills dKernel and sums; partial sums are for devices with many cores, and stay as they are. */
export function kernelGradientCpu(call: ReferenceCall<Attributes>): void {
  const geometry = kernelGradientGeometry(call.inputShapes, call.attributes);
  const [x, dy] = [floats(call, 0), floats(call, 1)];
  const [kernel, sums] = call.outputs.slice(slicesOf(geometry).count > 1 ? 1 : 0);
  if (!kernel) throw new Error("convolutionKernelGradient: expected an output");
  const { filters } = geometry;
  const cells = dy.length / filters;
  kernel.fill(0);
  left = grownPanels(left, cellsOfBlock * panelSide);
  right = grownPanels(right, Math.ceil(filters / panelSide) * cellsOfBlock * panelSide);
  for (let first = 0; first < cells; first += cellsOfBlock) {
    const count = Math.min(cellsOfBlock, cells - first);
    findWindows(first, count, geometry);
    packUpstream(dy, first, count, filters);
    addBlock(x, kernel, count, geometry);
  }
  if (sums) sumColumns(dy, sums);
}

function addBlock(
  x: NumberArray,
  kernel: NumberArray,
  count: number,
  geometry: ConvolutionGeometry,
): void {
  const { filters } = geometry;
  const rows = kernel.length / filters;
  for (let row = 0; row < rows; row += panelSide) {
    const height = Math.min(panelSide, rows - row);
    for (let i = 0; i < panelSide; i++)
      packRow(x, row + Math.min(i, height - 1), i, count, geometry);
    for (let column = 0; column < filters; column += panelSide) {
      panelTile.fill(0);
      addPanelProduct(left, 0, right, column * count, count);
      addTile(
        kernel,
        row * filters + column,
        height,
        Math.min(panelSide, filters - column),
        filters,
      );
    }
  }
}

function findWindows(first: number, count: number, geometry: ConvolutionGeometry): void {
  const { channels, high, wide } = geometry;
  for (let i = 0; i < count; i++) {
    const cell = first + i;
    const column = cell % wide.output;
    const row = Math.floor(cell / wide.output) % high.output;
    const example = Math.floor(cell / wide.output / high.output);
    images[i] = example * high.input * wide.input * channels;
    rowsOfX[i] = row * high.stride - high.before;
    positions[i] = (column * wide.stride - wide.before) * channels;
  }
}

/** right[column / 4][cell][column % 4], zero past the last column */
function packUpstream(dy: NumberArray, first: number, count: number, filters: number): void {
  let at = 0;
  for (let column = 0; column < filters; column += panelSide) {
    const here = Math.min(panelSide, filters - column);
    for (let cell = first; cell < first + count; cell++) {
      const from = cell * filters + column;
      for (let i = 0; i < panelSide; i++) right[at++] = i < here ? (dy[from + i] ?? 0) : 0;
    }
  }
}

/** left[cell][i] = the window's `row`th number, zero beyond x */
function packRow(
  x: NumberArray,
  row: number,
  i: number,
  count: number,
  { channels, high, wide }: ConvolutionGeometry,
): void {
  const tap = Math.floor(row / channels);
  const down = Math.floor(tap / wide.taps) * high.dilation;
  const along = (tap % wide.taps) * wide.dilation * channels + (row % channels);
  const length = wide.input * channels;
  for (let cell = 0, at = i; cell < count; cell++, at += panelSide) {
    const rowOfX = (rowsOfX[cell] ?? 0) + down;
    const position = (positions[cell] ?? 0) + along;
    const inside = rowOfX >= 0 && rowOfX < high.input && position >= 0 && position < length;
    left[at] = inside ? (x[(images[cell] ?? 0) + rowOfX * length + position] ?? 0) : 0;
  }
}

function addTile(
  kernel: NumberArray,
  start: number,
  height: number,
  width: number,
  filters: number,
): void {
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      const at = start + i * filters + j;
      kernel[at] = (kernel[at] ?? 0) + (panelTile[i * panelSide + j] ?? 0);
    }
  }
}

/** sums[n] = sum over all cells of dy[cell, n] */
function sumColumns(dy: NumberArray, sums: NumberArray): void {
  const filters = sums.length;
  sums.fill(0);
  for (let at = 0; at < dy.length; at += filters) {
    for (let n = 0; n < filters; n++) sums[n] = (sums[n] ?? 0) + (dy[at + n] ?? 0);
  }
}
