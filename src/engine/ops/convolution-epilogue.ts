/** What happens to the numbers of a convolution on the host before they leave it. */
import { convolutionAttributes, gradientOf } from "./convolution-geometry.ts";
import type { Attributes, ReferenceCall } from "./op.ts";
import { floats, item } from "./operands.ts";
import { alphaOf, unaryFunctions } from "./unary.ts";

/** y = f(y + bias) */
export function convolutionEpilogue(call: ReferenceCall<Attributes>): void {
  const { bias, activation } = convolutionAttributes(call.attributes);
  const y = item(call.outputs, 0);
  if (bias) {
    const added = floats(call, 2);
    const filters = added.length;
    for (let at = 0; at < y.length; at += filters) {
      for (let n = 0; n < filters; n++) y[at + n] = (y[at + n] ?? 0) + (added[n] ?? 0);
    }
  }
  if (activation === "linear") return;
  const { value } = unaryFunctions[activation];
  const alpha = alphaOf(call.attributes);
  for (let i = 0; i < y.length; i++) y[i] = value(y[i] ?? 0, alpha);
}

/** dx = dx * f'(saved) */
export function slopeEpilogue(call: ReferenceCall<Attributes>): void {
  const name = gradientOf(call.attributes);
  if (name === null) return;
  const { slope } = unaryFunctions[name];
  const alpha = alphaOf(call.attributes);
  const [dx, saved] = [item(call.outputs, 0), floats(call, 2)];
  for (let i = 0; i < dx.length; i++) dx[i] = (dx[i] ?? 0) * slope(saved[i] ?? 0, alpha);
}
