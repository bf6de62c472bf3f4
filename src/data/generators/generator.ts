import { normal, streams, uniform } from "../../engine/core/random.ts";
import type { DatasetKind, datasets } from "../../spec/data-catalogue.ts";
import type { Values } from "../../spec/experiment.ts";
import { numberedClasses, numberedFeatures, type RawData } from "../raw-data.ts";

/** The fields of one row of the catalogue with its kind; distributes over a union of kinds. */
export type SpecOf<K extends DatasetKind> = {
  [P in K]: { kind: P } & Values<(typeof datasets)[P]["fields"]>;
}[K];

/** Examples from a row's fields and the document's seed: equal arguments give equal bits. */
export type Generator<K extends DatasetKind> = (spec: SpecOf<K>, seed: number) => RawData;

/** Random numbers of one example, one after the other; examples do not depend on one another. */
export interface Draws {
  /** In [low, high). */
  uniform(low: number, high: number): number;
  /** Mean 0. */
  normal(standardDeviation: number): number;
}

export function drawsOf(seed: number, example: number): Draws {
  let index = 0;
  return {
    uniform: (low, high) => low + (high - low) * uniform(seed, streams.data, example, index++),
    normal: (deviation) => deviation * normal(seed, streams.data, example, index++),
  };
}

/**
 * Points are placed in the unit square [-1, 1]^2 and spread by this factor. With a deviation near 1
 * on each axis networks start in a useful range; at [-1, 1] a 16-16 tanh network leaves the spiral at
 * chance for hundreds of epochs.
 */
const spread = 3;

/**
 * A set of points in the plane with a class each. Classes take turns, so that they are balanced and
 * mixed in whatever order the examples are read.
 */
export function classifiedPoints(
  name: string,
  seed: number,
  size: { readonly points: number; readonly classes: number },
  place: (label: number, draws: Draws) => readonly [number, number],
): RawData {
  const x = new Float32Array(size.points * 2);
  const y = new Float32Array(size.points);
  for (let i = 0; i < size.points; i++) {
    const label = i % size.classes;
    const [x1, x2] = place(label, drawsOf(seed, i));
    x.set([spread * x1, spread * x2], i * 2);
    y[i] = label;
  }
  return {
    name,
    inputShape: [2],
    featureNames: numberedFeatures(2),
    targets: { kind: "classes", names: numberedClasses(size.classes) },
    training: { count: size.points, x, y, lengths: null },
    validation: null,
  };
}

/** Inputs uniform on each axis, with the value of a noisy function of the input in [-1, 1]. */
export function sampledFunction(
  name: string,
  seed: number,
  size: { readonly points: number; readonly inputs: number; readonly noise: number },
  value: (input: readonly number[]) => number,
): RawData {
  const x = new Float32Array(size.points * size.inputs);
  const y = new Float32Array(size.points);
  for (let i = 0; i < size.points; i++) {
    const draws = drawsOf(seed, i);
    const input = Array.from({ length: size.inputs }, () => draws.uniform(-1, 1));
    x.set(
      input.map((coordinate) => spread * coordinate),
      i * size.inputs,
    );
    y[i] = value(input) + draws.normal(size.noise);
  }
  return {
    name,
    inputShape: [size.inputs],
    featureNames: numberedFeatures(size.inputs),
    targets: { kind: "values", names: ["y"] },
    training: { count: size.points, x, y, lengths: null },
    validation: null,
  };
}
