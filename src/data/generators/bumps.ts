import { type Generator, sampledFunction } from "./generator.ts";

/** Centre and height of each bump. */
const bumpsAt = [
  [-0.55, 0.5, 1],
  [0.05, 0.65, -1],
  [0.65, 0.4, 1],
  [-0.65, -0.45, -1],
  [-0.05, -0.6, 1],
  [0.6, -0.5, -1],
] as const;
const width = 0.3;

/** Hills and hollows, each a Gaussian; values in about [-1, 1]. */
export const bumps: Generator<"bumps"> = ({ points, noise }, seed) =>
  sampledFunction("bumps", seed, { points, inputs: 2, noise }, ([x1 = 0, x2 = 0]) => {
    let sum = 0;
    for (const [centre1, centre2, height] of bumpsAt) {
      // height * exp(-|x - centre|^2 / (2 width^2))
      const squared = (x1 - centre1) ** 2 + (x2 - centre2) ** 2;
      sum += height * Math.exp(-squared / (2 * width * width));
    }
    return sum;
  });
