/** Loops of matmul on the host: the plain one, and one that V8 compiles to fast code. */
import type { Shape } from "../core/shape.ts";
import {
  type MatmulAttributes,
  type MatmulGeometry,
  matmulAttributes,
  matmulGeometry,
} from "./matmul-geometry.ts";
import type { Attributes, NumberArray, ReferenceCall } from "./op.ts";
import { type UnaryFunction, unaryFunctions } from "./unary.ts";

type Source = NumberArray | Uint8Array;
type Multiply = (a: Source, b: Source, y: NumberArray, geometry: MatmulGeometry) => void;

/** Plain loops; with Float64Arrays the oracle. */
export function matmulReference(call: ReferenceCall<Attributes>): void {
  run(call, multiplyPlainly);
}

/** Blocks of 4 x 4 sums in registers over packed panels; about 3 GFLOP/s on one thread. */
export function matmulCpu(call: ReferenceCall<Attributes>): void {
  run(call, multiplyBlocked);
}

interface Prepared {
  readonly attributes: MatmulAttributes;
  readonly geometry: MatmulGeometry;
}

/** A plan's call keeps its list of shapes, so what follows from it is found once. */
const prepared = new WeakMap<readonly Shape[], Prepared & { readonly plain: Attributes }>();

function prepare({ attributes: plain, inputShapes: shapes }: ReferenceCall<Attributes>): Prepared {
  const known = prepared.get(shapes);
  if (known?.plain === plain) return known;
  const attributes = matmulAttributes(plain);
  const [a = [], b = []] = shapes;
  const made = { attributes, geometry: matmulGeometry(a, b, attributes), plain };
  prepared.set(shapes, made);
  return made;
}

function run(call: ReferenceCall<Attributes>, multiply: Multiply): void {
  const { inputs, outputs } = call;
  const [a, b, extra] = inputs;
  const [y, sums] = outputs;
  if (!a || !b || !y) throw new Error("matmul: expected two inputs and an output");
  const { attributes, geometry } = prepare(call);
  multiply(a, b, y, geometry);
  if (sums) sumColumns(b, sums, geometry);
  if (attributes.gradientOf !== null && extra) multiplyBySlope(y, extra, attributes);
  if (attributes.bias && extra) addBias(y, extra, geometry.columns);
  if (attributes.activation !== "linear") activate(y, attributes);
}

function multiplyPlainly(a: Source, b: Source, y: NumberArray, g: MatmulGeometry): void {
  for (let batch = 0; batch < g.batches; batch++) {
    for (let row = 0; row < g.rows; row++) {
      for (let column = 0; column < g.columns; column++) {
        let sum = 0;
        for (let k = 0; k < g.depth; k++) {
          const left = a[batch * g.a.batch + row * g.a.row + k * g.a.depth] ?? 0;
          sum += left * (b[batch * g.b.batch + k * g.b.depth + column * g.b.column] ?? 0);
        }
        y[(batch * g.rows + row) * g.columns + column] = sum;
      }
    }
  }
}

/** sums[n] = sum over k of b[k, n] */
function sumColumns(b: Source, sums: NumberArray, { depth, columns }: MatmulGeometry): void {
  for (let column = 0; column < columns; column++) {
    let sum = 0;
    for (let k = 0; k < depth; k++) sum += b[k * columns + column] ?? 0;
    sums[column] = sum;
  }
}

function addBias(y: NumberArray, bias: Source, columns: number): void {
  for (let row = 0; row < y.length; row += columns) {
    for (let column = 0; column < columns; column++) {
      y[row + column] = (y[row + column] ?? 0) + (bias[column] ?? 0);
    }
  }
}

function activate(y: NumberArray, { activation, alpha }: MatmulAttributes): void {
  const { value }: UnaryFunction = unaryFunctions[activation];
  for (let i = 0; i < y.length; i++) y[i] = value(y[i] ?? 0, alpha);
}

