/** What the merges have in common: at least two inputs whose shapes fit. */
import { type Shape, sameShape, shapeText } from "../../engine/core/shape.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import { Fault } from "../../spec/fault.ts";
import { type Layer, noParameters, type Shapes } from "./layer.ts";

/** Throws unless every input fits the first. */
export function expectMergeable(
  [first, ...others]: Shapes,
  layer: string,
  fits: (first: Shape, other: Shape) => boolean,
): void {
  if (others.length === 0) throw new Fault("shape.mergeNeedsTwo", { layer });
  const other = others.find((shape) => !fits(first, shape));
  if (other === undefined) return;
  const shapes = { first: shapeText(first), second: shapeText(other) };
  throw new Fault("shape.mergeConflict", { layer, ...shapes });
}

/** Inputs of one shape, joined element by element from the first to the last. */
export function elementwiseMerge(
  name: "add" | "multiply",
): Layer<Extract<LayerSpec, { kind: "add" | "multiply" }>> {
  return {
    infer: (_spec, inputs, layer) => {
      expectMergeable(inputs, layer, sameShape);
      return inputs[0];
    },
    parameters: noParameters,
    emit: (_spec, [first, ...others], { builder }) =>
      others.reduce((sum, x) => builder.emitOne("binary", [sum, x], { function: name }), first),
  };
}
