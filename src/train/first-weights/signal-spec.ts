/** What can be asked about fresh weights; the page needs no more of it than this. */
import type { InitializerSpec } from "../../spec/experiment.ts";

export const signalActivations = ["sigmoid", "tanh", "relu"] as const;
export type SignalActivation = (typeof signalActivations)[number];

export interface SignalSpec {
  readonly activation: SignalActivation;
  readonly initializer: InitializerSpec;
  readonly seed: number;
}

export interface SignalSize {
  readonly examples: number;
  readonly units: number;
  readonly layers: number;
}

/** As in the notes. */
export const usualSize: SignalSize = { examples: 1000, units: 100, layers: 5 };
