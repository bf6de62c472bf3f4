/**
 * What losses against class indices share: scores [B, C], labels [B, 1] -> losses [B], hits [B] (the
 * largest score is the label's), gradient [B, C] of the mean loss. A row with a score that is not
 * finite has a loss and a gradient of NaN and is no hit.
 */
import type { Shape } from "../core/shape.ts";
import { floatBits } from "./float-bits.ts";
import type {
  Attributes,
  Dispatch,
  GradientRequest,
  KernelRequest,
  Operand,
  ReferenceCall,
  Sample,
  TensorId,
} from "./op.ts";
import { dispatchedRuns, expectShape, floats, grid, item, place, read, write } from "./operands.ts";

export interface ScoredRow {
  readonly row: number;
  readonly label: number;
  /** Index of the first of the largest scores. */
  readonly largest: number;
  readonly score: (column: number) => number;
}

/** Loss of a row and the slopes of that loss, both already scaled so that means are taken over B. */
export interface RowLoss {
  readonly loss: number;
  readonly slope: (column: number) => number;
}

/** Runs `lossOf` on every row of finite scores and writes losses, hits and gradient. */
export function scoreRows(
  call: ReferenceCall<Attributes>,
  lossOf: (row: ScoredRow) => RowLoss,
): void {
  const [rows = 0, columns = 0] = item(call.inputShapes, 0);
  const scores = floats(call, 0);
  const labels = floats(call, 1);
  const [losses, hits] = [item(call.outputs, 0), item(call.outputs, 1)];
  const gradient = item(call.outputs, 2);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    const score = (column: number) => scores[start + column] ?? 0;
    const { largest, finite } = scan(score, columns);
    const label = labels[row] ?? 0;
    const { loss, slope } = finite ? lossOf({ row, label, largest, score }) : noLoss;
    losses[row] = loss;
    hits[row] = finite && largest === label ? 1 : 0;
    for (let c = 0; c < columns; c++) gradient[start + c] = slope(c) / rows;
  }
}

const noLoss: RowLoss = { loss: Number.NaN, slope: () => Number.NaN };

function scan(score: (column: number) => number, columns: number) {
  let largest = 0;
  let finite = true;
  for (let c = 0; c < columns; c++) {
    finite &&= Number.isFinite(score(c));
    if (score(c) > score(largest)) largest = c;
  }
  return { largest, finite };
}

/** [losses, hits, gradient]; throws when scores and labels do not fit each other. */
export function classLossShapes(where: string, inputs: readonly Shape[]): Shape[] {
  const scores = item(inputs, 0);
  const [rows = 0, columns = 0] = scores;
  expectShape(`${where} scores`, scores, [rows, columns]);
  expectShape(`${where} labels`, item(inputs, 1), [rows, 1]);
  return [[rows], [rows], scores];
}

/** The gradient that the op has already written; the upstream of the mean loss is 1. */
export function classLossGradient({ outputs }: GradientRequest<Attributes>): (TensorId | null)[] {
  return [item(outputs, 2), null];
}

interface ClassLossKernel extends Pick<Dispatch, "shader" | "constants"> {
  /** A number that the loss has. */
  readonly parameter: number;
  /** A further operand, bound last. */
  readonly weights?: Operand;
}

/** The dispatch of a shader that `uses: class-loss`. */
export function classLossDispatch(
  request: KernelRequest<Attributes>,
  rule: ClassLossKernel,
): Dispatch {
  const [scores, labels] = [item(request.inputs, 0), item(request.inputs, 1)];
  const [losses, hits] = [item(request.outputs, 0), item(request.outputs, 1)];
  const gradient = item(request.outputs, 2);
  const [rows = 0, columns = 0] = scores.shape;
  const written = [write(losses), write(hits), write(gradient)];
  return {
    shader: rule.shader,
    constants: rule.constants,
    sizes: {
      rows,
      columns,
      parameter: floatBits(rule.parameter),
      ...place("scores", scores),
      ...place("labels", labels),
      ...place("losses", losses),
      ...place("hits", hits),
      ...place("gradient", gradient),
      ...place("weights", rule.weights ?? scores),
    },
    bindings: [
      read(scores),
      read(labels),
      ...written,
      ...(rule.weights ? [read(rule.weights)] : []),
    ],
    workgroups: grid(rows, dispatchedRuns(request)),
  };
}

/** A sample with scores in [-range, range]; its gradient is that of the scores alone. */
export function classLossSample(
  name: string,
  shape: Shape,
  attributes: Attributes,
  range = 3,
): Sample<Attributes> {
  const [rows = 0, classes = 1] = shape;
  const values = Array.from({ length: rows }, (_, index) => (index * 7 + 1) % classes);
  const labels = { shape: [rows, 1], shared: true, values };
  return { name, inputs: [{ shape, range }, labels], attributes, differentiable: [0] };
}

/** The label's score is the largest, the smallest, one of two; and not all scores are finite. */
export function extremeSamples(attributes: Attributes): Sample<Attributes>[] {
  const sample = (name: string, scores: number[], labels: number[]): Sample<Attributes> => ({
    name,
    inputs: [
      { shape: [labels.length, 3], values: scores },
      { shape: [labels.length, 1], shared: true, values: labels },
    ],
    attributes,
    differentiable: [],
  });
  return [
    sample("far apart", [80, -80, 0, 1000, -1000, 3, -3e4, 3e4, 3e4], [0, 1, 2]),
    sample(
      "not finite",
      [1, 2, 3, Number.NaN, 0, 1, Infinity, 0, 1, 0, 0, -Infinity],
      [2, 1, 0, 1],
    ),
  ];
}
