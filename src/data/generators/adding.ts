import type { RawData } from "../raw-data.ts";
import { drawsOf, type Generator } from "./generator.ts";

/**
 * The adding problem (Hochreiter and Schmidhuber, "Long Short-Term Memory", Neural Computation 9(8),
 * 1997): [length, 2] with a number in [0, 1) and a mark at each time; two are marked, one in each
 * half, and their sum is asked for. Always answering 1 has a mean squared error of 1/6.
 */
export const adding: Generator<"adding"> = ({ points, length }, seed) => {
  const x = new Float32Array(points * length * 2);
  const y = new Float32Array(points);
  const half = Math.floor(length / 2);
  for (let i = 0; i < points; i++) {
    const draws = drawsOf(seed, i);
    const sequence = x.subarray(i * length * 2, (i + 1) * length * 2);
    for (let time = 0; time < length; time++) sequence[time * 2] = draws.uniform(0, 1);
    const marked = [Math.floor(draws.uniform(0, half)), Math.floor(draws.uniform(half, length))];
    for (const time of marked) {
      sequence[time * 2 + 1] = 1;
      y[i] = (y[i] ?? 0) + (sequence[time * 2] ?? 0);
    }
  }
  return {
    name: "adding",
    inputShape: [length, 2],
    form: "sequence",
    featureNames: ["value", "mark"],
    targets: { kind: "values", names: ["sum"] },
    training: { count: points, x, y, lengths: null },
    validation: null,
  } satisfies RawData;
};
