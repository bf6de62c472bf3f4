/** The registry of layers; the type checker lists a row of the catalogue without one. */
import type { LayerKind } from "../../spec/catalogue.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import { activation } from "./activation.ts";
import { dense } from "./dense.ts";
import { dropout } from "./dropout.ts";
import { flatten } from "./flatten.ts";
import { input } from "./input.ts";
import type { Layer } from "./layer.ts";

/** The specs of one kind, or of several. */
type SpecOf<K extends LayerKind> = {
  [P in K]: Extract<LayerSpec, { kind: P }>;
}[K];

const layers: { readonly [K in LayerKind]: Layer<SpecOf<K>> } = {
  input,
  flatten,
  dense,
  activation,
  dropout,
};

/** The layer of a spec's own kind. */
export function layerOf<K extends LayerKind>(spec: SpecOf<K>): Layer<SpecOf<K>> {
  return layers[spec.kind];
}
