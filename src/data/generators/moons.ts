import { classifiedPoints, type Generator } from "./generator.ts";

/** Two half circles of radius 1 that reach into one another span [-1, 2] x [-0.5, 1]. */
const scale = 2 / 3;
const jitter = 0.6;

/** Interleaved half circles, as scikit-learn's `make_moons`, moved and scaled into [-1, 1]. */
export const moons: Generator<"moons"> = ({ points, noise }, seed) =>
  classifiedPoints("moons", seed, { points, classes: 2 }, (label, draws) => {
    const angle = draws.uniform(0, Math.PI);
    const x = label === 0 ? Math.cos(angle) : 1 - Math.cos(angle);
    const y = label === 0 ? Math.sin(angle) : 0.5 - Math.sin(angle);
    return [
      scale * (x - 0.5) + draws.normal(noise * jitter),
      scale * (y - 0.25) + draws.normal(noise * jitter),
    ];
  });
