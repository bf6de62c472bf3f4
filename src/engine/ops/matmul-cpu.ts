/** Loops of matmul on the host: the plain one, and one that V8 compiles to fast code. */
import type { Shape } from "../core/shape.ts";
import {
  type MatmulAttributes,
  type MatmulGeometry,
  matmulAttributes,
  matmulGeometry,
} from "./matmul-geometry.ts";
import type { Attributes, NumberArray, ReferenceCall } from "./op.ts";
import { addPanelProduct, grownPanels, panelSide, panelTile } from "./panels.ts";
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

/** Panels of 4 rows of a, and of 4 columns of b; kept between calls. */
let packedA = new Float64Array(0);
let packedB = new Float64Array(0);

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
  for (let first = 0; first < count; first += panelSide) {
    const here = Math.min(panelSide, count - first);
    for (let k = 0; k < depth; k++) {
      const from = start + first * across + k * along;
      for (let i = 0; i < panelSide; i++) {
        target[at++] = i < here ? (source[from + i * across] ?? 0) : 0;
      }
    }
  }
}

function multiplyBlocked(a: Source, b: Source, y: NumberArray, g: MatmulGeometry): void {
  const { rows, columns, depth } = g;
  packedA = grownPanels(packedA, Math.ceil(rows / panelSide) * panelSide * depth);
  packedB = grownPanels(packedB, Math.ceil(columns / panelSide) * panelSide * depth);
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
    for (let column = 0; column < columns; column += panelSide) {
      for (let row = 0; row < rows; row += panelSide) {
        panelTile.fill(0);
        addPanelProduct(packedA, row * depth, packedB, column * depth, depth);
        storeTile(y, startY, row, column, g);
      }
    }
  }
}

function storeTile(
  y: NumberArray,
  start: number,
  row: number,
  column: number,
  { rows, columns }: MatmulGeometry,
): void {
  const height = Math.min(panelSide, rows - row);
  const width = Math.min(panelSide, columns - column);
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      y[start + (row + i) * columns + column + j] = panelTile[i * panelSide + j] ?? 0;
    }
  }
}
