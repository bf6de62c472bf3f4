/**
 * The convolution and the gradient of its input on the host. Both gather: y[row, column] = sum over
 * taps and the `depth` numbers under each of source * kernel. Four rows at a time are packed side by
 * side, tap after tap, and multiplied with the kernel packed four columns at a time; taps under which
 * none of the four has anything are left out. Rows count examples fastest, so four rows share taps.
 */
import { elements, type Shape } from "../core/shape.ts";
import { convolutionEpilogue, slopeEpilogue } from "./convolution-epilogue.ts";
import {
  type ConvolutionGeometry,
  convolutionAttributes,
  convolutionGeometry,
  inputGradientGeometry,
  type WindowAxis,
} from "./convolution-geometry.ts";
import type { Attributes, NumberArray, ReferenceCall } from "./op.ts";
import { floats, item } from "./operands.ts";
import { addPanelProduct, grownPanels, panelSide, panelTile } from "./panels.ts";

/** Where one axis has the source of each tap of each output: [output][tap], -1 for nothing. */
type Sources = readonly (readonly number[])[];

interface Gathering {
  readonly batch: number;
  /** Numbers of a source cell, those that lie side by side under a tap, and those of an output cell. */
  readonly cell: number;
  readonly depth: number;
  readonly columns: number;
  readonly high: Sources;
  readonly wide: Sources;
  readonly sourceHigh: number;
  readonly sourceWide: number;
  /** Distances in the kernel between columns and along the depth; taps are depth * columns apart. */
  readonly across: number;
  readonly along: number;
}

function list<T>(length: number, of: (index: number) => T): T[] {
  return Array.from({ length }, (_, index) => of(index));
}

/** Forward: source = output * stride + tap * dilation - before */
function inputsUnder(axis: WindowAxis): Sources {
  const { output, taps, stride, dilation, before, input } = axis;
  return list(output, (o) =>
    list(taps, (tap) => {
      const at = o * stride + tap * dilation - before;
      return at >= 0 && at < input ? at : -1;
    }),
  );
}

/** Backward: source * stride = input + before - tap * dilation */
function outputsOver(axis: WindowAxis): Sources {
  const { output, taps, stride, dilation, before, input } = axis;
  return list(input, (i) =>
    list(taps, (tap) => {
      const at = (i + before - tap * dilation) / stride;
      return Number.isInteger(at) && at >= 0 && at < output ? at : -1;
    }),
  );
}

function forwardGathering(geometry: ConvolutionGeometry): Gathering {
  const { batch, channels, filters, high, wide } = geometry;
  // Without gaps or padding, a row of taps is one: its numbers lie side by side, in the kernel too.
  const joins = wide.dilation === 1 && wide.before === 0 && wide.after === 0;
  return {
    batch,
    cell: channels,
    depth: joins ? wide.taps * channels : channels,
    columns: filters,
    high: inputsUnder(high),
    wide: inputsUnder(joins ? { ...wide, taps: 1 } : wide),
    sourceHigh: high.input,
    sourceWide: wide.input,
    across: 1,
    along: filters,
  };
}

function backwardGathering(geometry: ConvolutionGeometry): Gathering {
  const { batch, channels, filters, high, wide } = geometry;
  return {
    batch,
    cell: filters,
    depth: filters,
    columns: channels,
    high: outputsOver(high),
    wide: outputsOver(wide),
    sourceHigh: high.output,
    sourceWide: wide.output,
    across: filters,
    along: 1,
  };
}

/** A plan's call keeps its list of shapes, so what follows from it is found once. */
const prepared = new WeakMap<readonly Shape[], { gathering: Gathering; plain: Attributes }>();

function prepare(
  { attributes: plain, inputShapes }: ReferenceCall<Attributes>,
  make: () => Gathering,
): Gathering {
  const known = prepared.get(inputShapes);
  if (known?.plain === plain) return known.gathering;
  const gathering = make();
  prepared.set(inputShapes, { gathering, plain });
  return gathering;
}

/** y = f(x * kernel + bias) */
export function convolutionCpu(call: ReferenceCall<Attributes>): void {
  const [x, kernel] = call.inputShapes;
  const gathering = prepare(call, () => {
    const attributes = convolutionAttributes(call.attributes);
    return forwardGathering(convolutionGeometry(x ?? [], kernel ?? [], attributes));
  });
  gather(call, gathering);
  convolutionEpilogue(call);
}

/** dx = (dy * mirrored kernel) * f'(saved) */
export function inputGradientCpu(call: ReferenceCall<Attributes>): void {
  const gathering = prepare(call, () =>
    backwardGathering(inputGradientGeometry(call.inputShapes, call.attributes)),
  );
  gather(call, gathering);
  slopeEpilogue(call);
}

let left = new Float64Array(0);
let right = new Float64Array(0);
/** For four rows: first numbers of the source under each live tap, [tap][row], -1 for nothing. */
let places = new Int32Array(0);

