/** Which layers the palette shows together, and how one is found by its name. */
import { rowWords } from "../../i18n/catalogue.ts";
import { snakeCase } from "../../nn/network.ts";
import { type LayerKind, layers } from "../../spec/catalogue.ts";

export type PaletteGroup = "basic" | "convolution" | "recurrent" | "normalization" | "shape";
export type AddedKind = Exclude<LayerKind, "input">;

/** In the order in which the palette shows them; the input is always there and never added. */
const groupOf: Readonly<Record<AddedKind, readonly PaletteGroup[]>> = {
  dense: ["basic"],
  activation: ["basic"],
  dropout: ["basic", "normalization"],
  flatten: ["basic", "shape"],
  conv1d: ["convolution"],
  conv2d: ["convolution"],
  maxPooling1d: ["convolution"],
  maxPooling2d: ["convolution"],
  averagePooling1d: ["convolution"],
  averagePooling2d: ["convolution"],
  globalAveragePooling1d: ["convolution"],
  globalAveragePooling2d: ["convolution"],
  globalMaxPooling1d: ["convolution"],
  globalMaxPooling2d: ["convolution"],
  simpleRnn: ["recurrent"],
  lstm: ["recurrent"],
  gru: ["recurrent"],
  embedding: ["recurrent"],
  batchNormalization: ["normalization"],
  layerNormalization: ["normalization"],
  gaussianNoise: ["normalization"],
  reshape: ["shape"],
  add: ["shape"],
  multiply: ["shape"],
  concatenate: ["shape"],
};

export const paletteGroups = [
  "basic",
  "convolution",
  "recurrent",
  "normalization",
  "shape",
] as const satisfies readonly PaletteGroup[];

export function isLayerKind(kind: string): kind is LayerKind {
  return Object.hasOwn(layers, kind);
}

function isAddedKind(kind: string): kind is AddedKind {
  return Object.hasOwn(groupOf, kind);
}

const kinds = Object.keys(groupOf).filter(isAddedKind);

export function kindsOf(group: PaletteGroup): AddedKind[] {
  return kinds.filter((kind) => groupOf[kind].includes(group));
}

const plain = (text: string) => text.toLowerCase().replaceAll(/[\s_-]/g, "");

/** Layers whose label in the present language, or whose name, holds what was typed. */
export function kindsNamed(text: string): AddedKind[] {
  const wanted = plain(text);
  return kinds.filter((kind) =>
    [rowWords("layers", kind).label, snakeCase(kind)].some((name) => plain(name).includes(wanted)),
  );
}
