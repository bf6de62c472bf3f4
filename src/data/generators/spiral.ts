import { classifiedPoints, type Generator } from "./generator.ts";

const turns = 1.25;
/** The arms meet in the middle; nothing can tell them apart there. */
const leastRadius = 0.05;
const jitter = 0.25;

/** Archimedean arms, r proportional to the angle, as in TensorFlow Playground. */
export const spiral: Generator<"spiral"> = ({ points, noise, arms }, seed) =>
  classifiedPoints("spiral", seed, { points, classes: arms }, (label, draws) => {
    const radius = draws.uniform(leastRadius, 1);
    // angle = 2 pi (turns r + arm / arms)
    const angle = 2 * Math.PI * (turns * radius + label / arms);
    return [
      radius * Math.sin(angle) + draws.normal(noise * jitter),
      radius * Math.cos(angle) + draws.normal(noise * jitter),
    ];
  });
