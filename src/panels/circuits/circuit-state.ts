/** What stands in the circuits lab; kept for as long as the page lives. */
import { create } from "zustand";
import type { InputValues } from "../../train/circuits/circuit.ts";
import { CircuitError, type CircuitProblem } from "../../train/circuits/circuit-error.ts";
import { parseCircuit } from "../../train/circuits/parse.ts";
import { stepsOf } from "../../train/circuits/steps.ts";
import { type PresetName, presets } from "./presets.ts";

export interface CircuitState {
  /** As it is typed; may be wrong. */
  readonly text: string;
  readonly problem: CircuitProblem | null;
  /** The last that was right: what is drawn. */
  readonly drawn: string;
  /** By name; also of names that the expression no longer has. */
  readonly values: InputValues;
  /** Steps that are done; more than there are: all. */
  readonly step: number;
  /** Index of the node whose paths are told; null: that of the present step. */
  readonly chosen: number | null;
}

function presetState(name: PresetName): CircuitState {
  const { text, values } = presets[name];
  return { text, problem: null, drawn: text, values, step: 0, chosen: null };
}

export const useCircuit = create<CircuitState>(() => presetState("tree"));

export function choosePreset(name: PresetName): void {
  useCircuit.setState(presetState(name));
}

function problemOf(text: string): CircuitProblem | null {
  try {
    parseCircuit(text);
    return null;
  } catch (error) {
    if (error instanceof CircuitError) return error.problem;
    throw error;
  }
}

/** Another expression; it is drawn from the beginning as soon as it is right. */
export function setText(text: string): void {
  const problem = problemOf(text);
  const { drawn } = useCircuit.getState();
  if (problem || text === drawn) useCircuit.setState({ text, problem });
  else useCircuit.setState({ text, problem, drawn: text, step: 0, chosen: null });
}

export function setValue(name: string, value: number): void {
  useCircuit.setState(({ values }) => ({ values: { ...values, [name]: value } }));
}

/** The chosen node follows the steps again. */
export function setStep(step: number): void {
  useCircuit.setState({ step, chosen: null });
}

/** So many steps on, or back. */
export function moveStep(by: number): void {
  const { step, drawn } = useCircuit.getState();
  const last = stepsOf(parseCircuit(drawn)).length;
  setStep(Math.max(0, Math.min(last, Math.min(last, step) + by)));
}

export function chooseNode(node: number): void {
  useCircuit.setState(({ chosen }) => ({ chosen: chosen === node ? null : node }));
}
