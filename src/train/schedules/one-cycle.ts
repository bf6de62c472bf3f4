/** One cycle (Smith and Topin, 2019), as PyTorch's OneCycleLR with `anneal_strategy="cos"`. */
import type { Position, Schedule, SpecOf } from "./schedule.ts";

/** end + (start - end) (1 + cos(pi share)) / 2 */
function annealed(start: number, end: number, share: number): number {
  return end + 0.5 * (start - end) * (1 + Math.cos(Math.PI * share));
}

interface Phase {
  readonly rises: boolean;
  /** Share of the phase that is over. */
  readonly share: number;
}

/** The rate rises up to step warmShare T - 1, then falls up to step T - 1. */
function phaseAt(warmShare: number, { step, total }: Pick<Position, "step" | "total">): Phase {
  const turn = warmShare * total - 1;
  if (turn > 0 && step <= turn) return { rises: true, share: step / turn };
  const length = total - 1 - turn;
  return { rises: false, share: length > 0 ? Math.min(1, (step - turn) / length) : 1 };
}

/** From lr / startDivisor to lr, then to lr / startDivisor / endDivisor. */
export const oneCycle: Schedule<"oneCycle"> = (spec, at) => {
  const { rises, share } = phaseAt(spec.warmShare, at);
  const first = at.base / spec.startDivisor;
  return rises
    ? annealed(first, at.base, share)
    : annealed(at.base, first / spec.endDivisor, share);
};

/** Momentum is high where the rate is low; null where it does not cycle. */
export function oneCycleMomentum(
  spec: SpecOf<"oneCycle">,
  at: Pick<Position, "step" | "total">,
): number | null {
  const { cycleMomentum, lowMomentum: low, highMomentum: high } = spec;
  if (!cycleMomentum) return null;
  const { rises, share } = phaseAt(spec.warmShare, at);
  return rises ? annealed(high, low, share) : annealed(low, high, share);
}
