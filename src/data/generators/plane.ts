import { type Generator, sampledFunction } from "./generator.ts";

/** A tilted plane: what linear regression is made for. Values in [-1, 1] before the noise. */
export const plane: Generator<"plane"> = ({ points, noise }, seed) =>
  sampledFunction("plane", seed, { points, inputs: 2, noise }, ([x1 = 0, x2 = 0]) => {
    return 0.6 * x1 + 0.4 * x2;
  });
