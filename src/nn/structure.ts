/** The network of one run: the one that all share, with what the run changes in it. */

import { layers as layerRows } from "../spec/catalogue.ts";
import { asBuilt, rowDefault } from "../spec/defaults.ts";
import type { LayerSpec, NetworkSpec, StructureSpec } from "../spec/experiment.ts";

/** The document's own network where the run changes nothing. */
export function networkOf(network: NetworkSpec, structure: StructureSpec): NetworkSpec {
  if (JSON.stringify(structure) === JSON.stringify(asBuilt())) return network;
  const output = network.layers.findLastIndex(isAffine);
  const hidden = (layer: LayerSpec) => network.layers.indexOf(layer) < output;
  const resized = network.layers.map((layer) =>
    hidden(layer) ? activated(widened(layer, structure), structure) : layer,
  );
  return { ...network, layers: normalised(resized, output, structure) };
}

type AffineLayer = Extract<LayerSpec, { kind: "dense" | "conv1d" | "conv2d" }>;

function isAffine(layer: LayerSpec): layer is AffineLayer {
  return layer.kind === "dense" || layer.kind === "conv1d" || layer.kind === "conv2d";
}

function widened(layer: LayerSpec, { width }: StructureSpec): LayerSpec {
  const wider = (size: number) => Math.max(1, Math.round(size * width));
  if ("units" in layer) return { ...layer, units: wider(layer.units) };
  if ("filters" in layer) return { ...layer, filters: wider(layer.filters) };
  return layer;
}

/** Where there is no activation, as before a layer of its own, none comes in. */
function activated(layer: LayerSpec, { activation }: StructureSpec): LayerSpec {
  if (activation === "asBuilt") return layer;
  if (layer.kind === "activation" && layer.function !== "softmax") {
    return { ...layer, function: activation, alpha: null };
  }
  if (!isAffine(layer) || layer.activation === "linear") return layer;
  return { ...layer, activation, alpha: null };
}

function normalised(
  layers: readonly LayerSpec[],
  output: number,
  { batchNormalization }: StructureSpec,
): LayerSpec[] {
  if (batchNormalization === "on") return withNormalization(layers, output);
  if (batchNormalization === "off") return withoutNormalization(layers);
  return [...layers];
}

/** Whoever read the layer by its id reads the end of the chain that stands for it now. */
function withNormalization(layers: readonly LayerSpec[], output: number): LayerSpec[] {
  const ends = new Map<string, string>();
  const grown: LayerSpec[] = [];
  for (const [index, layer] of layers.entries()) {
    const inputs = layer.inputs.map((id) => (id === null ? null : (ends.get(id) ?? id)));
    const wanted = index < output && layers[index + 1]?.kind !== "batchNormalization";
    const [first, ...others] = wanted && isAffine(layer) ? chainOf(layer) : [layer];
    grown.push({ ...(first ?? layer), inputs }, ...others);
    ends.set(layer.id, others.at(-1)?.id ?? layer.id);
  }
  return grown;
}

/** The layer without its activation, batch normalisation, then the activation. */
function chainOf(layer: AffineLayer): LayerSpec[] {
  const behind = (part: string) => ({ id: `${layer.id}/${part}`, inputs: [null] });
  const norm = { ...rowDefault(layerRows, "batchNormalization"), ...behind("norm") };
  const { activation, alpha } = layer;
  if (activation === "linear") return [layer, norm];
  const after = { ...rowDefault(layerRows, "activation"), function: activation, alpha };
  return [{ ...layer, activation: "linear" }, norm, { ...after, ...behind("activation") }];
}

function withoutNormalization(layers: readonly LayerSpec[]): LayerSpec[] {
  /** For each layer taken out, the one it read. */
  const sources = new Map<string, string>();
  const kept: LayerSpec[] = [];
  for (const [index, layer] of layers.entries()) {
    const before = layers[index - 1]?.id ?? "";
    const inputs = layer.inputs.map((id) => sources.get(id ?? before) ?? id);
    const source = inputs[0] ?? kept.at(-1)?.id;
    if (layer.kind === "batchNormalization" && source !== undefined) sources.set(layer.id, source);
    else kept.push({ ...layer, inputs });
  }
  return kept;
}
