import type { InitializerSpec } from "../../spec/experiment.ts";
import type { Initializer } from "./initializer.ts";

export const zeros: Initializer<Extract<InitializerSpec, { kind: "zeros" }>> = () => () => 0;

/** All alike: symmetric units that never part, on purpose. */
export const constant: Initializer<Extract<InitializerSpec, { kind: "constant" }>> = (spec) => () =>
  spec.value;
