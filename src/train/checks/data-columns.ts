/** The numbers that enter the network, column by column: mean and spread after normalisation. */
import { type DataSet, type Examples, formOf } from "../../engine/core/dataset.ts";
import { elements } from "../../engine/core/shape.ts";

export interface ColumnFigures {
  readonly mean: number;
  readonly std: number;
  readonly largest: number;
  readonly notFinite: number;
}

/** What is counted as one column: a feature of a table, a channel of a sequence, all pixels of images. */
function columnCount(dataset: Pick<DataSet, "inputShape" | "form" | "training">): number {
  switch (formOf(dataset)) {
    case "table":
      return elements(dataset.inputShape);
    case "sequence":
      return dataset.inputShape.length > 1 ? (dataset.inputShape.at(-1) ?? 1) : 1;
    case "image":
      return 1;
  }
}

/** Values that say something: what fills up short sequences is left out. */
function validValues({ inputShape }: Pick<DataSet, "inputShape">, examples: Examples, at: number) {
  const size = elements(inputShape);
  const perStep = size / (inputShape[0] ?? 1);
  return examples.lengths === null ? size : (examples.lengths[at] ?? 0) * perStep;
}

/** Figures of each column of the training part as the network sees it. */
export function columnFigures(dataset: DataSet): ColumnFigures[] {
  const { training, normalization } = dataset;
  const columns = columnCount(dataset);
  const size = elements(dataset.inputShape);
  const { shift, scale } = normalization;
  const sums = Array.from({ length: columns }, () => new Running());
  for (let example = 0; example < training.count; example++) {
    const valid = validValues(dataset, training, example);
    for (let feature = 0; feature < valid; feature++) {
      const raw = training.x[example * size + feature] ?? 0;
      const at = shift.length === 1 ? 0 : feature;
      // x' = (x - shift) * scale
      sums[feature % columns]?.add((raw - (shift[at] ?? 0)) * (scale[at] ?? 1));
    }
  }
  return sums.map((sum) => sum.figures());
}

/** Places of one example that are the same in the whole training part, though others vary. */
export function constantPlaces(dataset: DataSet): number[] {
  const { training, inputShape } = dataset;
  const size = elements(inputShape);
  const same = new Uint8Array(size).fill(1);
  for (let at = size; at < training.x.length; at++) {
    const place = at % size;
    if (training.x[at] !== training.x[place]) same[place] = 0;
  }
  return [...same.keys()].filter((place) => same[place] === 1);
}

/** Mean and variance as they come: Welford, 1962. */
class Running {
  private count = 0;
  private mean = 0;
  private squares = 0;
  private largest = 0;
  private notFinite = 0;

  add(value: number): void {
    if (!Number.isFinite(value)) {
      this.notFinite += 1;
      return;
    }
    this.count += 1;
    const before = value - this.mean;
    this.mean += before / this.count;
    this.squares += before * (value - this.mean);
    this.largest = Math.max(this.largest, Math.abs(value));
  }

  figures(): ColumnFigures {
    const { mean, largest, notFinite } = this;
    return { mean, std: Math.sqrt(this.squares / Math.max(1, this.count)), largest, notFinite };
  }
}
