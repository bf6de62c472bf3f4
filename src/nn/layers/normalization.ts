/** What batch and layer normalisation have in common. */
import type { Shape } from "../../engine/core/shape.ts";
import type { ParameterSpec } from "./layer.ts";

/** A number for each channel of the last axis, which starts at `value` and decays nowhere. */
export function channelParameter(name: string, input: Shape, value: 0 | 1): ParameterSpec {
  const channels = input.at(-1) ?? 1;
  return {
    name,
    shape: [channels],
    fanIn: channels,
    fanOut: channels,
    decays: false,
    initializer: value === 0 ? { kind: "zeros" } : { kind: "constant", value },
  };
}
