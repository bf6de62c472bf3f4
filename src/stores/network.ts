/** Edits of the network: its layers, its initial weights and its loss. */

import type { Shape } from "../engine/core/shape.ts";
import type { Remedy } from "../nn/remedies.ts";
import { isMerge, type LayerKind, type LossKind, layers, losses } from "../spec/catalogue.ts";
import { rowDefault } from "../spec/defaults.ts";
import type { Experiment, InitializerSpec, LayerSpec, LossSpec } from "../spec/experiment.ts";
import { limits } from "../spec/limits.ts";
import { edit, useDocument } from "./document.ts";
import {
  feeding,
  firstInputs,
  type Inputs,
  type OrderConflict,
  orderConflict,
  reordered,
  without,
} from "./layer-graph.ts";

function freshId(stack: readonly LayerSpec[]): string {
  const numbers = stack.map((layer) => Number(layer.id)).filter(Number.isSafeInteger);
  return String(Math.max(0, ...numbers) + 1);
}

const hiddenKinds = [["dense"], ["conv1d", "conv2d"]] as const;

/** A new hidden layer takes the activation that the hidden layers of its sort have. */
function hiddenActivation(kind: LayerKind, stack: readonly LayerSpec[]) {
  const sort = hiddenKinds.find((kinds) => kinds.some((each) => each === kind));
  const hidden = stack.slice(0, -1).findLast((layer) => sort?.some((each) => each === layer.kind));
  const activation = hidden && "useBias" in hidden ? hidden.activation : "relu";
  return activation === "linear" ? "relu" : activation;
}

export function newLayer(kind: LayerKind, stack: readonly LayerSpec[], inputs: Inputs): LayerSpec {
  const layer: LayerSpec = { ...rowDefault(layers, kind), id: freshId(stack), inputs };
  return "useBias" in layer ? { ...layer, activation: hiddenActivation(kind, stack) } : layer;
}

/** Places from 1: the input stays first. */
function place(index: number, length: number): number {
  return Math.max(1, Math.min(index, length));
}

/** Where a layer goes that was added without a place: before the last, which makes the output. */
function defaultPlace(stack: readonly LayerSpec[]): number {
  return place(stack.length - 1, stack.length);
}

export function isFull({ network }: Experiment): boolean {
  return network.layers.length >= limits.layers;
}

/**
 * Inserts a layer at a place; its id, or null when there is no room for another. `outputs` are the
 * output shapes of the layers that stand: by them a merge finds what to join.
 */
export function addLayer(
  kind: LayerKind,
  index?: number,
  outputs: readonly Shape[] = [],
): string | null {
  const { experiment } = useDocument.getState();
  if (isFull(experiment)) return null;
  const stack = experiment.network.layers;
  const at = place(index ?? defaultPlace(stack), stack.length);
  const layer = newLayer(kind, stack, firstInputs(kind, stack, at, outputs));
  edit((draft) => {
    draft.network.layers.splice(at, 0, layer);
  });
  return layer.id;
}

/**
 * Moves a layer to a place in the order without it; the input cannot be moved. What would put a layer
 * before one that it names as its input is not done, and is given back.
 */
export function moveLayer(id: string, index: number): OrderConflict | null {
  const stack = useDocument.getState().experiment.network.layers;
  const from = stack.findIndex((layer) => layer.id === id);
  const to = place(index, stack.length - 1);
  if (from < 1 || to === from) return null;
  const next = reordered(stack, from, to);
  const conflict = orderConflict(next);
  if (conflict) return conflict;
  edit((draft) => {
    draft.network.layers = next;
  });
  return null;
}

/** Puts a copy behind the layer; its id, or null when there is no room or nothing to copy. */
export function duplicateLayer(id: string): string | null {
  const { experiment } = useDocument.getState();
  const stack = experiment.network.layers;
  const from = stack.findIndex((layer) => layer.id === id);
  const layer = stack[from];
  if (from < 1 || !layer || isFull(experiment)) return null;
  // Only a merge reads the same again: another copy works on what the first gives.
  const inputs = isMerge(layer.kind) ? [...layer.inputs] : [null];
  const copy: LayerSpec = { ...layer, id: freshId(stack), inputs };
  edit((draft) => {
    draft.network.layers.splice(from + 1, 0, copy);
  });
  return copy.id;
}

