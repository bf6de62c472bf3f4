/**
 * Both products of a dense layer's gradient, which read the same upstream dz [..., outputs]: with
 * weights [inputs, outputs], x [..., inputs] and, if gradientOf, saved [..., inputs] it makes
 * dx = (dz W^T) * f'(saved) [..., inputs], dW = x^T dz [inputs, outputs] and, if sumColumns,
 * db = the sums of dz's columns [outputs], in dW's buffer. Small layers take one dispatch, larger ones
 * the two of their products. Fusion follows differentiation, so there is no gradient of it.
 */
import { activationNames } from "../../spec/catalogue.ts";
import { rowsAndColumns, type Shape } from "../core/shape.ts";
import { choiceOf, flagOf } from "./attributes.ts";
import { matmulCpu, matmulReference } from "./matmul-cpu.ts";
import { matmulAttributes, matmulGeometry, matmulShapes, plainMatmul } from "./matmul-geometry.ts";
import { fitsRegisterTiles, matmulKernels } from "./matmul-kernels.ts";
import type {
  Attributes,
  Dispatch,
  KernelRequest,
  Op,
  ReferenceCall,
  Sample,
  SampleInput,
} from "./op.ts";
import { dispatchedRuns, expectShape, item, place, read, write } from "./operands.ts";
import { alphaOf, functionConstants, type UnaryFunction, unaryFunctions } from "./unary.ts";

/** The attributes of the two products. */
function productsOf(attributes: Attributes): { dx: Attributes; dw: Attributes } {
  const gradientOf =
    attributes["gradientOf"] === null ? null : choiceOf(attributes, "gradientOf", activationNames);
  const alpha = alphaOf(attributes);
  const sumColumns = flagOf(attributes, "sumColumns");
  return {
    dx: {
      ...plainMatmul,
      transposeB: true,
      gradientOf,
      ...(alpha === undefined ? {} : { alpha }),
    },
    dw: { ...plainMatmul, transposeA: true, sumColumns },
  };
}

/** What each of the two products takes of the list: dz, weights, [saved] and x, dz. */
function split<T>(inputs: readonly T[]): { dx: T[]; dw: T[] } {
  const [dz, weights, x] = [item(inputs, 0), item(inputs, 1), item(inputs, 2)];
  return { dx: [dz, weights, ...inputs.slice(3)], dw: [x, dz] };
}

function infer(inputs: readonly Shape[], attributes: Attributes): Shape[] {
  const shapes = split(inputs);
  const products = productsOf(attributes);
  const weights = item(inputs, 1);
  const [dx, dw] = [matmulShapes(shapes.dx, products.dx), matmulShapes(shapes.dw, products.dw)];
  expectShape("denseBackward x", item(inputs, 2), item(dx, 0));
  expectShape("denseBackward weights", weights, item(dw, 0));
  return [...dx, ...dw];
}

interface Product {
  readonly attributes: Attributes;
  readonly inputShapes: readonly Shape[];
  readonly outputShapes: readonly Shape[];
}

/** A plan's call keeps its list of shapes, so the two products are made from it once. */
const prepared = new WeakMap<readonly Shape[], { dx: Product; dw: Product; plain: Attributes }>();

function prepare({ attributes: plain, inputShapes, outputShapes }: ReferenceCall<Attributes>) {
  const known = prepared.get(inputShapes);
  if (known?.plain === plain) return known;
  const products = productsOf(plain);
  const shapes = split(inputShapes);
  const [dxShapes, dwShapes] = [outputShapes.slice(0, 1), outputShapes.slice(1)];
  const made = {
    dx: { attributes: products.dx, inputShapes: shapes.dx, outputShapes: dxShapes },
    dw: { attributes: products.dw, inputShapes: shapes.dw, outputShapes: dwShapes },
    plain,
  };
  prepared.set(inputShapes, made);
  return made;
}

/** Both products by the given loops of matmul. */
function multiply(call: ReferenceCall<Attributes>, matmul: Op["reference"]): void {
  const { dx, dw } = prepare(call);
  const inputs = split(call.inputs);
  matmul({ ...call, ...dx, inputs: inputs.dx, outputs: call.outputs.slice(0, 1) });
  matmul({ ...call, ...dw, inputs: inputs.dw, outputs: call.outputs.slice(1) });
}

function kernels(request: KernelRequest<Attributes>): Dispatch[] {
  const products = productsOf(request.attributes);
  const inputs = split(request.inputs);
  const small = [
    { product: products.dx, factors: inputs.dx },
    { product: products.dw, factors: inputs.dw },
  ].every(({ product, factors }) => {
    const [a, b] = [item(factors, 0).shape, item(factors, 1).shape];
    return fitsRegisterTiles(matmulGeometry(a, b, matmulAttributes(product)), request.traits);
  });
  if (small) return [together(request)];
  const [dx, ...gradients] = request.outputs;
  return [
    { attributes: products.dw, inputs: inputs.dw, outputs: gradients },
    { attributes: products.dx, inputs: inputs.dx, outputs: dx ? [dx] : [] },
  ].flatMap((product) => matmulKernels({ ...request, ...product }));
}

