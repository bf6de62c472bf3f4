/**
 * What losses share that compare values [B, D] with targets of the same shape, number by number ->
 * losses [B], means over D; hits [B]; gradient [B, D] of the mean over all B D numbers.
 */
import type { Shape } from "../core/shape.ts";
import { choiceOf } from "./attributes.ts";
import { floatBits } from "./float-bits.ts";
import type { Attributes, Op, ReferenceCall, Sample } from "./op.ts";
import { dispatchedRuns, expectShape, floats, grid, item, place, read, write } from "./operands.ts";

/** How a row counts as right: never, by a threshold in one column, or by the largest column. */
export const hitKinds = ["none", "threshold", "argmax"] as const;
export type HitKind = (typeof hitKinds)[number];
const hitCodes = { none: 0, threshold: 1, argmax: 2 } as const;

export interface PairwiseLoss {
  readonly shader: string;
  /** A number that the loss has, as Huber's delta; 0 where it has none. */
  readonly parameter: (attributes: Attributes) => number;
  /** Value and derivative of one number's loss. */
  readonly loss: (value: number, target: number, parameter: number) => number;
  readonly slope: (value: number, target: number, parameter: number) => number;
  /** From where on a single output says "one". */
  readonly threshold: number;
  readonly hits: (attributes: Attributes, columns: number) => HitKind;
  readonly samples: readonly Sample<Attributes>[];
}

/** Attribute `hits` of the losses that serve classes and values alike. */
export function hitsOf(attributes: Attributes): HitKind {
  return choiceOf(attributes, "hits", hitKinds);
}

export const noParameter = () => 0;

/** A sample of a loss of differences, away from targets by up to 3. */
export function differenceSample(
  shape: Shape,
  attributes: Attributes & { readonly hits: HitKind },
): Sample<Attributes> {
  const name = `${attributes.hits} ${shape.join("x")}`;
  return {
    name,
    inputs: [
      { shape, range: 2 },
      { shape, shared: true },
    ],
    attributes,
    differentiable: [0],
  };
}

function argmax(x: ArrayLike<number>, start: number, columns: number): number {
  let best = 0;
  for (let c = 1; c < columns; c++) {
    if ((x[start + c] ?? 0) > (x[start + best] ?? 0)) best = c;
  }
  return best;
}

function reference(rule: PairwiseLoss, call: ReferenceCall<Attributes>): void {
  const [rows = 0, columns = 0] = item(call.inputShapes, 0);
  const values = floats(call, 0);
  const targets = floats(call, 1);
  const losses = item(call.outputs, 0);
  const hits = item(call.outputs, 1);
  const gradient = item(call.outputs, 2);
  const kind = rule.hits(call.attributes, columns);
  const parameter = rule.parameter(call.attributes);
  const isHit = (start: number) => {
    if (kind === "argmax")
      return argmax(values, start, columns) === argmax(targets, start, columns);
    const says = (values[start] ?? 0) > rule.threshold;
    return kind === "threshold" && says === (targets[start] ?? 0) > 0.5;
  };
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let sum = 0;
    for (let c = start; c < start + columns; c++) {
      const value = values[c] ?? 0;
      const target = targets[c] ?? 0;
      sum += rule.loss(value, target, parameter);
      gradient[c] = rule.slope(value, target, parameter) / (rows * columns);
    }
    losses[row] = sum / columns;
    hits[row] = Number.isFinite(sum) && isHit(start) ? 1 : 0;
  }
}

export function pairwiseLossOp(rule: PairwiseLoss): Op {
  return {
    infer: (inputs, attributes) => {
      const values = item(inputs, 0);
      const [rows = 0, columns = 0] = values;
      rule.hits(attributes, columns);
      rule.parameter(attributes);
      expectShape(`${rule.shader} outputs`, values, [rows, columns]);
      expectShape(`${rule.shader} targets`, item(inputs, 1), values);
      return [[rows], [rows], values];
    },
    gradient: ({ outputs }) => [item(outputs, 2), null],
    reference: (call) => reference(rule, call),
    kernels: (request) => {
      const [values, targets] = [item(request.inputs, 0), item(request.inputs, 1)];
      const [losses, hits] = [item(request.outputs, 0), item(request.outputs, 1)];
      const gradient = item(request.outputs, 2);
      const [rows = 0, columns = 0] = values.shape;
      return [
        {
          shader: rule.shader,
          constants: { HITS: hitCodes[rule.hits(request.attributes, columns)] },
          sizes: {
            rows,
            columns,
            parameter: floatBits(rule.parameter(request.attributes)),
            ...place("values", values),
            ...place("targets", targets),
            ...place("losses", losses),
            ...place("hits", hits),
            ...place("gradient", gradient),
          },
          bindings: [read(values), read(targets), write(losses), write(hits), write(gradient)],
          workgroups: grid(rows, dispatchedRuns(request)),
        },
      ];
    },
    samples: rule.samples,
  };
}
