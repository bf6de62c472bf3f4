/** What cohorts report, put together in the order of the members. */
import type { CohortEvaluation, CohortReading } from "./cohort.ts";
import type { StepMetrics } from "./metrics.ts";

interface Part {
  readonly reading: CohortReading;
  readonly members: readonly number[];
}

/** [steps, members] of each series. */
export function mergedMetrics(parts: readonly Part[], steps: number): StepMetrics {
  const width = parts.reduce((sum, { members }) => sum + members.length, 0);
  const merged = (series: keyof StepMetrics, filled: boolean) =>
    mergedSeries(parts, series, filled ? steps * width : 0);
  const penalized = parts.some(({ reading }) => reading.metrics.penalty.length > 0);
  return {
    loss: merged("loss", true),
    accuracy: merged("accuracy", true),
    penalty: merged("penalty", penalized),
    learningRate: merged("learningRate", true),
  };
}

function mergedSeries(parts: readonly Part[], series: keyof StepMetrics, size: number) {
  const width = parts.reduce((sum, { members }) => sum + members.length, 0);
  const merged = new Float32Array(size);
  for (const { reading, members } of parts) {
    const values = reading.metrics[series];
    for (const [at, value] of values.entries()) {
      const step = Math.floor(at / members.length);
      merged[step * width + (members[at % members.length] ?? 0)] = value;
    }
  }
  return merged;
}

export function mergedEvaluations(parts: readonly Part[]): CohortEvaluation[] {
  const [first] = parts;
  return (first?.reading.evaluations ?? []).map(({ step }, index) => {
    const loss: number[] = [];
    const accuracy: number[] = [];
    for (const { reading, members } of parts) {
      for (const [run, member] of members.entries()) {
        loss[member] = reading.evaluations[index]?.loss[run] ?? Number.NaN;
        accuracy[member] = reading.evaluations[index]?.accuracy[run] ?? Number.NaN;
      }
    }
    return { step, loss, accuracy };
  });
}

/** The first `count` values of each series; one that is empty stays so. */
export function cutMetrics(metrics: StepMetrics, count: number): StepMetrics {
  return {
    loss: metrics.loss.subarray(0, count),
    accuracy: metrics.accuracy.subarray(0, count),
    penalty: metrics.penalty.subarray(0, count),
    learningRate: metrics.learningRate.subarray(0, count),
  };
}

/** Step of the first loss that is not finite, by member. */
export function firstBadSteps(
  loss: Float32Array,
  members: number,
  first: number,
): Map<number, number> {
  const bad = new Map<number, number>();
  for (const [index, value] of loss.entries()) {
    const member = index % members;
    if (Number.isFinite(value) || bad.has(member)) continue;
    bad.set(member, first + Math.floor(index / members));
  }
  return bad;
}
