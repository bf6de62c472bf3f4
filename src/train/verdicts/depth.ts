/** How the gradient changes on its way from the output to the input. */
import type { SeenInspection } from "./verdict.ts";

export interface Depth {
  readonly firstName: string;
  readonly lastName: string;
  /** Root mean squares of the gradients of the kernels nearest to input and output. */
  readonly first: number;
  readonly last: number;
}

/** null with fewer than two kernels that learn. */
export function gradientDepth({ run }: SeenInspection): Depth | null {
  const kernels = run.parameters.flatMap(({ name, shape, gradient }) =>
    gradient !== null && shape.length > 1 ? [{ name, gradient }] : [],
  );
  const [first, last] = [kernels[0], kernels.at(-1)];
  if (!first || !last || first === last) return null;
  // sqrt(sum g^2 / n)
  const rms = ({ norm, count }: { norm: number; count: number }) =>
    norm / Math.sqrt(Math.max(1, count));
  return {
    firstName: first.name,
    lastName: last.name,
    first: rms(first.gradient),
    last: rms(last.gradient),
  };
}
