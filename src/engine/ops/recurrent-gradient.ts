/**
 * The gradient of `recurrent`, backward over time: upstream [batch, time, units] or [batch, units],
 * saved, states, kernel, [lengths] -> that of the projections [batch, time, gates * units], that of
 * the products with the kernel [time, batch, gates * units], that of the first states [states, batch,
 * units], and for a GRU that resets after the product that of its bias [2, 3 * units]. Where the
 * reset comes before the product, the products of states and of r * state follow one another, each
 * with zeros in the columns of the other.
 */
import type { Shape } from "../core/shape.ts";
import { choiceOf } from "./attributes.ts";
import type { Attributes, Op } from "./op.ts";
import { expectShape, item } from "./operands.ts";
import { gradientGeometry, recurrentAttributes, upstreamPlaces } from "./recurrent-geometry.ts";
import { gradientCpu, gradientReference } from "./recurrent-host.ts";
import { gradientKernels } from "./recurrent-kernels.ts";
import { gradientSamples } from "./recurrent-samples.ts";

function infer(inputs: readonly Shape[], plain: Attributes): Shape[] {
  const attributes = recurrentAttributes(plain);
  const geometry = gradientGeometry(inputs, attributes);
  const { batch, steps, units, columns, states, factors } = geometry;
  const whole = choiceOf(plain, "place", upstreamPlaces) === "outputs";
  const upstream = whole ? [batch, steps, units] : [batch, units];
  expectShape("recurrentGradient upstream", item(inputs, 0), upstream);
  return [
    [batch, steps, columns],
    [factors * steps, batch, columns],
    [states, batch, units],
    ...(attributes.cell === "gru" ? [[2, columns]] : []),
  ];
}

export const recurrentGradient: Op = {
  infer,
  reference: gradientReference,
  cpu: gradientCpu,
  kernels: gradientKernels,
  samples: gradientSamples,
};
