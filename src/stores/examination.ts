/**
 * What one run's network makes of the held-out part, asked again and again while somebody looks; the
 * examples that are shown from it, and the one that is looked at closely.
 */
import { create } from "zustand";
import { faultRecord } from "../spec/fault.ts";
import type { Examination, Preview } from "../worker/protocol.ts";
import { listen } from "./events.ts";
import { addNotice } from "./notices.ts";
import { useRuns } from "./runs.ts";

/** One example with its numbers as they are, before normalisation. */
export interface KnownExample {
  readonly index: number;
  /** [...inputShape] */
  readonly x: Float32Array | Uint8Array;
  /** The class, or the target values. */
  readonly y: Float32Array;
  /** Its valid time steps; null: as many as the shape says. */
  readonly lengths: Uint16Array | null;
}

interface ExaminationState {
  /** Grows when data or network are others, so that nothing of the old ones is taken for the new. */
  readonly epoch: number;
  /** Grows when the weights have changed at the same step. */
  readonly weights: number;
  /** The run that was examined last. */
  readonly run: number;
  /** null before the first. */
  readonly examination: Examination | null;
  /** By their places in the examined part; the latest fetched last. */
  readonly examples: ReadonlyMap<number, KnownExample>;
  /** Place of the example that is looked at closely. */
  readonly chosen: number | null;
}

const nothing: Omit<ExaminationState, "epoch" | "weights"> = {
  run: 0,
  examination: null,
  examples: new Map(),
  chosen: null,
};

export const useExamination = create<ExaminationState>(() => ({
  epoch: 0,
  weights: 0,
  ...nothing,
}));

export function chooseExample(chosen: number): void {
  useExamination.setState({ chosen });
}

function forget(): void {
  useExamination.setState(({ epoch }) => ({ epoch: epoch + 1, ...nothing }));
}

/** Asks for another look although the step is the same. */
export function outdateExamination(): void {
  useExamination.setState(({ weights }) => ({ weights: weights + 1 }));
}

listen("dataset", forget);
listen("built", forget);
listen("restarted", outdateExamination);
listen("rewound", outdateExamination);

/** Milliseconds between two looks while the weights change, and between two questions whether they do. */
const interval = 1000;
const tick = 200;
/** While training, looking takes a tenth of the time at most. */
const restForWork = 9;

export interface Look {
  /** Milliseconds since the last look ended, and how long that took. */
  readonly ago: number;
  readonly took: number;
  /** Whether what was seen is still so. */
  readonly current: boolean;
  readonly training: boolean;
}

/** Whether it is time to look again. */
export function isDue({ ago, took, current, training }: Look): boolean {
  if (current) return false;
  return ago >= (training ? Math.max(interval, restForWork * took) : tick);
}

/**
 * Looks whenever the weights have changed, until the returned function is called. `look` resolves
 * with the milliseconds that it took, or with null where there was nothing to see yet.
 */
export function whileWeightsChange(look: () => Promise<number | null>): () => void {
  let busy = false;
  let ended = Number.NEGATIVE_INFINITY;
  let took = 0;
  let seen = "";
  const turn = async () => {
    const { report, status } = useRuns.getState();
    const { epoch, weights } = useExamination.getState();
    const now = `${epoch} ${weights} ${status.step}`;
    const training = status.phase === "training";
    const due = isDue({ ago: performance.now() - ended, took, current: seen === now, training });
    if (busy || report === null || !due) return;
    busy = true;
    try {
      const cost = await look();
      took = cost ?? 0;
      if (cost !== null) seen = now;
    } catch (error) {
      clearInterval(timer);
      addNotice("error", { kind: "fault", fault: faultRecord(error) });
    } finally {
      busy = false;
      ended = performance.now();
    }
  };
  const timer = setInterval(() => void turn(), tick);
  void turn();
  return () => clearInterval(timer);
}

/** Examines a run again and again, until the returned function is called. */
export function watchExamination(run: number): () => void {
  let watched = true;
  const leave = whileWeightsChange(async () => {
    const { epoch } = useExamination.getState();
    const examination = await useRuns.getState().commands.ask("examine", { run });
    if (examination === null || useExamination.getState().epoch !== epoch) return null;
    if (watched) useExamination.setState({ run, examination });
    return 1000 * examination.seconds;
  });
  return () => {
    watched = false;
    leave();
  };
}

/** Examples kept at most; those fetched first go first. */
const mostExamples = 240;
const mostBytes = 2 ** 25;

/** Examples of this size that may be shown at once, without those shown first being given up. */
export function shownAtMost(numbers: number): number {
  return Math.max(1, Math.floor(mostBytes / 2 / (4 * numbers)));
}

/** The examples known with these added, within bounds. */
export function withExamples(
  known: ReadonlyMap<number, KnownExample>,
  indices: readonly number[],
  { count, x, y, lengths }: Preview,
): ReadonlyMap<number, KnownExample> {
  const all = new Map(known);
  for (let place = 0; place < count; place++) {
    const index = indices[place] ?? 0;
    all.delete(index);
    all.set(index, {
      index,
      // Copies: a view would take its whole array along to the other thread.
      x: x.slice(...range(x.length, place, count)),
      y: y.slice(...range(y.length, place, count)),
      lengths: lengths && lengths.slice(place, place + 1),
    });
  }
  const bytes = count === 0 ? 1 : Math.max(1, x.byteLength / count);
  const most = Math.max(count, Math.min(mostExamples, Math.floor(mostBytes / bytes)));
  return new Map([...all].slice(Math.max(0, all.size - most)));
}

/** [start, end) of what belongs to an example. */
function range(length: number, place: number, count: number): [number, number] {
  const width = length / count;
  return [place * width, (place + 1) * width];
}

const underWay = new Set<string>();

/** Fetches those of the examples that are not known yet. */
export async function fetchExamples(wanted: readonly number[]): Promise<void> {
  const { examples, epoch } = useExamination.getState();
  const indices = wanted.filter((index) => !examples.has(index));
  const key = `${epoch} ${indices.join()}`;
  if (indices.length === 0 || underWay.has(key)) return;
  underWay.add(key);
  try {
    const found = await useRuns.getState().commands.ask("examples", { indices });
    if (found === null || useExamination.getState().epoch !== epoch) return;
    useExamination.setState((state) => ({
      examples: withExamples(state.examples, indices, found),
    }));
  } catch (error) {
    addNotice("error", { kind: "fault", fault: faultRecord(error) });
  } finally {
    underWay.delete(key);
  }
}
