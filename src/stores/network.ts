/** Edits of the network: its layers, its initial weights and its loss. */

import type { Remedy } from "../nn/describe.ts";
import { type LayerKind, type LossKind, layers, losses } from "../spec/catalogue.ts";
import { rowDefault } from "../spec/defaults.ts";
import type { Experiment, InitializerSpec, LayerSpec } from "../spec/experiment.ts";
import { limits } from "../spec/limits.ts";
import { edit, useDocument } from "./document.ts";

function freshId(stack: readonly LayerSpec[]): string {
  const numbers = stack.map((layer) => Number(layer.id)).filter(Number.isSafeInteger);
  return String(Math.max(0, ...numbers) + 1);
}

/** A new hidden layer takes the activation that the hidden layers around it have. */
function hiddenActivation(stack: readonly LayerSpec[]) {
  const hidden = stack
    .slice(0, -1)
    .findLast((layer) => layer.kind === "dense" && layer.activation !== "linear");
  return hidden?.kind === "dense" ? hidden.activation : "relu";
}

function newLayer(kind: LayerKind, stack: readonly LayerSpec[]): LayerSpec {
  const id = freshId(stack);
  const layer: LayerSpec = { ...rowDefault(layers, kind), id };
  return layer.kind === "dense" ? { ...layer, activation: hiddenActivation(stack) } : layer;
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

/** Inserts a layer at a place; its id, or null when there is no room for another. */
export function addLayer(kind: LayerKind, index?: number): string | null {
  const { experiment } = useDocument.getState();
  if (isFull(experiment)) return null;
  const stack = experiment.network.layers;
  const layer = newLayer(kind, stack);
  const at = place(index ?? defaultPlace(stack), stack.length);
  edit((draft) => {
    draft.network.layers.splice(at, 0, layer);
  });
  return layer.id;
}

/** Moves a layer to a place in the order without it; the input cannot be moved. */
export function moveLayer(id: string, index: number): void {
  edit((draft) => {
    const stack = draft.network.layers;
    const from = stack.findIndex((layer) => layer.id === id);
    if (from < 1) return;
    const to = place(index, stack.length - 1);
    if (to === from) return;
    stack.splice(to, 0, ...stack.splice(from, 1));
  });
}

/** Puts a copy behind the layer; its id, or null when there is no room or nothing to copy. */
export function duplicateLayer(id: string): string | null {
  const { experiment } = useDocument.getState();
  const stack = experiment.network.layers;
  const from = stack.findIndex((layer) => layer.id === id);
  const layer = stack[from];
  if (from < 1 || !layer || isFull(experiment)) return null;
  const copy = { ...layer, id: freshId(stack) };
  edit((draft) => {
    draft.network.layers.splice(from + 1, 0, copy);
  });
  return copy.id;
}

export function removeLayer(id: string): void {
  edit((draft) => {
    const at = draft.network.layers.findIndex((layer) => layer.id === id);
    if (at >= 1) draft.network.layers.splice(at, 1);
  });
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

/** Makes the one edit on a document that lets a layer fit. */
export function remedied(draft: Experiment, remedy: Remedy): void {
  const stack = draft.network.layers;
  switch (remedy.kind) {
    case "insertFlatten": {
      const before = stack.findIndex((layer) => layer.id === remedy.before);
      const flatten: LayerSpec = { ...rowDefault(layers, "flatten"), id: freshId(stack) };
      if (stack.length < limits.layers) stack.splice(place(before, stack.length), 0, flatten);
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
    case "addDense": {
      const dense: LayerSpec = { ...rowDefault(layers, "dense"), id: freshId(stack) };
      if (stack.length < limits.layers) stack.push({ ...dense, units: remedy.units });
    }
  }
}

/** The one edit that makes a layer fit, as a step of undo. */
export function applyRemedy(remedy: Remedy): void {
  edit((draft) => remedied(draft, remedy));
}
