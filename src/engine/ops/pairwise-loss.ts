/**
 * What binary cross-entropy and mean squared error share: both compare values [B, D] with targets of
 * the same shape, number by number -> losses [B], means over D; hits [B]; gradient [B, D] of the mean
 * over all B D numbers.
 */
import type { Attributes, Op, ReferenceCall, Sample } from "./op.ts";
import { dispatchedRuns, expectShape, floats, grid, item, place, read, write } from "./operands.ts";

/** How a row counts as right: never, by a threshold in one column, or by the largest column. */
export const hitKinds = ["none", "threshold", "argmax"] as const;
export type HitKind = (typeof hitKinds)[number];
const hitCodes = { none: 0, threshold: 1, argmax: 2 } as const;

export interface PairwiseLoss {
  readonly shader: string;
  /** Value and derivative of one number's loss. */
  readonly loss: (value: number, target: number) => number;
  readonly slope: (value: number, target: number) => number;
  /** From where on a single output says "one". */
  readonly threshold: number;
  readonly hits: (attributes: Attributes, columns: number) => HitKind;
  readonly samples: readonly Sample<Attributes>[];
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
      sum += rule.loss(value, target);
      gradient[c] = rule.slope(value, target) / (rows * columns);
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
