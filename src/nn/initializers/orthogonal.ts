import { elements } from "../../engine/core/shape.ts";
import type { InitializerSpec } from "../../spec/experiment.ts";
import type { Initializer } from "./initializer.ts";

/**
 * Rows (or columns, if there are fewer) orthonormal, times gain: Saxe et al., ICLR 2014. A normal
 * matrix is made orthogonal by modified Gram-Schmidt, twice, which is enough in float64
 * (Giraud et al., "The loss of orthogonality in the Gram-Schmidt process", 2005).
 */
export const orthogonal: Initializer<Extract<InitializerSpec, { kind: "orthogonal" }>> = (
  spec,
  draw,
  count,
) => {
  const columns = draw.shape.at(-1) ?? 1;
  const rows = elements(draw.shape) / columns;
  const wide = rows <= columns;
  const vectors = wide ? rows : columns;
  const length = wide ? columns : rows;
  const basis = Float64Array.from({ length: count }, (_, index) => draw.normal(index));
  for (let v = 0; v < vectors; v++) {
    for (let pass = 0; pass < 2; pass++) {
      for (let u = 0; u < v; u++) removeComponent(basis, v * length, u * length, length);
    }
    normalize(basis, v * length, length);
  }
  const place = (index: number) =>
    wide ? index : (index % columns) * length + Math.floor(index / columns);
  return (index) => spec.gain * (basis[place(index)] ?? 0);
};

/** v -= (v . u) u */
function removeComponent(basis: Float64Array, v: number, u: number, length: number): void {
  let dot = 0;
  for (let i = 0; i < length; i++) dot += (basis[v + i] ?? 0) * (basis[u + i] ?? 0);
  for (let i = 0; i < length; i++) basis[v + i] = (basis[v + i] ?? 0) - dot * (basis[u + i] ?? 0);
}

/** v /= |v| */
function normalize(basis: Float64Array, v: number, length: number): void {
  let squares = 0;
  for (let i = 0; i < length; i++) squares += (basis[v + i] ?? 0) ** 2;
  const norm = Math.sqrt(squares) || 1;
  for (let i = 0; i < length; i++) basis[v + i] = (basis[v + i] ?? 0) / norm;
}
