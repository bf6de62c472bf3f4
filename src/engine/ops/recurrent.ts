/**
 * A recurrent layer over time, from projections x W + b [batch, time, gates * units] and the
 * recurrent kernel [units, gates * units]; a GRU that resets after the product takes its bias
 * [2, 3 * units] here, of which row 0 joins the projections and row 1 the products. First states
 * [states, batch, units] are zero unless given. With lengths [batch, 1] a row's state stays as it is
 * from step `length` on. Outputs: y [batch, time, units], or the last state [batch, units]; `saved`,
 * the gates and what else the gradient needs, step by step; `states` [time, batch, units], what the
 * kernel multiplied (for a reset before the product followed by r * state); and the final state
 * [batch, units], for an LSTM its cell.
 */
import type { Shape } from "../core/shape.ts";
import { plainMatmul } from "./matmul-geometry.ts";
import type { Attributes, GradientRequest, Op, TensorId } from "./op.ts";
import { item } from "./operands.ts";
import {
  forwardGeometry,
  type RecurrentAttributes,
  recurrentAttributes,
  recurrentInputs,
  type UpstreamPlace,
} from "./recurrent-geometry.ts";
import { forwardCpu, forwardReference } from "./recurrent-host.ts";
import { forwardKernels } from "./recurrent-kernels.ts";
import { forwardSamples } from "./recurrent-samples.ts";

function infer(inputs: readonly Shape[], plain: Attributes): Shape[] {
  const attributes = recurrentAttributes(plain);
  const { batch, steps, units, factors, savedStride } = forwardGeometry(inputs, attributes);
  return [
    attributes.sequences ? [batch, steps, units] : [batch, units],
    [steps, savedStride],
    [factors * steps, batch, units],
    [batch, units],
  ];
}

/** What flows back does so in sums: each place where a gradient enters is followed by itself. */
function gradient(request: GradientRequest<Attributes>): (TensorId | null)[] {
  const { emitter, inputs, outputs, upstream, wanted } = request;
  const attributes = recurrentAttributes(request.attributes);
  const entries = entriesOf(upstream, attributes);
  if (entries.length === 0) return inputs.map(() => null);
  const parts = entries.map(({ from, place }) => follow(request, attributes, from, place));
  const sum = (ids: readonly TensorId[]) =>
    ids.reduce((left, right) =>
      item(emitter.emit("binary", [left, right], { function: "add" }), 0),
    );
  const summed = (output: number) => sum(parts.map((part) => item(part, output)));
  const numbers = recurrentInputs(
    inputs.map((_, index) => index),
    attributes,
  );
  const found = new Map<number, () => TensorId>([
    [numbers.projections, () => summed(0)],
    [numbers.kernel, () => kernelGradient(request, item(outputs, 2), summed(1))],
    [numbers.bias ?? -1, () => summed(3)],
    [numbers.initial ?? -1, () => summed(2)],
  ]);
  return inputs.map((_, index) => (wanted[index] ? (found.get(index)?.() ?? null) : null));
}

function entriesOf(
  upstream: readonly (TensorId | null)[],
  { cell, sequences }: RecurrentAttributes,
) {
  const [y = null, saved = null, states = null, final = null] = upstream;
  if (saved !== null || states !== null) {
    throw new Error("recurrent: expected no gradient of what is saved for the gradient");
  }
  const candidates: { from: TensorId | null; place: UpstreamPlace }[] = [
    { from: y, place: sequences ? "outputs" : "lastOutput" },
    { from: final, place: cell === "lstm" ? "lastCell" : "lastOutput" },
  ];
  return candidates.flatMap(({ from, place }) => (from === null ? [] : [{ from, place }]));
}

function follow(
  { emitter, inputs, outputs, attributes: plain }: GradientRequest<Attributes>,
  attributes: RecurrentAttributes,
  from: TensorId,
  place: UpstreamPlace,
): TensorId[] {
  const { kernel, lengths } = recurrentInputs(inputs, attributes);
  const saved = [item(outputs, 1), item(outputs, 2)];
  const mask = lengths === null ? [] : [lengths];
  return emitter.emit("recurrentGradient", [from, ...saved, kernel, ...mask], { ...plain, place });
}

/** dU = sum over steps and rows of state^T d(state U) */
function kernelGradient(
  { emitter }: GradientRequest<Attributes>,
  states: TensorId,
  products: TensorId,
): TensorId {
  const attributes = { ...plainMatmul, transposeA: true };
  return item(emitter.emit("matmul", [states, products], attributes), 0);
}

export const recurrent: Op = {
  infer,
  gradient,
  reference: forwardReference,
  cpu: forwardCpu,
  kernels: forwardKernels,
  samples: forwardSamples,
};
