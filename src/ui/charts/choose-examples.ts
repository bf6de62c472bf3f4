import type { DatasetInfo, Preview } from "../../worker/protocol.ts";

/**
 * Places of up to `most` examples to be looked at: the classes take turns, so that each is seen, and
 * those of a class lie evenly among its own.
 */
export function chooseExamples(
  { y, count }: Preview,
  targets: DatasetInfo["targets"],
  most: number,
): number[] {
  const every = Array.from({ length: count }, (_, index) => index);
  const classes = targets.kind === "classes" ? targets.names.map((_, label) => label) : [null];
  const groups = classes.map((label) =>
    label === null ? every : every.filter((index) => y[index] === label),
  );
  const present = groups.filter((group) => group.length > 0);
  const each = Math.ceil(most / Math.max(1, present.length));
  const chosen: number[] = [];
  for (let turn = 0; turn < each; turn++) {
    for (const group of present) {
      const taken = Math.min(each, group.length);
      const example = turn < taken ? group[Math.floor((turn * group.length) / taken)] : undefined;
      if (example !== undefined) chosen.push(example);
    }
  }
  return chosen.slice(0, most);
}
