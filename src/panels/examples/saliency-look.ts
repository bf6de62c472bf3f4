/** A gradient with respect to the inputs, made ready to be drawn. */
import type { ExampleLook } from "../../ui/charts/example-look.ts";

/** The largest size; 0 where all are 0. */
export function largest(gradient: Float32Array): number {
  let most = 0;
  for (const value of gradient) most = Math.max(most, Math.abs(value));
  return most;
}

/** Of each pixel the largest size over its channels, as a share of the largest of all [pixels]. */
export function pixelShares(gradient: Float32Array, channels: number): Float64Array {
  const most = largest(gradient) || 1;
  return Float64Array.from({ length: gradient.length / channels }, (_, pixel) => {
    const own = gradient.subarray(pixel * channels, (pixel + 1) * channels);
    return largest(own) / most;
  });
}

/** How the gradient of a sequence is drawn: as its values are, on a scale of its own. */
export function gradientSequence(
  gradient: Float32Array,
  look: ExampleLook,
): { readonly x: Float32Array; readonly look: ExampleLook } {
  const most = largest(gradient) || 1;
  if (look.kind === "lines")
    return { x: gradient, look: { kind: "lines", low: -most, high: most } };
  return { x: gradient.map(Math.abs), look: { kind: "map", low: 0, high: most } };
}

export interface FeatureGradient {
  readonly feature: number;
  readonly gradient: number;
  /** Of the largest size, from -1 to 1. */
  readonly share: number;
}

/** Up to `most` features with the largest gradients, in their own order. */
export function featureGradients(gradient: Float32Array, most: number): FeatureGradient[] {
  const top = largest(gradient) || 1;
  const size = (feature: number) => Math.abs(gradient[feature] ?? 0);
  return [...gradient.keys()]
    .toSorted((a, b) => size(b) - size(a) || a - b)
    .slice(0, most)
    .toSorted((a, b) => a - b)
    .map((feature) => {
      const value = gradient[feature] ?? 0;
      return { feature, gradient: value, share: value / top };
    });
}
