/** The learning rate over a whole training, before it has begun. */
import type { RunSpec, TrainingSpec } from "../../spec/experiment.ts";
import { runRate } from "../../train/schedules/index.ts";

/** Updates of the whole training; null while the size of an epoch is not known. */
export function stepsOf(training: TrainingSpec, examples: number | null): number | null {
  if (training.limitUnit === "steps") return training.limit;
  if (examples === null || examples === 0) return null;
  return Math.ceil((training.limit * examples) / Math.min(training.batchSize, examples));
}

export interface ScheduleCurve {
  /** The rate at `count` steps, evenly from the first to the last. */
  readonly rates: readonly number[];
  readonly highest: number;
  readonly first: number;
  readonly last: number;
}

/** Rates at up to `most` steps; the first is that of the first update, the last of the last one. */
export function scheduleCurve(
  run: Pick<RunSpec, "optimizer" | "schedule" | "warmup">,
  total: number,
  most = 240,
): ScheduleCurve {
  const count = Math.max(2, Math.min(most, total));
  const rates = Array.from({ length: count }, (_, index) => {
    const step = Math.round((index * Math.max(0, total - 1)) / (count - 1));
    return runRate(run, step, total).learningRate;
  });
  const [first = 0] = rates;
  return { rates, highest: Math.max(...rates), first, last: rates.at(-1) ?? first };
}

/** An SVG path through the rates in a box; its lower edge is 0, its upper edge the highest rate. */
export function curvePath(
  { rates, highest }: ScheduleCurve,
  width: number,
  height: number,
): string {
  const x = (index: number) => ((index * width) / (rates.length - 1)).toFixed(2);
  const y = (rate: number) => (height - (highest > 0 ? (rate / highest) * height : 0)).toFixed(2);
  return rates.map((rate, index) => `${index === 0 ? "M" : "L"}${x(index)} ${y(rate)}`).join("");
}
