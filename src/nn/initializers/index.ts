/** The registry of initializers; the type checker lists a row of the catalogue without one. */

import { nameHash } from "../../engine/core/random.ts";
import { elements } from "../../engine/core/shape.ts";
import type { InitializerKind } from "../../spec/catalogue.ts";
import type { InitializerSpec } from "../../spec/experiment.ts";
import type { ParameterSpec } from "../layers/layer.ts";
import { constant, zeros } from "./constant.ts";
import { drawFor, type Initializer } from "./initializer.ts";
import { orthogonal } from "./orthogonal.ts";
import {
  heNormal,
  heUniform,
  lecunNormal,
  normal,
  uniform,
  xavierNormal,
  xavierUniform,
} from "./scaled.ts";

/** The specs of one kind, or of several. */
type SpecOf<K extends InitializerKind> = {
  [P in K]: Extract<InitializerSpec, { kind: P }>;
}[K];

const initializers: { readonly [K in InitializerKind]: Initializer<SpecOf<K>> } = {
  zeros,
  constant,
  normal,
  uniform,
  xavierNormal,
  xavierUniform,
  heNormal,
  heUniform,
  lecunNormal,
  orthogonal,
};

function initializerOf<K extends InitializerKind>(spec: SpecOf<K>): Initializer<SpecOf<K>> {
  return initializers[spec.kind];
}

/** First values of one parameter, in float64. `name` is its full name, `dense_1/kernel`. */
export function initialValues(
  parameter: ParameterSpec,
  name: string,
  spec: InitializerSpec,
  seed: number,
): Float64Array {
  const count = elements(parameter.shape);
  const { values } = parameter;
  if (values) return Float64Array.from({ length: count }, (_, index) => values(index));
  const draw = drawFor(seed, nameHash(name), parameter);
  const value = initializerOf(spec)(spec, draw, count);
  return Float64Array.from({ length: count }, (_, index) => value(index));
}
