/** In what two documents agree. */
import type { Experiment } from "../spec/experiment.ts";

/** Plain values, whatever the order of their keys. */
function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!(a instanceof Object) || !(b instanceof Object)) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && sameValue(value, right.get(key)))
  );
}

/** What was fitted follows from the rest. */
function withoutFit({ data }: Experiment) {
  return { ...data, fitted: null };
}

/** The same data, held out alike, judged by the same loss: figures of the two can be compared. */
export function sameSubject(a: Experiment, b: Experiment): boolean {
  const subject = (experiment: Experiment) => {
    const data = { ...withoutFit(experiment), augmentation: null };
    return [data, experiment.loss];
  };
  return sameValue(subject(a), subject(b));
}

/** The same in all but title, runs and search: a run of one could as well be a run of the other. */
export function sameBesideRuns(a: Experiment, b: Experiment): boolean {
  const rest = (experiment: Experiment) => {
    const { network, loss, training, orderSeed } = experiment;
    return [withoutFit(experiment), network, loss, training, orderSeed];
  };
  return sameValue(rest(a), rest(b));
}
