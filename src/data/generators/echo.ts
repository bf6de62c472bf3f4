import { numberedClasses, type RawData } from "../raw-data.ts";
import { drawsOf, type Generator } from "./generator.ts";

/**
 * Random symbols over time as one-hot rows [length, symbols]; the class is the symbol that stood
 * `delay` places before the end, or the first where the sequence is shorter.
 */
export const echo: Generator<"echo"> = ({ points, length, delay, symbols }, seed) => {
  const x = new Float32Array(points * length * symbols);
  const y = new Float32Array(points);
  const asked = Math.max(0, length - 1 - delay);
  for (let i = 0; i < points; i++) {
    const draws = drawsOf(seed, i);
    const label = i % symbols;
    for (let time = 0; time < length; time++) {
      const drawn = Math.floor(draws.uniform(0, symbols));
      const symbol = time === asked ? label : drawn;
      x[(i * length + time) * symbols + symbol] = 1;
    }
    y[i] = label;
  }
  return {
    name: "echo",
    inputShape: [length, symbols],
    form: "sequence",
    featureNames: numberedClasses(symbols),
    targets: { kind: "classes", names: numberedClasses(symbols) },
    training: { count: points, x, y, lengths: null },
    validation: null,
  } satisfies RawData;
};
