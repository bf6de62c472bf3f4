/** A few examples of a data set, of every class alike. */
import { type DataSet, type Examples, targetWidth } from "../../engine/core/dataset.ts";
import { permuted } from "../../engine/core/random.ts";
import { elements } from "../../engine/core/shape.ts";

/** Up to `count` examples of the training part, drawn by a seed; nothing is held out. */
export function someExamples(dataset: DataSet, count: number, seed: number): DataSet {
  const chosen = choose(dataset, Math.min(count, dataset.training.count), seed);
  const training = take(dataset, chosen);
  const none = training.lengths && new Uint16Array(0);
  const empty = { count: 0, x: training.x.slice(0, 0), y: new Float32Array(0), lengths: none };
  return { ...dataset, training, validation: empty };
}

/** In the order of a seeded permutation, each class at most its share until all have had theirs. */
function choose({ training, targets }: DataSet, count: number, seed: number): number[] {
  const order = Array.from({ length: training.count }, (_, index) =>
    permuted(index, training.count, seed, 0),
  );
  if (targets.kind === "values") return order.slice(0, count);
  const share = Math.ceil(count / targets.names.length);
  const taken = new Map<number, number>();
  const within: number[] = [];
  const beyond: number[] = [];
  for (const place of order) {
    const label = training.y[place] ?? 0;
    const before = taken.get(label) ?? 0;
    taken.set(label, before + 1);
    (before < share ? within : beyond).push(place);
  }
  return [...within, ...beyond].slice(0, count);
}

function take({ inputShape, targets, training }: DataSet, places: readonly number[]): Examples {
  const { x, y, lengths } = training;
  const size = elements(inputShape);
  const width = targetWidth(targets);
  const chosenX = x.slice(0, places.length * size);
  const chosenY = new Float32Array(places.length * width);
  for (const [at, place] of places.entries()) {
    chosenX.set(x.subarray(place * size, (place + 1) * size), at * size);
    chosenY.set(y.subarray(place * width, (place + 1) * width), at * width);
  }
  const chosenLengths = lengths && Uint16Array.from(places, (place) => lengths[place] ?? 0);
  return { count: places.length, x: chosenX, y: chosenY, lengths: chosenLengths };
}
