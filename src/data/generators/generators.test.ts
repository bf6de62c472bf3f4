import { describe, expect, it } from "vitest";
import { elements } from "../../engine/core/shape.ts";
import { type DatasetKind, datasets } from "../../spec/data-catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import type { GeneratedSpec } from "../../spec/experiment.ts";
import type { RawData } from "../raw-data.ts";
import { generate } from "./index.ts";

const kinds = Object.keys(datasets) as DatasetKind[];

/** The row with `points` set and its last field (noise, or distortion) at an end of its range. */
function row(kind: DatasetKind, points: number, roughness: number): GeneratedSpec {
  const rough = kind === "digits" ? { distortion: roughness } : { noise: roughness };
  return { ...rowDefault(datasets, kind), points, ...rough };
}

function classCounts({ targets, training }: RawData): number[] {
  const counts = targets.names.map(() => 0);
  for (const label of training.y) counts[label]!++;
  return counts;
}

describe.each(kinds)("%s", (kind) => {
  it("gives the same bits for the same seed, and others for another", () => {
    const first = generate(row(kind, 200, 0.5), 7);
    expect(generate(row(kind, 200, 0.5), 7)).toEqual(first);
    expect(generate(row(kind, 200, 0.5), 8).training.x).not.toEqual(first.training.x);
  });

  it("has as many finite examples as asked, at both ends of its fields", () => {
    for (const roughness of [0, 1]) {
      const { inputShape, training, targets, validation } = generate(row(kind, 123, roughness), 1);
      expect(training.count).toBe(123);
      expect(training.x.length).toBe(123 * elements(inputShape));
      expect(training.y.length).toBe(123);
      expect(targets.names.length).toBeGreaterThan(0);
      expect(validation).toBeNull();
      expect(training.x.every(Number.isFinite) && training.y.every(Number.isFinite)).toBe(true);
    }
  });

  it("does not change its first examples when more are asked for", () => {
    const few = generate(row(kind, 100, 0.5), 3).training;
    const many = generate(row(kind, 300, 0.5), 3).training;
    expect(many.x.subarray(0, few.x.length)).toEqual(few.x);
  });

  it("balances classes and mixes them, or spreads its values", () => {
    const data = generate(row(kind, 500, 0.1), 1);
    if (data.targets.kind === "classes") {
      const counts = classCounts(data);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      const firstClasses = new Set(data.training.y.subarray(0, counts.length));
      expect(firstClasses.size).toBe(counts.length);
    } else {
      const values = [...data.training.y];
      expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(1);
      expect(Math.max(...values.map(Math.abs))).toBeLessThan(2);
    }
  });
});

describe("rows with fields of their own", () => {
  it("has a cloud for each class", () => {
    const spec = { ...rowDefault(datasets, "gaussians"), classes: 5, noise: 0 };
    const data = generate(spec, 1);
    expect(data.targets.names).toHaveLength(5);
    // Without noise each point lies nearest to the mean of its own class.
    const means = classMeans(data);
    for (let i = 0; i < data.training.count; i++) {
      const [x1, x2] = data.training.x.subarray(2 * i, 2 * i + 2) as unknown as [number, number];
      const distances = means.map(([m1, m2]) => Math.hypot(x1 - m1, x2 - m2));
      expect(distances.indexOf(Math.min(...distances))).toBe(data.training.y[i]);
    }
  });

  it("winds two or three arms that turn into one another", () => {
    for (const arms of [2, 3]) {
      const data = generate({ ...rowDefault(datasets, "spiral"), arms, noise: 0, points: 600 }, 1);
      const { x, y } = data.training;
      for (let i = 0; i < 600; i++) {
        const [x1, x2] = [x[2 * i]!, x[2 * i + 1]!];
        // Undo the winding: what is left of the angle is the arm's.
        const radius = Math.hypot(x1, x2) / 3;
        const angle = Math.atan2(x1, x2) - 2 * Math.PI * 1.25 * radius;
        const arm = ((((angle * arms) / (2 * Math.PI)) % arms) + arms) % arms;
        expect(Math.abs(((arm - y[i]! + arms / 2) % arms) - arms / 2)).toBeLessThan(1e-3);
      }
    }
  });
});

