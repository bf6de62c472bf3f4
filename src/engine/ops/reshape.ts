/** The same memory under another shape. */
import { elements, shapeText } from "../core/shape.ts";
import { listOf } from "./attributes.ts";
import type { Op } from "./op.ts";
import { floats, item } from "./operands.ts";

export const reshape: Op = {
  infer: (inputs, attributes) => {
    const shape = listOf(attributes, "shape");
    const input = item(inputs, 0);
    if (elements(shape) !== elements(input)) {
      throw new Error(`reshape: expected ${shapeText(input)}, got ${shapeText(shape)}`);
    }
    return [shape];
  },
  gradient: ({ emitter, inputs, upstream, wanted }) => {
    const [dy = null] = upstream;
    if (dy === null || !wanted[0]) return [null];
    return emitter.emit("reshape", [dy], { shape: emitter.shape(item(inputs, 0)) });
  },
  reference: (call) => item(call.outputs, 0).set(floats(call, 0)),
  kernels: () => [],
  alias: true,
  samples: [{ name: "flatten", inputs: [{ shape: [3, 4, 5] }], attributes: { shape: [3, 20] } }],
};
