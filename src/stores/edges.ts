/**
 * Edits of the network as a graph: which layer reads which. Layers are reordered where a connection
 * asks for it; the first stays the input and the last the output.
 */
import type { Shape } from "../engine/core/shape.ts";
import { inputPlaces } from "../nn/network.ts";
import { isMerge, type LayerKind } from "../spec/catalogue.ts";
import type { LayerSpec } from "../spec/experiment.ts";
import { edit, useDocument } from "./document.ts";
import { feeding, firstInputs } from "./layer-graph.ts";
import { isFull, newLayer } from "./network.ts";

type Stack = readonly LayerSpec[];

/** Why a connection cannot be made or taken away. */
export type EdgeRefusal =
  | "self"
  /** The layer that would be read reads the reader, directly or through others. */
  | "cycle"
  | "intoInput"
  | "fromOutput"
  | "already"
  /** Without it the layer would read the one before, and that is what it reads. */
  | "lastInput";

/** Ids of the layers that each layer reads, by its id. */
export type Reads = ReadonlyMap<string, readonly string[]>;

export function readsOf(stack: Stack): Reads {
  const feeds = inputPlaces(stack);
  return new Map(
    stack.map(({ id }, at) => [id, (feeds[at] ?? []).map((place) => stack[place]?.id ?? id)]),
  );
}

/** The layer itself and all that read it, directly or through others. */
function readersOf(stack: Stack, reads: Reads, id: string): ReadonlySet<string> {
  const found = new Set([id]);
  for (const layer of stack) {
    if (reads.get(layer.id)?.some((input) => found.has(input))) found.add(layer.id);
  }
  return found;
}

/** The layer reading what it is given; the one right before is not named. */
function reading(layer: LayerSpec, ids: readonly string[], before: string | undefined): LayerSpec {
  const inputs = ids.map((id) => (id === before ? null : id));
  const same = inputs.length === layer.inputs.length;
  return same && inputs.every((id, at) => id === layer.inputs[at]) ? layer : { ...layer, inputs };
}

/** The layer at a place reading other layers. */
function withReads(stack: Stack, at: number, ids: readonly string[]): LayerSpec[] {
  return stack.map((layer, place) =>
    place === at ? reading(layer, ids, stack[at - 1]?.id) : layer,
  );
}

/** `moved` and what stands between it and `behind` and reads it, put right behind; all read the same. */
function movedBehind(stack: Stack, reads: Reads, moved: string, behind: string): LayerSpec[] {
  const readers = readersOf(stack, reads, moved);
  const end = stack.findIndex(({ id }) => id === behind) + 1;
  const head = stack.slice(0, end);
  const order = [
    ...head.filter(({ id }) => !readers.has(id)),
    ...head.filter(({ id }) => readers.has(id)),
    ...stack.slice(end),
  ];
  return order.map((layer, at) =>
    reading(layer, at === 0 ? [] : (reads.get(layer.id) ?? []), order[at - 1]?.id),
  );
}

/** Why `to` cannot read `from`; null where it can. */
export function connectRefusal(stack: Stack, from: string, to: string): EdgeRefusal | null {
  const reads = readsOf(stack);
  if (from === to) return "self";
  if (stack[0]?.id === to) return "intoInput";
  if (readersOf(stack, reads, to).has(from)) return "cycle";
  if (stack.at(-1)?.id === from) return "fromOutput";
  return reads.get(to)?.includes(from) ? "already" : null;
}

/** A merge reads `from` as well, any other layer instead. Only for what `connectRefusal` allows. */
export function connected(stack: Stack, from: string, to: string): LayerSpec[] {
  const reads = readsOf(stack);
  const source = stack.findIndex(({ id }) => id === from);
  const early = stack.findIndex(({ id }) => id === to) < source;
  const order = early ? movedBehind(stack, reads, to, from) : stack;
  const at = order.findIndex(({ id }) => id === to);
  const target = order[at];
  if (!target || source < 0) return [...stack];
  const others = isMerge(target.kind) ? (reads.get(to) ?? []) : [];
  return withReads(order, at, [...others, from]);
}

/** The layers without one input of one of them; a layer left without any reads the one before. */
export function disconnected(stack: Stack, to: string, input: number): LayerSpec[] | EdgeRefusal {
  const at = stack.findIndex(({ id }) => id === to);
  const previous = stack[at - 1];
  if (!previous) return "lastInput";
  const left = (readsOf(stack).get(to) ?? []).toSpliced(input, 1);
  if (left.length > 0) return withReads(stack, at, left);
  const unread = readsOf(stack).get(to)?.[0] === previous.id;
  return unread ? "lastInput" : withReads(stack, at, [previous.id]);
}

function stackNow(): Stack {
  return useDocument.getState().experiment.network.layers;
}

function setLayers(layers: LayerSpec[]): void {
  edit((draft) => {
    draft.network.layers = layers;
  });
}

/** Lets `to` read `from`; what stands in the way is given back. */
export function connectLayers(from: string, to: string): EdgeRefusal | null {
  const refusal = connectRefusal(stackNow(), from, to);
  if (refusal === null) setLayers(connected(stackNow(), from, to));
  return refusal;
}

/** Takes one input from a layer; what stands in the way is given back. */
export function disconnectLayers(to: string, input: number): EdgeRefusal | null {
  const next = disconnected(stackNow(), to, input);
  if (typeof next === "string") return next;
  setLayers(next);
  return null;
}

/**
 * Puts a new layer between `to` and what its `input` reads; its id, or null where there is no room.
 * `outputs` are the output shapes of the layers that stand: by them a merge finds what to join.
 */
export function insertOnEdge(
  kind: LayerKind,
  to: string,
  input: number,
  outputs: readonly Shape[] = [],
): string | null {
  const stack = stackNow();
  const at = stack.findIndex(({ id }) => id === to);
  if (at < 1 || isFull(useDocument.getState().experiment)) return null;
  const behind = (inputPlaces(stack)[at]?.[input] ?? at - 1) + 1;
  const [, ...joined] = firstInputs(kind, stack, behind, outputs);
  const layer = newLayer(kind, stack, [null]);
  setLayers(
    feeding(stack, at, input, layer).map((each) =>
      each.id === layer.id ? { ...each, inputs: [...each.inputs, ...joined] } : each,
    ),
  );
  return layer.id;
}
