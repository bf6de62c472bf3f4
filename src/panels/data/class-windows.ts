import type { DatasetInfo } from "../../worker/protocol.ts";

/** A class with the examples of it that can be shown; for numbers to predict there is one without a name. */
export interface ClassWindows {
  /** Tells it apart from the others. */
  readonly label: number;
  readonly name: string | null;
  /** How many the set has. */
  readonly training: number;
  readonly validation: number;
  /** Places in the preview of the training part. */
  readonly examples: readonly number[];
}

export function classWindows({ targets, classCounts, preview }: DatasetInfo): ClassWindows[] {
  const { y, count } = preview.training;
  const every = Array.from({ length: count }, (_, index) => index);
  if (targets.kind === "values") {
    return [{ label: 0, name: null, training: 0, validation: 0, examples: every }];
  }
  return targets.names.map((name, label) => ({
    label,
    name,
    training: classCounts.training[label] ?? 0,
    validation: classCounts.validation[label] ?? 0,
    examples: every.filter((index) => y[index] === label),
  }));
}
