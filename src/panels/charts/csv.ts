/** All kept values of a chart as comma-separated text: a line for each step, a column for each curve. */
import type { ChartMetric, ChartSource } from "./chart-view.ts";
import { isChecked, isInspected } from "./chart-view.ts";
import { inspectedPoints } from "./inspected.ts";
import type { StepMeasures } from "./x-axis.ts";

/** The words of the header; each names its unit. */
export interface CsvWords {
  /** Step, epoch, seconds, examples. */
  readonly axes: readonly string[];
  /** Name of a run's column of training values, or of the only values there are. */
  readonly training: (run: number, seed: number) => string;
  readonly validation: (run: number, seed: number) => string;
}

interface Column {
  readonly name: string;
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

function columnsOf(source: ChartSource, metric: ChartMetric, words: CsvWords): Column[] {
  const { store, inspections } = source;
  const runs = Array.from({ length: store.runs }, (_, run) => run);
  if (isInspected(metric)) {
    return runs.map((run) => {
      const points = inspectedPoints(inspections, run, metric, null);
      const steps = points.map(({ step }) => step);
      return { name: words.training(run, 0), steps, values: points.map(({ value }) => value) };
    });
  }
  const members = runs.flatMap((run) =>
    Array.from({ length: store.seeds }, (_, seed) => ({ run, seed })),
  );
  return members.flatMap(({ run, seed }) => {
    const history = store.history(run, seed);
    const training = {
      name: words.training(run, seed),
      steps: history.step,
      values: history[metric],
    };
    if (!isChecked(metric)) return [training];
    return [
      training,
      {
        name: words.validation(run, seed),
        steps: history.validationStep,
        values: metric === "loss" ? history.validationLoss : history.validationAccuracy,
      },
    ];
  });
}

function quoted(words: string): string {
  return /[",\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
}

/** Numbers of places on an axis, short: an epoch is no better known than this. */
function shortNumber(value: number): string {
  return String(Number(value.toPrecision(9)));
}

/** Cells without a value stay empty. Columns: the step in all four measures, then the curves. */
export function chartCsv(
  source: ChartSource,
  metric: ChartMetric,
  measures: StepMeasures,
  words: CsvWords,
): string {
  const columns = columnsOf(source, metric, words);
  const { clock } = source.store;
  const axes = [
    (step: number) => step,
    (step: number) => step / Math.max(1, measures.stepsPerEpoch),
    (step: number) => clock.secondsAt(step),
    (step: number) => step * measures.batchSize,
  ];
  const steps = [...new Set(columns.flatMap((column) => column.steps))].sort((a, b) => a - b);
  const places = columns.map(() => 0);
  const lines = steps.map((step) => {
    const cells = columns.map((column, index) => {
      const place = places[index] ?? 0;
      if (column.steps[place] !== step) return "";
      places[index] = place + 1;
      const value = column.values[place] ?? Number.NaN;
      return Number.isNaN(value) ? "" : String(value);
    });
    return [...axes.map((axis) => shortNumber(axis(step))), ...cells].join(",");
  });
  const header = [...words.axes, ...columns.map(({ name }) => name)].map(quoted).join(",");
  return [header, ...lines].join("\n");
}
