/** The best weights of each member, which are seldom found at the same step. */
import type { SessionCheckpoint, SessionEvaluation } from "../train/session-listener.ts";
import type { CohortState, Snapshot } from "../train/state.ts";
import type { Training } from "../train/training.ts";

export class BestOfRuns {
  private state: Snapshot | null = null;
  private seen: SessionEvaluation | null = null;

  /** Loss and accuracy of each member at its own best. */
  get evaluation(): SessionEvaluation | null {
    return this.seen;
  }

  /** The state with the members that have just been at their best taken from the checkpoint. */
  merge(training: Training, { snapshot, members, evaluation }: SessionCheckpoint): Snapshot {
    const before = this.state;
    this.seen = mixed(this.seen, evaluation, members);
    this.state = {
      ...snapshot,
      cohorts: snapshot.cohorts.map((now, index) => {
        const places = training.cohorts[index]?.members ?? [];
        const runs = [...places.keys()].filter((run) => members.includes(places[run] ?? -1));
        return mixedState(now, before?.cohorts[index], { runs, count: places.length });
      }),
    };
    return this.state;
  }
}

function mixedState(
  now: CohortState,
  before: CohortState | undefined,
  { runs, count }: { readonly runs: readonly number[]; readonly count: number },
): CohortState {
  if (before === undefined || before.parameters.length !== now.parameters.length) return now;
  const take = (part: keyof CohortState) => mixedRuns(now[part], before[part], runs, count);
  return {
    parameters: take("parameters"),
    moving: take("moving"),
    slots: Float32Array.from(take("slots")),
    halted: Float32Array.from(take("halted")),
  };
}

/** `before` with the parts of `runs` as `now` has them; all of `now` where the sizes differ. */
function mixedRuns(
  now: Float32Array | Float64Array,
  before: Float32Array | Float64Array,
  runs: readonly number[],
  count: number,
): Float32Array | Float64Array {
  if (now.length !== before.length) return now;
  const size = now.length / count;
  const mixture = before.slice();
  for (const run of runs) mixture.set(now.subarray(run * size, (run + 1) * size), run * size);
  return mixture;
}

function mixed(
  before: SessionEvaluation | null,
  now: SessionEvaluation | null,
  members: readonly number[],
): SessionEvaluation | null {
  if (before === null || now === null) return now;
  const pick = (key: "loss" | "accuracy") =>
    now[key].map((value, member) =>
      members.includes(member) ? value : (before[key][member] ?? value),
    );
  return { step: now.step, loss: pick("loss"), accuracy: pick("accuracy") };
}
