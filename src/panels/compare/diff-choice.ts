/** Which two runs are held against each other, of the present ones and of those of the past. */
import type { Experiment } from "../../spec/experiment.ts";
import { ghostId, type PastTraining } from "../../stores/past-runs.ts";

export interface Chosen {
  readonly first: string;
  readonly second: string;
}

export interface Candidate {
  readonly id: string;
  readonly experiment: Experiment;
  readonly run: number;
}

/** The present runs are `present/0`, `present/1`, ... */
export const presentId = "present";

export function candidatesOf(present: Experiment, trainings: readonly PastTraining[]): Candidate[] {
  return [{ id: presentId, experiment: present }, ...trainings].flatMap(({ id, experiment }) =>
    experiment.runs.map((_, run) => ({ id: ghostId(id, run), experiment, run })),
  );
}

/** The chosen one; one that is not there gives way to the one at `place`, or to the last. */
export function candidateOf(
  candidates: readonly Candidate[],
  id: string,
  place: number,
): Candidate | undefined {
  const found = candidates.find((candidate) => candidate.id === id);
  return found ?? candidates[place] ?? candidates.at(-1);
}
