import { numberedClasses, type RawData } from "../raw-data.ts";
import { drawsOf, type Generator } from "./generator.ts";

/**
 * Zeros and ones over time [length, 1]; class 1 where the ones are odd in number. With `variable`
 * lengths from 1 to `length` are equally frequent, and zeros fill the rest.
 */
export const parity: Generator<"parity"> = ({ points, length, variable }, seed) => {
  const x = new Float32Array(points * length);
  const y = new Float32Array(points);
  const lengths = variable ? new Uint16Array(points) : null;
  for (let i = 0; i < points; i++) {
    const draws = drawsOf(seed, i);
    const label = i % 2;
    const steps = variable ? 1 + Math.floor(draws.uniform(0, length)) : length;
    const sequence = x.subarray(i * length, i * length + steps);
    for (let time = 0; time < steps; time++) sequence[time] = draws.uniform(0, 1) < 0.5 ? 0 : 1;
    // Flipping a bit at random keeps every sequence of its parity equally likely.
    const odd = sequence.reduce((sum, bit) => sum + bit, 0) % 2;
    const flipped = Math.floor(draws.uniform(0, steps));
    if (odd !== label) sequence[flipped] = 1 - (sequence[flipped] ?? 0);
    if (lengths) lengths[i] = steps;
    y[i] = label;
  }
  return {
    name: "parity",
    inputShape: [length, 1],
    form: "sequence",
    featureNames: ["bit"],
    targets: { kind: "classes", names: numberedClasses(2) },
    training: { count: points, x, y, lengths },
    validation: null,
  } satisfies RawData;
};
