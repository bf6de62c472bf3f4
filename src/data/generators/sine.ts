import { type Generator, sampledFunction } from "./generator.ts";

const periods = 1.5;

/** One input, one and a half waves over [-1, 1]. */
export const sine: Generator<"sine"> = ({ points, noise }, seed) =>
  sampledFunction("sine", seed, { points, inputs: 1, noise }, ([x1 = 0]) => {
    return Math.sin(periods * Math.PI * x1);
  });