export function removeLayer(id: string): void {
  const stack = useDocument.getState().experiment.network.layers;
  const at = stack.findIndex((layer) => layer.id === id);
  if (at < 1) return;
  edit((draft) => {
    draft.network.layers = without(stack, at);
  });
}

/** What a layer reads: ids of layers that stand before it, null for the one right before. */
export function setInputs(id: string, inputs: Inputs): OrderConflict | null {
  const stack = useDocument.getState().experiment.network.layers;
  const next = stack.map((layer) => (layer.id === id ? { ...layer, inputs } : layer));
  const conflict = orderConflict(next);
  if (conflict || inputs.length === 0) return conflict;
  edit((draft) => {
    draft.network.layers = next;
  });
  return null;
}

/** Replaces a layer by one with other values. */
export function updateLayer(layer: LayerSpec, field: string): void {
  edit((draft) => {
    const at = draft.network.layers.findIndex(({ id }) => id === layer.id);
    if (at >= 0) draft.network.layers[at] = layer;
  }, `layers.${layer.id}.${field}`);
}

export function setNetworkInitializer(initializer: InitializerSpec, field: string): void {
  edit((draft) => {
    draft.network.initializer = initializer;
  }, `network.initializer.${field}`);
}

export function setLoss(kind: LossKind): void {
  edit((draft) => {
    if (draft.loss.kind !== kind) draft.loss = rowDefault(losses, kind);
  });
}

/** Other values of the same loss. */
export function updateLoss(loss: LossSpec, field: string): void {
  edit((draft) => {
    draft.loss = loss;
  }, `loss.${field}`);
}

type Insertion = Extract<Remedy, { kind: "insertFlatten" | "insertReshape" | "insertBridge" }>;

/** The layer that a remedy puts in; a bridge is one place wide. */
function insertedLayer(remedy: Insertion, stack: readonly LayerSpec[]): LayerSpec {
  const shared = { id: freshId(stack), inputs: [null] };
  if (remedy.kind === "insertFlatten") return { ...rowDefault(layers, "flatten"), ...shared };
  if (remedy.kind === "insertReshape") {
    return { ...rowDefault(layers, "reshape"), ...shared, shape: [...remedy.shape] };
  }
  const { channels } = remedy;
  switch (remedy.layer) {
    case "dense":
      return { ...rowDefault(layers, "dense"), ...shared, units: channels };
    case "conv1d":
      return { ...rowDefault(layers, "conv1d"), ...shared, filters: channels, width: 1 };
    case "conv2d":
      return { ...rowDefault(layers, "conv2d"), ...shared, filters: channels, height: 1, width: 1 };
  }
}

/** Makes the one edit on a document that lets a layer fit. */
export function remedied(draft: Experiment, remedy: Remedy): void {
  const { network } = draft;
  const stack = network.layers;
  const full = stack.length >= limits.layers;
  switch (remedy.kind) {
    case "insertFlatten":
    case "insertReshape":
    case "insertBridge": {
      const before = stack.findIndex((layer) => layer.id === remedy.before);
      const layer = insertedLayer(remedy, stack);
      if (!full) network.layers = feeding(stack, before, remedy.input, layer);
      return;
    }
    case "connect":
      stack.find(({ id }) => id === remedy.layer)?.inputs.push(remedy.from);
      return;
    case "removeLayer": {
      const at = stack.findIndex(({ id }) => id === remedy.layer);
      if (at >= 1) network.layers = without(stack, at);
      return;
    }
    case "setUnits": {
      const layer = stack.find(({ id }) => id === remedy.layer);
      if (layer?.kind === "dense") layer.units = remedy.units;
      return;
    }
    case "setLoss":
      draft.loss = rowDefault(losses, remedy.loss);
      return;
    case "clearClassWeights":
      if (draft.loss.kind === "softmaxCrossEntropy") draft.loss.classWeights = [];
      return;
    case "addDense": {
      const dense: LayerSpec = {
        ...rowDefault(layers, "dense"),
        id: freshId(stack),
        inputs: [null],
        units: remedy.units,
      };
      if (!full) stack.push(dense);
    }
  }
}

/** The one edit that makes a layer fit, as a step of undo. */
export function applyRemedy(remedy: Remedy): void {
  edit((draft) => remedied(draft, remedy));
}