/** One dispatch: an invocation for each tile of 4 x 4 of dx, then for each of dW. */
function together(request: KernelRequest<Attributes>): Dispatch {
  const { inputs, outputs, attributes, traits } = request;
  const [dz, weights, x] = [item(inputs, 0), item(inputs, 1), item(inputs, 2)];
  const [dx, dw] = [item(outputs, 0), item(outputs, 1)];
  const saved = inputs[3] ?? x;
  const sums = outputs[2] ?? dw;
  if (sums.buffer !== dw.buffer) {
    throw new Error(`denseBackward: expected dW and db in one buffer, got ${dw.buffer}`);
  }
  const { rows, columns } = rowsAndColumns(x.shape);
  const width = rowsAndColumns(dz.shape).columns;
  const blocks = (count: number) => Math.ceil(count / 4);
  const tiles = blocks(columns) * (blocks(rows) + blocks(width));
  const lanes = traits.software ? 16 : 64;
  return {
    shader: "dense-backward",
    constants: { LANES: lanes, ...constants(attributes) },
    sizes: {
      rows,
      inputs: columns,
      outputs: width,
      ...place("dz", dz),
      ...place("weights", weights),
      ...place("x", x),
      ...place("saved", saved),
      ...place("dx", dx),
      ...place("dw", dw),
      ...place("sums", sums),
    },
    bindings: [read(dz), read(weights), read(x), read(saved), write(dx), write(dw)],
    workgroups: [Math.ceil(tiles / lanes), 1, dispatchedRuns(request)],
  };
}

function constants(attributes: Attributes) {
  const { gradientOf, alpha } = matmulAttributes(productsOf(attributes).dx);
  return {
    ...functionConstants("ACTIVATION", gradientOf ?? "linear", alpha),
    SUM_COLUMNS: flagOf(attributes, "sumColumns") ? 1 : 0,
  };
}

type Name = keyof typeof unaryFunctions;
const slopes = activationNames.filter((name) => unaryFunctions[name].saves === "output");

interface SampleOptions {
  readonly gradientOf?: Name | null;
  readonly sumColumns?: boolean;
  readonly alpha?: number;
}

/** rows x inputs x outputs; what is saved is the function's output, so it lies in its range. */
function sample(
  name: string,
  [rows, inputs, outputs]: readonly [number, number, number],
  { gradientOf = null, sumColumns = true, ...alpha }: SampleOptions = {},
): Sample<Attributes> {
  const count = rows * inputs;
  const savedOf = (of: Name): SampleInput => {
    const { value }: UnaryFunction = unaryFunctions[of];
    const at = (i: number) => ((i * 37) % 61) / 10 - 3;
    const values = Array.from({ length: count }, (_, i) => value(at(i), alpha.alpha));
    return { shape: [rows, inputs], values };
  };
  return {
    name,
    inputs: [
      { shape: [rows, outputs] },
      { shape: [inputs, outputs] },
      { shape: [rows, inputs] },
      ...(gradientOf === null ? [] : [savedOf(gradientOf)]),
    ],
    attributes: { gradientOf, sumColumns, ...alpha },
    differentiable: [],
  };
}

const leadingAxes: Sample<Attributes> = {
  ...sample("leading axes", [12, 6, 5]),
  inputs: [{ shape: [3, 4, 5] }, { shape: [6, 5] }, { shape: [3, 4, 6] }],
};

export const denseBackward: Op = {
  infer,
  reference: (call) => multiply(call, matmulReference),
  cpu: (call) => multiply(call, matmulCpu),
  kernels,
  samples: [
    sample("1x1x1", [1, 1, 1]),
    sample("odd sizes", [7, 5, 3]),
    sample("no column sums", [7, 5, 3], { sumColumns: false }),
    sample("slope, no column sums", [13, 6, 9], { gradientOf: "tanh", sumColumns: false }),
    sample("aligned", [16, 8, 8], { gradientOf: "relu" }),
    sample("one output", [128, 8, 1], { gradientOf: "tanh" }),
    sample("many tiles of both", [31, 33, 30]),
    sample("two dispatches", [131, 21, 70], { gradientOf: "relu" }),
    sample("two dispatches, no column sums", [131, 70, 21], { sumColumns: false }),
    leadingAxes,
    ...slopes.map((gradientOf) => sample(`slope of ${gradientOf}`, [9, 5, 6], { gradientOf })),
    sample("slope of leakyRelu 0.3", [9, 5, 6], { gradientOf: "leakyRelu", alpha: 0.3 }),
    sample("slope of elu 0.5", [9, 5, 6], { gradientOf: "elu", alpha: 0.5 }),
    sample("two dispatches, slope of elu 0.5", [131, 21, 70], { gradientOf: "elu", alpha: 0.5 }),
  ],
};
