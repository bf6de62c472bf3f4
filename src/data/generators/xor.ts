import { classifiedPoints, type Generator } from "./generator.ts";

/** Half the width of the empty cross between the quadrants. */
const gap = 0.06;
const jitter = 0.5;

/** Opposite quadrants share a class: the product of the coordinates decides. */
export const xor: Generator<"xor"> = ({ points, noise }, seed) =>
  classifiedPoints("xor", seed, { points, classes: 2 }, (label, draws) => {
    const x = draws.uniform(gap, 1);
    const y = draws.uniform(gap, 1);
    const side = draws.uniform(0, 1) < 0.5 ? -1 : 1;
    return [
      side * x + draws.normal(noise * jitter),
      side * (label === 1 ? y : -y) + draws.normal(noise * jitter),
    ];
  });
