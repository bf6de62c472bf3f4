/** The order in which a circuit is walked: each gate forward, then from the output back. */
import type { Sweep } from "./circuit.ts";
import type { Circuit } from "./parse.ts";

export interface CircuitStep {
  /** `seed`: the output's gradient with respect to itself. */
  readonly kind: "forward" | "seed" | "backward";
  readonly node: number;
}

/** Inputs and constants have their values before the first step. */
export function stepsOf(circuit: Circuit): CircuitStep[] {
  const computed = circuit.flatMap(({ inputs }, node) => (inputs.length > 0 ? [node] : []));
  return [
    ...computed.map((node): CircuitStep => ({ kind: "forward", node })),
    { kind: "seed", node: circuit.length - 1 },
    ...computed.toReversed().map((node): CircuitStep => ({ kind: "backward", node })),
  ];
}

/** What is known after some steps. */
export interface Progress {
  readonly hasValue: readonly boolean[];
  /** What has come back to each node so far; null where nothing has. */
  readonly gradients: readonly (number | null)[];
  /** What has come back to each node, one number a wire, in the order of its coming. */
  readonly arrived: readonly (readonly number[])[];
  /** Nodes that have passed their gradient on. */
  readonly hasPassed: readonly boolean[];
}

/** After `count` of the steps. */
export function progressAfter(
  circuit: Circuit,
  steps: readonly CircuitStep[],
  count: number,
  { passed }: Sweep,
): Progress {
  const hasValue = circuit.map(({ inputs }) => inputs.length === 0);
  const hasPassed = circuit.map(() => false);
  const arrived: number[][] = circuit.map(() => []);
  for (const { kind, node } of steps.slice(0, count)) {
    if (kind === "forward") hasValue[node] = true;
    else if (kind === "seed") arrived[node]?.push(1);
    else {
      hasPassed[node] = true;
      for (const [place, input] of (circuit[node]?.inputs ?? []).entries()) {
        const part = passed[node]?.[place] ?? null;
        if (part !== null) arrived[input]?.push(part);
      }
    }
  }
  const gradients = arrived.map((parts) =>
    parts.length === 0 ? null : parts.reduce((sum, part) => sum + part, 0),
  );
  return { hasValue, gradients, arrived, hasPassed };
}
