/** Comparisons that are made by one click: runs around the first one, and how many seeds each has. */
import { initializers, optimizers } from "../spec/catalogue.ts";
import { rowDefault } from "../spec/defaults.ts";
import type { Experiment, InitializerSpec, OptimizerSpec, RunSpec } from "../spec/experiment.ts";
import { limits } from "../spec/limits.ts";
import { edit } from "./document.ts";

export const comparisons = ["optimizers", "initializers"] as const;
export type Comparison = (typeof comparisons)[number];
/** In place of the runs there are, or behind them. */
export type ComparisonMode = "replace" | "add";

/** The rates of the notes for five layers of 100 ReLU units on MNIST. */
const fourOptimizers: readonly OptimizerSpec[] = [
  { ...rowDefault(optimizers, "sgd"), learningRate: 0.01 },
  { ...rowDefault(optimizers, "momentum"), learningRate: 0.01 },
  { ...rowDefault(optimizers, "adagrad"), learningRate: 0.01 },
  { ...rowDefault(optimizers, "adam"), learningRate: 0.001 },
];

const threeInitializers: readonly InitializerSpec[] = [
  { ...rowDefault(initializers, "normal"), std: 0.01 },
  rowDefault(initializers, "xavierNormal"),
  rowDefault(initializers, "heNormal"),
];

/** The runs of a comparison: all else is as in `first`. */
function comparisonRuns(comparison: Comparison, first: RunSpec): RunSpec[] {
  const base = { ...first, name: "" };
  return comparison === "optimizers"
    ? fourOptimizers.map((optimizer) => ({ ...base, optimizer }))
    : threeInitializers.map((initializer) => ({ ...base, initializer }));
}

/** Runs are the same when they train alike, whatever they are called. */
function sameRun(a: RunSpec, b: RunSpec): boolean {
  return JSON.stringify({ ...a, name: "" }) === JSON.stringify({ ...b, name: "" });
}

/** The runs after a comparison was asked for; what is there already is not added twice. */
export function withComparison(
  runs: readonly RunSpec[],
  comparison: Comparison,
  mode: ComparisonMode,
): RunSpec[] {
  const [first] = runs;
  if (!first) return [...runs];
  const wanted = comparisonRuns(comparison, first);
  if (mode === "replace") return wanted;
  const fresh = wanted.filter((run) => !runs.some((other) => sameRun(run, other)));
  return [...runs, ...fresh].slice(0, limits.runs);
}

/** One step of undo. */
export function compare(comparison: Comparison, mode: ComparisonMode): void {
  edit((draft) => {
    draft.runs = withComparison(draft.runs, comparison, mode);
  });
}

export function setSeeds(seeds: number): void {
  edit((draft) => {
    draft.training.seeds = seeds;
  });
}

/** What is the same for all runs of a document, besides data and batches. */
export interface Fairness {
  readonly sameSeed: boolean;
  readonly sameInitializer: boolean;
  /** All have the same layers; where not, shapes may still match in some of them. */
  readonly sameNetwork: boolean;
}

export function fairnessOf({ runs, network }: Experiment): Fairness {
  const alike = (of: (run: RunSpec) => unknown) =>
    new Set(runs.map((run) => JSON.stringify(of(run)))).size <= 1;
  return {
    sameSeed: alike(({ seed }) => seed),
    sameInitializer: alike(({ initializer }) => initializer ?? network.initializer),
    sameNetwork: alike(({ structure: { width, batchNormalization } }) => [
      width,
      batchNormalization,
    ]),
  };
}
