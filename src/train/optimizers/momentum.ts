/** Momentum (Polyak, 1964). */
import type { Optimizer, OptimizerValues, StepRate } from "./optimizer.ts";

/** Momentum of update `t`: the schedule's, else rising in a line to its value (Sutskever et al., 2013). */
function momentumAt(t: number, values: OptimizerValues<"momentum">, { momentum }: StepRate) {
  if (momentum !== null) return momentum;
  const { startMomentum: start, momentum: end, rampSteps } = values;
  // start + (end - start) min(1, (t - 1) / ramp)
  return t > rampSteps ? end : start + ((end - start) * (t - 1)) / rampSteps;
}

/** lr and momentum; also those of Nesterov. */
export function momentumScalars(
  t: number,
  values: OptimizerValues<"momentum">,
  rate: StepRate,
): number[] {
  return [rate.learningRate, momentumAt(t, values, rate)];
}

export const momentum: Optimizer<"momentum"> = {
  slots: 1,
  constants: () => [],
  scalars: momentumScalars,
  update: ({ count, weights, gradients, first: velocities }, _, [learningRate = 0, m = 0]) => {
    for (let i = 0; i < count; i++) {
      // v <- m v - lr g;  x <- x + v
      const velocity = m * (velocities[i] ?? 0) - learningRate * (gradients[i] ?? 0);
      velocities[i] = velocity;
      weights[i] = (weights[i] ?? 0) + velocity;
    }
  },
};
