/**
 * The gradients of gamma and beta in y = gamma h + beta with h = (x - mean) / sqrt(variance + epsilon):
 * dy, x [..., C], mean, variance -> dgamma = sums of dy h, dbeta = sums of dy [C], both over all rows.
 * The statistics are those of the "columns" [C] or of the "rows" [...]. Where rows are many, parts of
 * them are summed first [parts, 2, C] and then joined in their order.
 */
import { elements, rowsAndColumns, type Shape } from "../core/shape.ts";
import { choiceOf, numberOf } from "./attributes.ts";
import type {
  Attributes,
  Dispatch,
  KernelRequest,
  Op,
  Operand,
  ReferenceCall,
  Sample,
  SampleInput,
} from "./op.ts";
import { dispatchedRuns, expectShape, floats, grid, item, place, read, write } from "./operands.ts";

const kinds = ["columns", "rows"] as const;

/** So few rows go through one invocation; more are cut into as many parts as a part has rows. */
const fewRows = 128;

/** Into how many parts a column's rows are cut; part p has the rows p, p + parts, ... */
export function partsOf(rows: number): number {
  return rows <= fewRows ? 1 : Math.ceil(Math.sqrt(rows));
}

/** Shapes of the partial sums, if there are any. */
export function partialShapes(shape: Shape): Shape[] {
  const { rows, columns } = rowsAndColumns(shape);
  const parts = partsOf(rows);
  return parts === 1 ? [] : [[parts, 2, columns]];
}

function infer(inputs: readonly Shape[], attributes: Attributes): Shape[] {
  const [dy, x] = [item(inputs, 0), item(inputs, 1)];
  const ofRows = choiceOf(attributes, "statistics", kinds) === "rows";
  const statistics = ofRows ? x.slice(0, -1) : x.slice(-1);
  expectShape("normSums dy", dy, x);
  expectShape("normSums mean", item(inputs, 2), statistics);
  expectShape("normSums variance", item(inputs, 3), statistics);
  return [x.slice(-1), x.slice(-1), ...partialShapes(x)];
}

function reference(call: ReferenceCall<Attributes>): void {
  const [dy, x, mean, variance] = [0, 1, 2, 3].map((index) => floats(call, index));
  const { rows, columns } = rowsAndColumns(item(call.inputShapes, 1));
  const parts = partsOf(rows);
  const epsilon = numberOf(call.attributes, "epsilon");
  const ofRows = choiceOf(call.attributes, "statistics", kinds) === "rows";
  const inverse = Float64Array.from(variance ?? [], (each) => 1 / Math.sqrt(each + epsilon));
  const partials = new Float64Array(parts * 2 * columns);
  for (let row = 0; row < rows; row++) {
    const to = (row % parts) * 2 * columns;
    for (let c = 0; c < columns; c++) {
      const at = row * columns + c;
      const of = ofRows ? row : c;
      const slope = dy?.[at] ?? 0;
      const h = ((x?.[at] ?? 0) - (mean?.[of] ?? 0)) * (inverse[of] ?? 0);
      partials[to + c] = (partials[to + c] ?? 0) + slope * h;
      partials[to + columns + c] = (partials[to + columns + c] ?? 0) + slope;
    }
  }
  for (const [index, output] of call.outputs.slice(0, 2).entries()) {
    output.fill(0);
    for (let at = index * columns; at < partials.length; at += 2 * columns) {
      for (let c = 0; c < columns; c++) output[c] = (output[c] ?? 0) + (partials[at + c] ?? 0);
    }
  }
  call.outputs[2]?.set(partials);
}

/** Where two results go that may lie in one buffer, which a dispatch may bind only once. */
interface Target {
  readonly operand: Operand;
  readonly writes: readonly [boolean, boolean];
}

