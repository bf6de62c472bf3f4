/** The initializer lab's columns: asked of the engine one by one, kept for as long as the page lives. */
import { create } from "zustand";
import type { InitializerSpec } from "../../spec/experiment.ts";
import { type FaultRecord, faultRecord } from "../../spec/fault.ts";
import { useRuns } from "../../stores/runs.ts";
import type { LayerSignal } from "../../train/first-weights/signal.ts";
import { type SignalActivation, signalActivations } from "../../train/first-weights/signal-spec.ts";

export const columnNames = ["std1", "std001", "xavier", "he", "own"] as const;
export type ColumnName = (typeof columnNames)[number];

/** What is shown of each layer. */
export const directions = ["forward", "backward"] as const;
export type Direction = (typeof directions)[number];

interface Column {
  /** What was asked for. */
  readonly wanted: string;
  /** What it brought last; shown until the next comes. */
  readonly layers: readonly LayerSignal[] | null;
}

export type Columns = Readonly<Record<string, Column>>;

export interface InitializerLabState {
  readonly seed: number;
  /** Standard deviation of the column of one's own. */
  readonly std: number;
  readonly columns: Columns;
  readonly fault: FaultRecord | null;
}

export const useColumns = create<InitializerLabState>(() => ({
  seed: 1,
  std: 0.05,
  columns: {},
  fault: null,
}));

export function columnKey(activation: SignalActivation, name: ColumnName): string {
  return `${activation} ${name}`;
}

function initializerOf(name: ColumnName, std: number): InitializerSpec {
  switch (name) {
    case "std1":
      return { kind: "normal", std: 1 };
    case "std001":
      return { kind: "normal", std: 0.01 };
    case "xavier":
      return { kind: "xavierNormal" };
    case "he":
      return { kind: "heNormal" };
    case "own":
      return { kind: "normal", std };
  }
}

/** Behind the one asked last: while a deviation is dragged, each comes to its turn. */
function inTurn(last: SignalActivation | null): SignalActivation[] {
  const from = last === null ? 0 : signalActivations.indexOf(last) + 1;
  return [...signalActivations.slice(from), ...signalActivations.slice(0, from)];
}

/** The column that is not as it should be, whose turn it is; one's own comes first. */
function nextColumn(
  { seed, std, columns }: InitializerLabState,
  activations: readonly SignalActivation[],
) {
  const [own = "own", ...others] = columnNames.toReversed();
  for (const name of [own, ...others.toReversed()]) {
    for (const activation of activations) {
      const key = columnKey(activation, name);
      const initializer = initializerOf(name, std);
      const wanted = JSON.stringify([initializer, seed]);
      if (columns[key]?.wanted !== wanted) {
        return { key, wanted, spec: { activation, initializer, seed } };
      }
    }
  }
  return null;
}

let isAsking = false;

/** Asks for what is missing, one column at a time, so that training goes on in between. */
export async function completeColumns(): Promise<void> {
  if (isAsking) return;
  isAsking = true;
  let last: SignalActivation | null = null;
  try {
    for (;;) {
      const next = nextColumn(useColumns.getState(), inTurn(last));
      if (!next) break;
      const { key, wanted, spec } = next;
      last = spec.activation;
      const layers = await useRuns.getState().commands.ask("initializerLab", spec);
      useColumns.setState(({ columns }) => ({
        columns: { ...columns, [key]: { wanted, layers } },
        fault: null,
      }));
    }
  } catch (error) {
    useColumns.setState({ fault: faultRecord(error) });
  } finally {
    isAsking = false;
  }
}

export function changeColumns(part: { readonly seed?: number; readonly std?: number }): void {
  useColumns.setState(part);
  void completeColumns();
}