function multiplyBySlope(
  y: NumberArray,
  saved: Source,
  { gradientOf, alpha }: MatmulAttributes,
): void {
  const { slope }: UnaryFunction = unaryFunctions[gradientOf ?? "linear"];
  for (let i = 0; i < y.length; i++) y[i] = (y[i] ?? 0) * slope(saved[i] ?? 0, alpha);
}

const side = 4;

/**
 * Panels of 4 rows of a, or 4 columns of b, with the depth contiguous and in float64: the inner loop
 * reads eight neighbouring numbers for 32 operations and converts none. Kept between calls.
 */
let packedA = new Float64Array(0);
let packedB = new Float64Array(0);

function grown(panels: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  return panels.length >= length ? panels : new Float64Array(length);
}

interface Panels {
  readonly source: Source;
  readonly start: number;
  readonly count: number;
  readonly depth: number;
  /** Distances in the source: between rows (or columns), and along the depth. */
  readonly across: number;
  readonly along: number;
}

/** target[panel][k][i] = source[4 panel + i][k], zero past the edge */
function pack(target: Float64Array, panels: Panels): void {
  const { source, start, count, depth, across, along } = panels;
  let at = 0;
  for (let first = 0; first < count; first += side) {
    const here = Math.min(side, count - first);
    for (let k = 0; k < depth; k++) {
      const from = start + first * across + k * along;
      for (let i = 0; i < side; i++) {
        target[at++] = i < here ? (source[from + i * across] ?? 0) : 0;
      }
    }
  }
}

function multiplyBlocked(a: Source, b: Source, y: NumberArray, g: MatmulGeometry): void {
  const { rows, columns, depth } = g;
  packedA = grown(packedA, Math.ceil(rows / side) * side * depth);
  packedB = grown(packedB, Math.ceil(columns / side) * side * depth);
  for (let batch = 0; batch < g.batches; batch++) {
    const startA = batch * g.a.batch;
    const startB = batch * g.b.batch;
    pack(packedA, {
      source: a,
      start: startA,
      count: rows,
      depth,
      across: g.a.row,
      along: g.a.depth,
    });
    pack(packedB, {
      source: b,
      start: startB,
      count: columns,
      depth,
      across: g.b.column,
      along: g.b.depth,
    });
    const startY = batch * rows * columns;
    for (let column = 0; column < columns; column += side) {
      for (let row = 0; row < rows; row += side) {
        multiplyPanels(row * depth, column * depth, depth);
        storeTile(y, startY, row, column, g);
      }
    }
  }
}

const tile = new Float64Array(side * side);

/** tile = 4 rows of a times 4 columns of b */
function multiplyPanels(startA: number, startB: number, depth: number): void {
  const left = packedA;
  const right = packedB;
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s03 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s13 = 0;
  let s20 = 0;
  let s21 = 0;
  let s22 = 0;
  let s23 = 0;
  let s30 = 0;
  let s31 = 0;
  let s32 = 0;
  let s33 = 0;
  const end = startA + depth * side;
  for (let i = startA, j = startB; i < end; i += side, j += side) {
    const b0 = right[j] ?? 0;
    const b1 = right[j + 1] ?? 0;
    const b2 = right[j + 2] ?? 0;
    const b3 = right[j + 3] ?? 0;
    const a0 = left[i] ?? 0;
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    s03 += a0 * b3;
    const a1 = left[i + 1] ?? 0;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    s13 += a1 * b3;
    const a2 = left[i + 2] ?? 0;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s22 += a2 * b2;
    s23 += a2 * b3;
    const a3 = left[i + 3] ?? 0;
    s30 += a3 * b0;
    s31 += a3 * b1;
    s32 += a3 * b2;
    s33 += a3 * b3;
  }
  tile.set([s00, s01, s02, s03, s10, s11, s12, s13, s20, s21, s22, s23, s30, s31, s32, s33]);
}

function storeTile(
  y: NumberArray,
  start: number,
  row: number,
  column: number,
  { rows, columns }: MatmulGeometry,
): void {
  const height = Math.min(side, rows - row);
  const width = Math.min(side, columns - column);
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      y[start + (row + i) * columns + column + j] = tile[i * side + j] ?? 0;
    }
  }
}
