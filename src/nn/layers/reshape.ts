import { elements, type Shape, shapeText } from "../../engine/core/shape.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import { Fault } from "../../spec/fault.ts";
import { type Layer, noParameters } from "./layer.ts";

/** `shape` with what is left of `count` numbers in place of its -1; null when they do not fit. */
function completed(shape: Shape, count: number): Shape | null {
  const known = elements(shape.filter((size) => size !== -1));
  const open = shape.filter((size) => size === -1).length;
  const rest = open === 0 ? 1 : count / known;
  const fits = shape.length > 0 && open <= 1 && Number.isInteger(rest) && known * rest === count;
  return fits ? shape.map((size) => (size === -1 ? rest : size)) : null;
}

/** The numbers of an example in their order under another shape. */
export const reshape: Layer<Extract<LayerSpec, { kind: "reshape" }>> = {
  infer: (spec, [input], layer) => {
    const shape = completed(spec.shape, elements(input));
    if (shape) return shape;
    const to = shapeText(spec.shape);
    throw new Fault("shape.reshape", { layer, from: shapeText(input), to });
  },
  parameters: noParameters,
  emit: (spec, [x], { builder }) => {
    const [batch = 1, ...rest] = builder.shape(x);
    const shape = completed(spec.shape, elements(rest));
    if (shape === null) throw new Error("reshape: the shape does not fit");
    return builder.emitOne("reshape", [x], { shape: [batch, ...shape] });
  },
};
