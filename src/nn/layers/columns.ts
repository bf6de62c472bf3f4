/** A layer's columns of the runs table: its own values, then the limit of its kernels' norms. */
import { defaultRun } from "../../spec/defaults.ts";
import type { LayerSpec, RunSpec } from "../../spec/experiment.ts";
import { layerOf } from "./index.ts";

/** A layer's own limit wins over that of the run; 0 is none. */
export function tableValuesOf(spec: LayerSpec, run: RunSpec): number[] {
  const own = layerOf(spec).tableValues?.(spec, run) ?? [];
  return "maxNorm" in spec ? [...own, spec.maxNorm || run.maxNorm] : [...own];
}

/** How many columns a layer has, and which of them holds the limit of its norms. */
export function columnsOf(spec: LayerSpec): { count: number; maxNorm: number | null } {
  const count = tableValuesOf(spec, defaultRun()).length;
  return { count, maxNorm: "maxNorm" in spec ? count - 1 : null };
}