function classMeans({ targets, training }: RawData): [number, number][] {
  const means = targets.names.map((): [number, number] => [0, 0]);
  const counts = targets.names.map(() => 0);
  for (const [i, label] of training.y.entries()) {
    means[label]![0] += training.x[2 * i]!;
    means[label]![1] += training.x[2 * i + 1]!;
    counts[label]!++;
  }
  return means.map(([a, b], label) => [a / counts[label]!, b / counts[label]!]);
}

/** Column `channel` of sequence `i`. */
function channelOf({ inputShape, training }: RawData, i: number, channel: number): number[] {
  const [steps = 1, channels = 1] = inputShape;
  const all = training.x.subarray(i * steps * channels, (i + 1) * steps * channels);
  return Array.from({ length: steps }, (_, time) => all[time * channels + channel]!);
}

describe("sequences", () => {
  it("echoes the symbol that stood before the end", () => {
    for (const [length, delay, asked] of [
      [20, 5, 14],
      [7, 0, 6],
      [4, 9, 0],
    ] as const) {
      const data = generate({ kind: "echo", points: 100, length, delay, symbols: 3 }, 1);
      expect(data.inputShape).toEqual([length, 3]);
      for (let i = 0; i < 100; i++) {
        const rows = [0, 1, 2].map((symbol) => channelOf(data, i, symbol));
        for (let time = 0; time < length; time++) {
          expect(rows.reduce((sum, row) => sum + row[time]!, 0)).toBe(1);
        }
        expect(rows[data.training.y[i]!]![asked]).toBe(1);
      }
    }
  });

  it("adds the two marked numbers, one of each half", () => {
    for (const length of [2, 3, 30]) {
      const data = generate({ kind: "adding", points: 200, length }, 1);
      expect(data.targets).toEqual({ kind: "values", names: ["sum"] });
      for (let i = 0; i < 200; i++) {
        const marks = channelOf(data, i, 1);
        const places = marks.flatMap((mark, time) => (mark === 1 ? [time] : []));
        expect(places).toHaveLength(2);
        expect(places[0]! < Math.floor(length / 2) && places[1]! >= Math.floor(length / 2)).toBe(
          true,
        );
        const values = channelOf(data, i, 0);
        expect(data.training.y[i]).toBeCloseTo(values[places[0]!]! + values[places[1]!]!, 5);
      }
    }
    const { y } = generate({ kind: "adding", points: 4000, length: 30 }, 2).training;
    const error = y.reduce((sum, value) => sum + (value - 1) ** 2, 0) / y.length;
    expect(error).toBeCloseTo(1 / 6, 2);
  });

  it("tells odd from even numbers of ones, in all lengths", () => {
    const data = generate({ kind: "parity", points: 1200, length: 12, variable: true }, 1);
    const { lengths, y } = data.training;
    for (let i = 0; i < 1200; i++) {
      const bits = channelOf(data, i, 0);
      expect(bits.reduce((sum, bit) => sum + bit, 0) % 2).toBe(y[i]);
      expect(bits.slice(lengths![i]).every((bit) => bit === 0)).toBe(true);
    }
    expect(new Set(lengths)).toEqual(new Set(Array.from({ length: 12 }, (_, i) => i + 1)));
    const fixed = generate({ kind: "parity", points: 10, length: 12, variable: false }, 1);
    expect(fixed.training.lengths).toBeNull();
  });
});