/** Taps that are packed one after another and lie so in the kernel too. */
interface Stretch {
  readonly firstTap: number;
  readonly taps: number;
}

function gather(call: ReferenceCall<Attributes>, gathering: Gathering): void {
  const [source, kernel, y] = [floats(call, 0), floats(call, 1), item(call.outputs, 0)];
  const { batch, depth, columns, high, wide } = gathering;
  const taps = elements(item(call.inputShapes, 1)) / (depth * columns);
  packKernel(kernel, taps, gathering);
  left = grownPanels(left, taps * depth * panelSide);
  const rows = high.length * wide.length * batch;
  for (let row = 0; row < rows; row += panelSide) {
    const stretches = packRows(source, Math.min(panelSide, rows - row), row, taps, gathering);
    for (let column = 0; column < columns; column += panelSide) {
      multiply(stretches, column * taps * depth, depth);
      store(y, row, column, gathering);
    }
  }
}

/** right[column / 4][tap][k][column % 4], zero past the last column */
function packKernel(kernel: NumberArray, taps: number, gathering: Gathering): void {
  const { depth, columns, across, along } = gathering;
  right = grownPanels(right, Math.ceil(columns / panelSide) * panelSide * taps * depth);
  let at = 0;
  for (let column = 0; column < columns; column += panelSide) {
    const here = Math.min(panelSide, columns - column);
    for (let tap = 0; tap < taps; tap++) {
      const start = tap * depth * columns + column * across;
      for (let k = 0; k < depth; k++) {
        for (let i = 0; i < panelSide; i++) {
          right[at++] = i < here ? (kernel[start + k * along + i * across] ?? 0) : 0;
        }
      }
    }
  }
}

/** left[live tap][k][row]; zero where a row has nothing under the tap */
function packRows(
  source: NumberArray,
  count: number,
  first: number,
  taps: number,
  gathering: Gathering,
): Stretch[] {
  const { depth } = gathering;
  findPlaces(count, first, taps, gathering);
  const stretches: Stretch[] = [];
  let at = 0;
  for (let tap = 0; tap < taps; tap++) {
    const p = tap * panelSide;
    const p0 = places[p] ?? -1;
    const p1 = places[p + 1] ?? -1;
    const p2 = places[p + 2] ?? -1;
    const p3 = places[p + 3] ?? -1;
    if ((p0 & p1 & p2 & p3) === -1) continue;
    for (let k = 0; k < depth; k++) {
      left[at] = p0 < 0 ? 0 : (source[p0 + k] ?? 0);
      left[at + 1] = p1 < 0 ? 0 : (source[p1 + k] ?? 0);
      left[at + 2] = p2 < 0 ? 0 : (source[p2 + k] ?? 0);
      left[at + 3] = p3 < 0 ? 0 : (source[p3 + k] ?? 0);
      at += panelSide;
    }
    const last = stretches.at(-1);
    if (last && last.firstTap + last.taps === tap) {
      stretches[stretches.length - 1] = { firstTap: last.firstTap, taps: last.taps + 1 };
    } else stretches.push({ firstTap: tap, taps: 1 });
  }
  return stretches;
}

function findPlaces(count: number, first: number, taps: number, gathering: Gathering): void {
  const { batch, cell: size, high, wide, sourceHigh, sourceWide } = gathering;
  if (places.length < taps * panelSide) places = new Int32Array(taps * panelSide);
  places.fill(-1);
  for (let i = 0; i < count; i++) {
    const cell = Math.floor((first + i) / batch);
    const example = (first + i) % batch;
    const across = wide[cell % wide.length] ?? [];
    let tap = 0;
    for (const row of high[Math.floor(cell / wide.length)] ?? []) {
      for (const column of across) {
        if (row >= 0 && column >= 0) {
          const place = (example * sourceHigh + row) * sourceWide + column;
          places[tap * panelSide + i] = place * size;
        }
        tap++;
      }
    }
  }
}

function multiply(stretches: readonly Stretch[], columnAt: number, depth: number): void {
  panelTile.fill(0);
  let at = 0;
  for (const { firstTap, taps } of stretches) {
    const rightAt = columnAt + firstTap * depth * panelSide;
    addPanelProduct(left, at, right, rightAt, taps * depth);
    at += taps * depth * panelSide;
  }
}

function store(y: NumberArray, row: number, column: number, gathering: Gathering): void {
  const { batch, columns, high, wide } = gathering;
  const cells = high.length * wide.length;
  const height = Math.min(panelSide, cells * batch - row);
  const width = Math.min(panelSide, columns - column);
  for (let i = 0; i < height; i++) {
    const cell = Math.floor((row + i) / batch);
    const at = (((row + i) % batch) * cells + cell) * columns + column;
    for (let j = 0; j < width; j++) y[at + j] = panelTile[i * panelSide + j] ?? 0;
  }
}
