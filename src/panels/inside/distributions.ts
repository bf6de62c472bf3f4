/** Which of an inspection's statistics are shown together, in network order. */
import type { LayerKind } from "../../spec/catalogue.ts";
import type { Inspection, RunInspection, TensorStatistics } from "../../train/inspection.ts";

export const quantities = ["activations", "weights", "gradients", "updates"] as const;
export type Quantity = (typeof quantities)[number];

/** Gradients flow to both: to what layers put out, and to their weights. */
export type GradientSide = "layers" | "weights";

export interface Distribution {
  /** `dense_1` or `dense_1/kernel` */
  readonly name: string;
  readonly statistics: TensorStatistics;
  /** Shares; null where the layer's function has no such side. */
  readonly dead: number | null;
  readonly saturated: number | null;
  /** |update| / |weights|; null where it is not about updates. */
  readonly ratio: number | null;
}

/** In evaluation these put out what came in: a second picture of the same values. */
const passing: readonly LayerKind[] = ["flatten", "reshape", "dropout", "gaussianNoise"];

const plain = { dead: null, saturated: null, ratio: null };

function ofLayers(run: RunInspection, quantity: "activations" | "gradients"): Distribution[] {
  return run.layers
    .filter(({ kind }) => !passing.includes(kind))
    .flatMap(({ name, activation, gradient, dead, saturated }) => {
      if (quantity === "activations") {
        return [{ ...plain, name, statistics: activation, dead, saturated }];
      }
      return gradient ? [{ ...plain, name, statistics: gradient }] : [];
    });
}

const sides = { weights: "weights", gradients: "gradient", updates: "update" } as const;

function ofParameters(run: RunInspection, quantity: keyof typeof sides): Distribution[] {
  return run.parameters.flatMap((parameter) => {
    const statistics = parameter[sides[quantity]];
    if (!statistics) return [];
    const ratio = quantity === "updates" ? parameter.ratio : null;
    return [{ ...plain, name: parameter.name, statistics, ratio }];
  });
}

/** Tensors that have none, as updates before the first step, are left out. */
export function distributionsOf(
  run: RunInspection,
  quantity: Quantity,
  side: GradientSide,
): Distribution[] {
  if (quantity === "activations") return ofLayers(run, quantity);
  if (quantity === "gradients" && side === "layers") return ofLayers(run, quantity);
  return ofParameters(run, quantity);
}

export interface Moment {
  readonly step: number;
  readonly statistics: TensorStatistics;
}

/** The statistics of every shown tensor at each moment that has them, by name. */
export function momentsOf(
  history: readonly Inspection[],
  run: number,
  quantity: Quantity,
  side: GradientSide,
): ReadonlyMap<string, readonly Moment[]> {
  const found = new Map<string, Moment[]>();
  for (const { step, runs } of history) {
    const inspected = runs[run];
    if (!inspected) continue;
    for (const { name, statistics } of distributionsOf(inspected, quantity, side)) {
      const moments = found.get(name) ?? [];
      moments.push({ step, statistics });
      found.set(name, moments);
    }
  }
  return found;
}

/** The moment at a step, or the last one before it; the first where all are later. */
export function momentAt(history: readonly Inspection[], step: number): Inspection | null {
  return history.findLast((moment) => moment.step <= step) ?? history[0] ?? null;
}

/** The last moment up to a step at which an update was seen: while nothing is trained there is none. */
export function lastUpdated(
  history: readonly Inspection[],
  step: number,
  run: number,
): Inspection | null {
  const updated = (moment: Inspection) =>
    moment.runs[run]?.parameters.some(({ update }) => update !== null) ?? false;
  return history.findLast((moment) => moment.step <= step && updated(moment)) ?? null;
}