describe("motion", () => {
  const spec = { kind: "motion", points: 1200, subjects: 10, noise: 0.3 } as const;
  const data = generate(spec, 1);

  it("has every activity of every subject equally often", () => {
    expect(data.inputShape).toEqual([80, 3]);
    expect(data.subjects).toHaveLength(10);
    const pairs = new Map<string, number>();
    for (let i = 0; i < 1200; i++) {
      const key = `${data.training.groups![i]} ${data.training.y[i]}`;
      pairs.set(key, (pairs.get(key) ?? 0) + 1);
    }
    expect([...pairs.values()]).toEqual(Array.from({ length: 60 }, () => 20));
  });

  it("is about gravity long, and shakes as the activities do", () => {
    const shaking = data.targets.names.map(() => 0);
    let lengthSum = 0;
    for (let i = 0; i < 1200; i++) {
      const axes = [0, 1, 2].map((axis) => channelOf(data, i, axis));
      const means = axes.map((axis) => axis.reduce((sum, value) => sum + value, 0) / 80);
      lengthSum += Math.hypot(...means);
      const variance = axes.reduce(
        (sum, axis, k) => sum + axis.reduce((s, v) => s + (v - means[k]!) ** 2, 0) / 80,
        0,
      );
      shaking[data.training.y[i]!]! += Math.sqrt(variance) / 200;
    }
    expect(lengthSum / 1200).toBeGreaterThan(9.3);
    expect(lengthSum / 1200).toBeLessThan(10.3);
    const of = (name: string) => shaking[data.targets.names.indexOf(name)]!;
    expect(of("sitting")).toBeLessThan(1.5);
    expect(of("standing")).toBeLessThan(1.5);
    expect(of("walking")).toBeGreaterThan(2);
    expect(of("jogging")).toBeGreaterThan(1.5 * of("walking"));
    expect(of("jumping")).toBeGreaterThan(1.5 * of("walking"));
  });

  it("steps at its cadence: the strongest frequency of walking is slower than of jogging", () => {
    const strongest = (i: number) => {
      const values = channelOf(data, i, 2);
      const power = (cycles: number) => {
        let [re, im] = [0, 0];
        for (const [time, value] of values.entries()) {
          re += value * Math.cos((2 * Math.PI * cycles * time) / 80);
          im += value * Math.sin((2 * Math.PI * cycles * time) / 80);
        }
        return re * re + im * im;
      };
      const powers = Array.from({ length: 14 }, (_, k) => power(k + 3));
      // Cycles in four seconds, as steps a second.
      return (powers.indexOf(Math.max(...powers)) + 3) / 4;
    };
    const median = (label: number) => {
      const found = Array.from({ length: 200 }, (_, i) => strongest(i * 6 + label));
      return found.sort((a, b) => a - b)[100]!;
    };
    expect(median(0)).toBeGreaterThan(1.5);
    expect(median(0)).toBeLessThan(2.5);
    expect(median(1)).toBeGreaterThan(2.3);
    expect(median(1)).toBeLessThan(3.3);
  });

  it("is rougher with noise", () => {
    const quiet = generate({ ...spec, noise: 0 }, 1);
    const rough = (set: RawData) => {
      const values = channelOf(set, 4, 2);
      return values.slice(1).reduce((sum, value, i) => sum + Math.abs(value - values[i]!), 0);
    };
    expect(rough(data)).toBeGreaterThan(2 * rough(quiet));
  });
});

describe("digits", () => {
  const data = generate({ kind: "digits", points: 2000, distortion: 0.5 }, 1);
  const image = (i: number) => data.training.x.subarray(i * 784, (i + 1) * 784);

  it("draws ink on an empty frame, about as much as MNIST has", () => {
    expect(data.training.x).toBeInstanceOf(Uint8Array);
    let ink = 0;
    for (const value of data.training.x) ink += value;
    const mean = ink / data.training.x.length;
    expect(mean / 255).toBeGreaterThan(0.1);
    expect(mean / 255).toBeLessThan(0.17);
    let onEdge = 0;
    for (let i = 0; i < 2000; i++) {
      expect(image(i).includes(255)).toBe(true);
      for (let at = 0; at < 28; at++) {
        if (image(i)[at]! > 0 || image(i)[27 * 28 + at]! > 0) onEdge++;
      }
    }
    expect(onEdge / (2000 * 56)).toBeLessThan(0.01);
  });

  it("draws digits that the nearest of a thousand others tells apart, but no two alike", () => {
    let right = 0;
    for (let i = 1000; i < 1100; i++) {
      let best = Infinity;
      let label = -1;
      for (let j = 0; j < 1000; j++) {
        const distance = squaredDistance(image(i), image(j));
        if (distance < best) [best, label] = [distance, data.training.y[j]!];
      }
      expect(best).toBeGreaterThan(0);
      if (label === data.training.y[i]) right++;
    }
    expect(right).toBeGreaterThanOrEqual(90);
  });

  it("distorts as much as asked", () => {
    const spread = (distortion: number) => {
      const { x } = generate({ kind: "digits", points: 400, distortion }, 1).training;
      let sum = 0;
      for (let i = 10; i < 400; i++) {
        sum += squaredDistance(
          x.subarray(i * 784, (i + 1) * 784),
          x.subarray((i % 10) * 784, ((i % 10) + 1) * 784),
        );
      }
      return sum;
    };
    expect(spread(1)).toBeGreaterThan(spread(0.5));
    expect(spread(0.5)).toBeGreaterThan(spread(0));
  });
});

function squaredDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum;
}
