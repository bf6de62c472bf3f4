/** For each fault of a layer the one edit that mends it, where there is one. */
import { elements, type Shape, sameShape } from "../engine/core/shape.ts";
import type { LayerSpec, LossSpec } from "../spec/experiment.ts";
import type { FaultRecord } from "../spec/fault.ts";
import type { Shapes } from "./layers/layer.ts";

/** One edit that makes a layer fit, offered as a button on it. */
export type Remedy =
  | { readonly kind: "insertFlatten"; readonly before: string; readonly input: number }
  | {
      readonly kind: "insertReshape";
      readonly before: string;
      readonly input: number;
      readonly shape: Shape;
    }
  /** A layer one place wide that gives an input of a merge the channels of the others. */
  | {
      readonly kind: "insertBridge";
      readonly layer: "dense" | "conv1d" | "conv2d";
      readonly before: string;
      readonly input: number;
      readonly channels: number;
    }
  | { readonly kind: "connect"; readonly layer: string; readonly from: string }
  | { readonly kind: "removeLayer"; readonly layer: string }
  | { readonly kind: "setUnits"; readonly layer: string; readonly units: number }
  | { readonly kind: "setLoss"; readonly loss: LossSpec["kind"] }
  | { readonly kind: "clearClassWeights" }
  | { readonly kind: "addDense"; readonly units: number };

export function unusedRemedy(layer: string): Remedy {
  return { kind: "removeLayer", layer };
}

/** Remedies by the fault that a layer's own rule has thrown. */
export function remedyFor(
  spec: LayerSpec,
  inputs: Shapes,
  fault: FaultRecord,
  layers: readonly LayerSpec[],
): Remedy | null {
  switch (fault.code) {
    case "shape.needsFlat":
      return { kind: "insertFlatten", before: spec.id, input: 0 };
    case "shape.needsRank":
      return rankRemedy(spec, inputs[0], ranks[spec.kind] ?? 2);
    case "shape.mergeNeedsTwo":
      return connectRemedy(spec, layers);
    case "shape.mergeConflict":
      return bridgeRemedy(spec, inputs);
    default:
      return null;
  }
}

/** Axes of one example that a layer wants, where they are not two. */
const ranks: Readonly<Partial<Record<LayerSpec["kind"], number>>> = {
  conv2d: 3,
  maxPooling2d: 3,
  averagePooling2d: 3,
  globalAveragePooling2d: 3,
  globalMaxPooling2d: 3,
  embedding: 1,
};

/** A channel axis is added to what lacks one; rows and columns become places where one axis is too many. */
function rankRemedy(spec: LayerSpec, input: Shape, rank: number): Remedy | null {
  const at = { before: spec.id, input: 0 } as const;
  if (rank === 1) return { kind: "insertFlatten", ...at };
  const shape = reshaped(input, rank);
  return shape && { kind: "insertReshape", ...at, shape };
}

function reshaped(input: Shape, rank: number): Shape | null {
  const [first = 1, second = 1, third = 1] = input;
  if (input.length === rank - 1) return [...input, 1];
  if (input.length === 3 && rank === 2) return [first, second * third];
  if (input.length === 1 && rank === 3) {
    const side = Math.sqrt(elements(input));
    return Number.isInteger(side) ? [side, side, 1] : null;
  }
  return null;
}

/** The merge's second input: the layer that feeds the one before it, or the input. */
function connectRemedy(spec: LayerSpec, layers: readonly LayerSpec[]): Remedy | null {
  const place = layers.findIndex(({ id }) => id === spec.id);
  const from = layers[Math.max(0, place - 2)];
  return from && from.id !== spec.id ? { kind: "connect", layer: spec.id, from: from.id } : null;
}

/** The first input that does not fit gets as many channels as the first has, or is laid out flat. */
function bridgeRemedy(spec: LayerSpec, [first, ...others]: Shapes): Remedy | null {
  const other = others.findIndex((shape) => !sameShape(shape, first));
  const shape = others[other];
  if (!shape) return null;
  const input = other + 1;
  const samePlaces = sameShape(shape.slice(0, -1), first.slice(0, -1));
  if (samePlaces) {
    const layer = (["dense", "conv1d", "conv2d"] as const)[first.length - 1] ?? "dense";
    return { kind: "insertBridge", layer, before: spec.id, input, channels: first.at(-1) ?? 1 };
  }
  const long = shape.length > 1 ? input : 0;
  const flattens = shape.length > 1 || first.length > 1;
  return flattens ? { kind: "insertFlatten", before: spec.id, input: long } : null;
}
