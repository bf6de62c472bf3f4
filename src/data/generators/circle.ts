import { classifiedPoints, type Generator } from "./generator.ts";

const innerRadius = 0.5;
const ringRadius = 0.7;
const jitter = 0.5;

/** A disc inside a ring: no straight line parts them. */
export const circle: Generator<"circle"> = ({ points, noise }, seed) =>
  classifiedPoints("circle", seed, { points, classes: 2 }, (label, draws) => {
    const radius = label === 1 ? draws.uniform(0, innerRadius) : draws.uniform(ringRadius, 1);
    const angle = draws.uniform(0, 2 * Math.PI);
    return [
      radius * Math.sin(angle) + draws.normal(noise * jitter),
      radius * Math.cos(angle) + draws.normal(noise * jitter),
    ];
  });
