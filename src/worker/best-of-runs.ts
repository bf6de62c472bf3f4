/** The best weights of each run of a cohort, which are seldom found at the same step. */
import type { Program } from "../train/program.ts";
import type { SessionCheckpoint, SessionEvaluation } from "../train/session.ts";
import type { Snapshot } from "../train/state.ts";

export class BestOfRuns {
  private state: Snapshot | null = null;
  private seen: SessionEvaluation | null = null;

  /** Loss and accuracy of each run at its own best. */
  get evaluation(): SessionEvaluation | null {
    return this.seen;
  }

  /** The state with the runs that have just been at their best taken from the checkpoint. */
  merge(program: Program, { snapshot, runs, evaluation }: SessionCheckpoint): Snapshot {
    const before = this.state;
    this.seen = mixed(this.seen, evaluation, runs);
    if (before === null || before.parameters.length !== snapshot.parameters.length) {
      this.state = snapshot;
      return snapshot;
    }
    const take = (from: Float32Array | Float64Array, to: Float32Array | Float64Array) =>
      mixedRuns(from, to, runs, program.plan.runs);
    const slots = Float32Array.from(take(snapshot.slots, before.slots));
    this.state = {
      ...snapshot,
      parameters: take(snapshot.parameters, before.parameters),
      moving: take(snapshot.moving, before.moving),
      slots,
      halted: Float32Array.from(take(snapshot.halted, before.halted)),
    };
    return this.state;
  }
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
  runs: readonly number[],
): SessionEvaluation | null {
  if (before === null || now === null) return now;
  const pick = (key: "loss" | "accuracy") =>
    now[key].map((value, run) => (runs.includes(run) ? value : (before[key][run] ?? value)));
  return { step: now.step, loss: pick("loss"), accuracy: pick("accuracy") };
}
