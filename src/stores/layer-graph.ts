/** Lists of layers whose inputs may name others: every edit leaves each layer behind its inputs. */
import { type Shape, sameShape } from "../engine/core/shape.ts";
import { isMerge } from "../spec/catalogue.ts";
import type { LayerSpec } from "../spec/experiment.ts";

export type Inputs = LayerSpec["inputs"];

/** An input that would not stand before the layer that reads it. */
export interface OrderConflict {
  readonly layer: string;
  readonly input: string;
}

/** The first layer whose named input does not stand before it; null where all do. */
export function orderConflict(stack: readonly LayerSpec[]): OrderConflict | null {
  const before = new Set<string>();
  for (const { id, inputs } of stack) {
    const input = inputs.find((name) => name !== null && !before.has(name));
    if (input) return { layer: id, input };
    before.add(id);
  }
  return null;
}

/** The layers with the one at `from` put at `to`, places counted without it. */
export function reordered(stack: readonly LayerSpec[], from: number, to: number): LayerSpec[] {
  const rest = stack.toSpliced(from, 1);
  const moved = stack.slice(from, from + 1);
  return rest.toSpliced(to, 0, ...moved);
}

/** The layers without one: who has read it reads what it has read. */
export function without(stack: readonly LayerSpec[], at: number): LayerSpec[] {
  const removed = stack[at];
  const rest = stack.toSpliced(at, 1);
  if (!removed) return rest;
  const named = removed.inputs[0] ?? null;
  const source = named ?? stack[at - 1]?.id ?? null;
  return rest.map((layer, place) => {
    const direct = place === at;
    // The layer right behind has read the removed one by its place, others by its name.
    const reads = (input: string | null) => input === removed.id || (direct && input === null);
    if (!layer.inputs.some(reads)) return layer;
    const inputs = layer.inputs.map((input) => (reads(input) ? (direct ? named : source) : input));
    return { ...layer, inputs };
  });
}

/** Puts `layer` right before the one at `at`, between it and what its `input` has read. */
export function feeding(
  stack: readonly LayerSpec[],
  at: number,
  input: number,
  layer: LayerSpec,
): LayerSpec[] {
  const target = stack[at];
  const previous = stack[at - 1];
  if (!target || !previous) return [...stack];
  const source = target.inputs[input] ?? null;
  const inputs = target.inputs.map((name, place) =>
    place === input ? null : (name ?? previous.id),
  );
  return [
    ...stack.slice(0, at),
    { ...layer, inputs: [source] },
    { ...target, inputs },
    ...stack.slice(at + 1),
  ];
}

/** Whether a merge could join the two. */
function joins(kind: LayerSpec["kind"], first: Shape, second: Shape): boolean {
  if (kind !== "concatenate") return sameShape(first, second);
  const places = (shape: Shape) => shape.slice(0, -1);
  return first.length === second.length && sameShape(places(first), places(second));
}

/**
 * Inputs of a new layer at `at`; a merge is joined with the nearest earlier layer that fits by its
 * output shape, other than the one it follows.
 */
export function firstInputs(
  kind: LayerSpec["kind"],
  stack: readonly LayerSpec[],
  at: number,
  outputs: readonly Shape[],
): Inputs {
  const main = outputs[at - 1];
  if (!isMerge(kind) || !main) return [null];
  const place = outputs.slice(0, at - 1).findLastIndex((shape) => joins(kind, main, shape));
  const partner = stack[place];
  return partner ? [null, partner.id] : [null];
}
