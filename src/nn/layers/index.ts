/** The registry of layers; the type checker lists a row of the catalogue without one. */
import type { LayerKind } from "../../spec/catalogue.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import { activation } from "./activation.ts";
import { dense } from "./dense.ts";
import { dropout } from "./dropout.ts";
import { flatten } from "./flatten.ts";
import { input } from "./input.ts";
import type { Layer } from "./layer.ts";

type Registry = { readonly [K in LayerKind]: Layer<Extract<LayerSpec, { kind: K }>> };

const layers: Registry = { input, flatten, dense, activation, dropout };

/** The layer of a spec, seen as one that takes any spec of its own kind. */
export function layerOf<Spec extends LayerSpec>(spec: Spec): Layer<Spec> {
  // A mapped lookup by the spec's own kind; the checker cannot follow the correlation.
  return layers[spec.kind] as unknown as Layer<Spec>;
}
