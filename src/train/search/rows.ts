/** States of single runs, taken out of the cohorts that trained them and put together for others. */
import type { Program } from "../program.ts";
import type { CohortState, Snapshot } from "../state.ts";
import type { WatchState } from "../watch.ts";

type RunWatch = WatchState[number];

/** Everything with which one run goes on. */
export interface RunState {
  /** Updates made. */
  readonly step: number;
  /** [P] */
  readonly parameters: Float32Array;
  /** [M] */
  readonly moving: Float32Array;
  /** [slots * P] */
  readonly slots: Float32Array;
  /** null where nothing follows from evaluations. */
  readonly watch: RunWatch | null;
}

type Strides = Record<"parameters" | "moving" | "slots", number>;

function stridesOf({ model }: Program): Strides {
  const { parameterStride, movingStride, slots } = model;
  return { parameters: parameterStride, moving: movingStride, slots: slots * parameterStride };
}

/** The state of one run of a program that has a single cohort; it shares no memory with it. */
export function takeRow(program: Program, snapshot: Snapshot, run: number): RunState {
  const [state] = snapshot.cohorts;
  if (!state) throw new Error("search: a snapshot without a cohort has no rows");
  const strides = stridesOf(program);
  const row = (part: keyof Strides) =>
    Float32Array.from(state[part].subarray(run * strides[part], (run + 1) * strides[part]));
  return {
    step: snapshot.step,
    parameters: row("parameters"),
    moving: row("moving"),
    slots: row("slots"),
    watch: snapshot.watch[run] ?? null,
  };
}

/** Runs side by side in another program of the same network and optimizer, all at the same step. */
export function joinRows(program: Program, rows: readonly RunState[]): Snapshot {
  const strides = stridesOf(program);
  const joined = (part: keyof Strides) => {
    const values = new Float32Array(rows.length * strides[part]);
    for (const [run, row] of rows.entries()) values.set(row[part], run * strides[part]);
    return values;
  };
  const state: CohortState = {
    parameters: joined("parameters"),
    moving: joined("moving"),
    slots: joined("slots"),
    halted: new Float32Array(rows.length),
  };
  const watch = rows.flatMap((row) => (row.watch === null ? [] : [row.watch]));
  const watched = watch.length === rows.length;
  return { step: rows[0]?.step ?? 0, cohorts: [state], watch: watched ? watch : [] };
}
