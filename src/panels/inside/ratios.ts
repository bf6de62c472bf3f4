/** Update ratios over the steps, and norms of gradients along the network. */
import type { Inspection, RunInspection, TensorStatistics } from "../../train/inspection.ts";
import { logScale, type Scale } from "../../ui/charts/axis.ts";

/** |update| / |weights| of healthy training, and where it stops being so. */
export const healthyRatio = { low: 1e-4, middle: 1e-3, high: 1e-2 } as const;

export interface RatioLine {
  /** `dense_1/kernel` */
  readonly name: string;
  /** null where it is not positive: there is no place for it on a logarithmic axis. */
  readonly points: readonly { readonly x: number; readonly y: number | null }[];
  /** The last ratio that can be drawn. */
  readonly last: number | null;
}

/** Biases start at 0, where any update is infinitely large beside them. */
function isBias(name: string): boolean {
  return name.endsWith("/bias");
}

export function ratioLines(
  history: readonly Inspection[],
  run: number,
  biases: boolean,
): RatioLine[] {
  const lines = new Map<string, { x: number; y: number | null }[]>();
  for (const { step, runs } of history) {
    for (const { name, ratio } of runs[run]?.parameters ?? []) {
      if (ratio === null || (isBias(name) && !biases)) continue;
      const points = lines.get(name) ?? [];
      points.push({ x: step, y: ratio > 0 && Number.isFinite(ratio) ? ratio : null });
      lines.set(name, points);
    }
  }
  return [...lines].map(([name, points]) => ({
    name,
    points,
    last: points.findLast(({ y }) => y !== null)?.y ?? null,
  }));
}

/** Whole decades around the band and every line, eight below the largest at most. */
export function ratioScale(lines: readonly RatioLine[]): Scale {
  const values = lines.flatMap(({ points }) => points.flatMap(({ y }) => (y === null ? [] : [y])));
  const low = Math.min(healthyRatio.low / 10, ...values);
  const high = Math.max(healthyRatio.high * 10, ...values);
  const decade = (round: (x: number) => number, value: number) =>
    Number(`1e${round(Math.log10(value))}`);
  return logScale(decade(Math.floor, low), decade(Math.ceil, high), 8);
}

export interface LayerNorms {
  readonly name: string;
  /**
   * Of the loss with respect to the layer's weights, all of its tensors together; null: none; NaN: not
   * all of it is finite.
   */
  readonly weights: number | null;
  /** With respect to what it puts out. */
  readonly outputs: number | null;
}

/** Statistics leave out what is not finite: the norm of the rest says nothing. */
function normOf({ norm, notFinite }: TensorStatistics): number {
  return notFinite > 0 ? Number.NaN : norm;
}

/** Of every layer that a gradient reaches, in network order. */
export function layerNorms({ layers, parameters }: RunInspection): LayerNorms[] {
  return layers
    .map(({ name, gradient }) => {
      const own = parameters.flatMap((parameter) =>
        parameter.layer === name && parameter.gradient ? [normOf(parameter.gradient)] : [],
      );
      // |(a, b)| = sqrt(|a|^2 + |b|^2)
      const weights = own.length > 0 ? Math.hypot(...own) : null;
      return { name, weights, outputs: gradient && normOf(gradient) };
    })
    .filter(({ weights, outputs }) => weights !== null || outputs !== null);
}

/** Decades around all norms that can be drawn. */
export function normScale(norms: readonly LayerNorms[]): Scale {
  const values = norms
    .flatMap(({ weights, outputs }) => [weights ?? 0, outputs ?? 0])
    .filter((value) => value > 0 && Number.isFinite(value));
  if (values.length === 0) return logScale(1e-3, 1, 5);
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.ceil(Math.log10(Math.max(...values)));
  return logScale(10 ** Math.max(low, high - 12), 10 ** Math.max(high, low + 1), 6);
}