/** One dispatch for both of two results in the same buffer, else one for each. */
export function targetsOf(first: Operand, second: Operand): readonly Target[] {
  if (first.buffer === second.buffer) return [{ operand: first, writes: [true, true] }];
  return [
    { operand: first, writes: [true, false] },
    { operand: second, writes: [false, true] },
  ];
}

function kernels(request: KernelRequest<Attributes>): Dispatch[] {
  const [dgamma, dbeta] = [item(request.outputs, 0), item(request.outputs, 1)];
  const partials = request.outputs[2];
  const targets = targetsOf(dgamma, dbeta);
  const offsets = [dgamma.offset, dbeta.offset] as const;
  if (!partials) return targets.map((target) => sumParts(request, target, offsets));
  const { columns } = rowsAndColumns(dgamma.shape);
  const whole = { operand: partials, writes: [true, true] } as const;
  const { offset } = partials;
  return [
    sumParts(request, whole, [offset, offset + columns]),
    ...targets.map((target) => joinParts(request, target, partials)),
  ];
}

function sumParts(
  request: KernelRequest<Attributes>,
  { operand, writes }: Target,
  offsets: readonly [number, number],
): Dispatch {
  const { inputs, attributes } = request;
  const { rows, columns } = rowsAndColumns(item(inputs, 1).shape);
  const parts = partsOf(rows);
  const names = ["dy", "x", "mean", "variance"];
  const places = inputs.map((input, index) => place(item(names, index), input));
  return {
    shader: "norm-sums-partials",
    constants: {
      EPSILON: numberOf(attributes, "epsilon"),
      OF_ROWS: choiceOf(attributes, "statistics", kinds) === "rows" ? 1 : 0,
      ...written(writes),
    },
    sizes: Object.assign({ rows, columns, parts }, ...places, sumsPlace(offsets, operand)),
    bindings: [...inputs.map(read), write(operand)],
    workgroups: grid(parts * columns, dispatchedRuns(request)),
  };
}

function joinParts(
  request: KernelRequest<Attributes>,
  { operand, writes }: Target,
  partials: Operand,
): Dispatch {
  const [dgamma, dbeta] = [item(request.outputs, 0), item(request.outputs, 1)];
  const [parts = 1] = partials.shape;
  const { columns } = rowsAndColumns(dgamma.shape);
  const sums = sumsPlace([dgamma.offset, dbeta.offset], operand);
  return {
    shader: "norm-sums",
    constants: written(writes),
    sizes: { columns, parts, ...place("partials", partials), ...sums },
    bindings: [read(partials), write(operand)],
    workgroups: grid(columns, dispatchedRuns(request)),
  };
}

function written([gamma, beta]: Target["writes"]): Record<string, number> {
  return { WRITES_GAMMA: gamma ? 1 : 0, WRITES_BETA: beta ? 1 : 0 };
}

function sumsPlace([dgammaOffset, dbetaOffset]: readonly [number, number], operand: Operand) {
  return { dgammaOffset, dbetaOffset, sumsStride: operand.runStride };
}

/** Means near those of the data, and variances of its size. */
export function statisticInputs(shape: Shape): SampleInput[] {
  const values = Array.from({ length: elements(shape) }, (_, i) => 0.2 + ((i * 7) % 11) / 10);
  return [
    { shape, range: 0.5 },
    { shape, values },
  ];
}

function sample(shape: Shape, statistics: (typeof kinds)[number]): Sample<Attributes> {
  const of = statistics === "rows" ? shape.slice(0, -1) : shape.slice(-1);
  return {
    name: `${shape.join("x")} with statistics of the ${statistics}`,
    inputs: [{ shape }, { shape }, ...statisticInputs(of)],
    attributes: { epsilon: 0.001, statistics },
  };
}

export const normSums: Op = {
  infer,
  reference,
  kernels,
  samples: kinds.flatMap((kind) => [
    sample([1, 1], kind),
    sample([7, 5], kind),
    sample([2, 3, 67], kind),
    sample([131, 3], kind),
    sample([5, 9, 10, 2], kind),
  ]),
};
