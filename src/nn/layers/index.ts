/** The registry of layers; the type checker lists a row of the catalogue without one. */
import type { LayerKind } from "../../spec/catalogue.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import { activation } from "./activation.ts";
import { add } from "./add.ts";
import { batchNormalization } from "./batch-normalization.ts";
import { concatenate } from "./concatenate.ts";
import { conv1d } from "./conv1d.ts";
import { conv2d } from "./conv2d.ts";
import { dense } from "./dense.ts";
import { dropout } from "./dropout.ts";
import { embedding } from "./embedding.ts";
import { flatten } from "./flatten.ts";
import { gaussianNoise } from "./gaussian-noise.ts";
import {
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalMaxPooling1d,
  globalMaxPooling2d,
} from "./global-pooling.ts";
import { gru } from "./gru.ts";
import { input } from "./input.ts";
import type { Layer } from "./layer.ts";
import { layerNormalization } from "./layer-normalization.ts";
import { lstm } from "./lstm.ts";
import { multiply } from "./multiply.ts";
import { averagePooling1d, averagePooling2d, maxPooling1d, maxPooling2d } from "./pooling.ts";
import { reshape } from "./reshape.ts";
import { simpleRnn } from "./simple-rnn.ts";

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
  reshape,
  conv1d,
  conv2d,
  maxPooling1d,
  averagePooling1d,
  globalAveragePooling1d,
  globalMaxPooling1d,
  maxPooling2d,
  averagePooling2d,
  globalAveragePooling2d,
  globalMaxPooling2d,
  batchNormalization,
  layerNormalization,
  gaussianNoise,
  embedding,
  simpleRnn,
  lstm,
  gru,
  add,
  multiply,
  concatenate,
};

/** The layer of a spec's own kind. */
export function layerOf<K extends LayerKind>(spec: SpecOf<K>): Layer<SpecOf<K>> {
  return layers[spec.kind];
}
