/** Inspections that the tests of the charts look at. */
import type { Inspection, ParameterInspection } from "../../train/inspection.ts";

const nothing = {
  count: 0,
  notFinite: 0,
  mean: 0,
  std: 0,
  min: 0,
  max: 0,
  norm: 0,
  zeros: 0,
  bins: new Float32Array(32),
};

function parameter(ratio: number | null): ParameterInspection {
  return {
    name: "dense_1/kernel",
    layer: "dense_1",
    shape: [1],
    weights: nothing,
    gradient: null,
    update: null,
    ratio,
  };
}

/** A gradient norm for each run; each has parameters with these ratios. */
export function inspection(
  step: number,
  gradientNorms: readonly number[],
  ratios: readonly (number | null)[] = [],
): Inspection {
  const runs = gradientNorms.map((gradientNorm) => ({
    layers: [],
    parameters: ratios.map(parameter),
    gradientNorm,
  }));
  return { step, examples: 1, runs };
}
