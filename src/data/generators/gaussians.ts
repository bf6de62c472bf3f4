import { classifiedPoints, type Generator } from "./generator.ts";

const centreRadius = 0.65;
const leastDeviation = 0.05;
const jitter = 0.9;

/** A cloud for each class, their centres evenly round a circle. */
export const gaussians: Generator<"gaussians"> = ({ points, noise, classes }, seed) =>
  classifiedPoints("gaussians", seed, { points, classes }, (label, draws) => {
    const angle = Math.PI / 4 + (2 * Math.PI * label) / classes;
    const deviation = leastDeviation + noise * jitter;
    return [
      centreRadius * Math.cos(angle) + draws.normal(deviation),
      centreRadius * Math.sin(angle) + draws.normal(deviation),
    ];
  });
