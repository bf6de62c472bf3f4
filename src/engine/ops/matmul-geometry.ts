import { type ActivationName, activationNames } from "../../spec/catalogue.ts";
import { elements, rowsAndColumns, type Shape, sameShape } from "../core/shape.ts";
import { choiceOf, flagOf } from "./attributes.ts";
import type { Attributes } from "./op.ts";
import { alphaOf } from "./unary.ts";

/** What a matmul does beside multiplying; see `matmul`. */
export type MatmulAttributes = {
  /** a is [..., rows]: y = a^T b, summed over all leading axes. */
  readonly transposeA: boolean;
  /** b is [columns, depth]. */
  readonly transposeB: boolean;
  /** A third input [columns] is added to every row. */
  readonly bias: boolean;
  /** y = f(a b + bias); "linear" for none. */
  readonly activation: ActivationName;
  /** y = (a b) * f'(saved) with the last input `saved`, the function's output. */
  readonly gradientOf: ActivationName | null;
  /** Of `activation` or `gradientOf`, where a layer sets it. */
  readonly alpha?: number;
  /** A second output [columns]: b summed over its rows. Only with `transposeA`. */
  readonly sumColumns: boolean;
  /** With `transposeA` and rank 3: y[g] = a[g]^T b[g] instead of the sum over g. */
  readonly batched?: boolean;
};

export const plainMatmul: MatmulAttributes = {
  transposeA: false,
  transposeB: false,
  bias: false,
  activation: "linear",
  gradientOf: null,
  sumColumns: false,
};

/** Attributes as a graph holds them, checked. */
export function matmulAttributes(attributes: Attributes): MatmulAttributes {
  const alpha = alphaOf(attributes);
  return {
    ...(alpha === undefined ? {} : { alpha }),
    transposeA: flagOf(attributes, "transposeA"),
    transposeB: flagOf(attributes, "transposeB"),
    bias: flagOf(attributes, "bias"),
    activation: choiceOf(attributes, "activation", activationNames),
    gradientOf:
      attributes["gradientOf"] === null
        ? null
        : choiceOf(attributes, "gradientOf", activationNames),
    sumColumns: flagOf(attributes, "sumColumns"),
    batched: attributes["batched"] === true,
  };
}

/** y[batch][row, column] = sum over depth of a * b; distances count elements. */
export interface MatmulGeometry {
  readonly batches: number;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly a: { readonly batch: number; readonly row: number; readonly depth: number };
  readonly b: { readonly batch: number; readonly depth: number; readonly column: number };
}

function isBatched(a: Shape, b: Shape, attributes: MatmulAttributes): boolean {
  if (a.length !== 3 || b.length !== 3) return false;
  return !attributes.transposeA || attributes.batched === true;
}

/** Sizes and distances of a product; throws when the operands do not fit each other. */
export function matmulGeometry(a: Shape, b: Shape, attributes: MatmulAttributes): MatmulGeometry {
  const batched = isBatched(a, b, attributes);
  const [batches = 1] = batched ? a : [];
  const left = rowsAndColumns(batched ? a.slice(1) : a);
  const right = rowsAndColumns(batched ? b.slice(1) : b);
  const { transposeA, transposeB } = attributes;
  const rows = transposeA ? left.columns : left.rows;
  const depth = transposeA ? left.rows : left.columns;
  const columns = transposeB ? right.rows : right.columns;
  const depthOfB = transposeB ? right.columns : right.rows;
  if (depth !== depthOfB || (batched && b[0] !== batches) || (transposeA && transposeB)) {
    const mode = `${transposeA ? " transposed" : ""} by [${b.join(", ")}]${transposeB ? " transposed" : ""}`;
    throw new Error(`matmul: expected operands that fit, got [${a.join(", ")}]${mode}`);
  }
  return {
    batches,
    rows,
    columns,
    depth,
    a: {
      batch: batched ? rows * depth : 0,
      row: transposeA ? 1 : depth,
      depth: transposeA ? rows : 1,
    },
    b: {
      batch: batched ? depth * columns : 0,
      depth: transposeB ? 1 : columns,
      column: transposeB ? depth : 1,
    },
  };
}

/** Shape rule of matmul; checks bias and saved too. */
export function matmulShapes(inputs: readonly Shape[], plain: Attributes): Shape[] {
  const attributes = matmulAttributes(plain);
  const [a = [], b = [], ...others] = inputs;
  const { batches, rows, columns } = matmulGeometry(a, b, attributes);
  const batched = isBatched(a, b, attributes);
  const y = attributes.transposeA
    ? [...(batched ? [batches] : []), rows, columns]
    : [...a.slice(0, -1), columns];
  const expected = [
    ...(attributes.bias ? [[columns]] : []),
    ...(attributes.gradientOf === null ? [] : [y]),
  ];
  const fits = expected.every((shape, index) => sameShape(shape, others[index] ?? []));
  if (!fits || others.length !== expected.length || expected.length > 1) {
    const got = others.map((shape) => `[${shape.join(", ")}]`).join(", ");
    throw new Error(`matmul: expected bias [${columns}] or saved [${y.join(", ")}], got ${got}`);
  }
  if (!attributes.sumColumns) return [y];
  if (!attributes.transposeA || batched || elements(b) === 0) {
    throw new Error("matmul: expected transposeA without batches beside sumColumns");
  }
  return [y, [columns]];
}
