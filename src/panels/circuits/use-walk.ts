import { useMemo } from "react";
import { backward, forward, type InputValues, type Sweep } from "../../train/circuits/circuit.ts";
import { type Circuit, parseCircuit } from "../../train/circuits/parse.ts";
import {
  type CircuitStep,
  type Progress,
  progressAfter,
  stepsOf,
} from "../../train/circuits/steps.ts";
import { useCircuit } from "./circuit-state.ts";

/** The circuit that is drawn, with its numbers, as far as it has been walked. */
export interface Walk {
  readonly circuit: Circuit;
  readonly inputs: InputValues;
  readonly values: Float64Array;
  readonly sweep: Sweep;
  readonly steps: readonly CircuitStep[];
  /** Steps that are done. */
  readonly count: number;
  /** The last that was done; null before the first. */
  readonly now: CircuitStep | null;
  readonly progress: Progress;
  /** The node whose paths are told. */
  readonly chosen: number;
}

export function useWalk(): Walk {
  const { drawn, values: inputs, step, chosen } = useCircuit();
  const circuit = useMemo(() => parseCircuit(drawn), [drawn]);
  return useMemo(() => {
    const values = forward(circuit, inputs);
    const sweep = backward(circuit, values);
    const steps = stepsOf(circuit);
    const count = Math.min(step, steps.length);
    const now = steps[count - 1] ?? null;
    const progress = progressAfter(circuit, steps, count, sweep);
    const most = mostUsed(circuit);
    return { circuit, inputs, values, sweep, steps, count, now, progress, chosen: chosen ?? most };
  }, [circuit, inputs, step, chosen]);
}

/** What is read most often has most to tell; an input before what is computed. */
function mostUsed(circuit: Circuit): number {
  const weights = circuit.map<number>(({ gate }) => (gate === "input" ? 0.5 : 0));
  for (const { inputs } of circuit) {
    for (const input of inputs) weights[input] = (weights[input] ?? 0) + 1;
  }
  return weights.indexOf(Math.max(...weights));
}
