/** How the window of a convolution lies along an axis, by Keras's rules. */
import { type Shape, shapeText } from "../../engine/core/shape.ts";
import { Fault } from "../../spec/fault.ts";

export interface WindowSpec {
  readonly stride: number;
  readonly dilation: number;
  readonly padding: "valid" | "same" | "causal";
}

export interface AxisWindow {
  /** How many places the window takes. */
  readonly count: number;
  /** Zeros on either side. */
  readonly before: number;
  readonly after: number;
}

/** What a window of `width` taps spans. */
function spanOf({ dilation }: WindowSpec, width: number): number {
  return dilation * (width - 1) + 1;
}

/** valid: floor((n - span) / stride) + 1 places; same and causal: ceil(n / stride). */
export function windowAlong(spec: WindowSpec, width: number, length: number): AxisWindow {
  const { stride, padding } = spec;
  const span = spanOf(spec, width);
  if (padding === "valid") {
    return { count: Math.floor((length - span) / stride) + 1, before: 0, after: 0 };
  }
  const count = Math.ceil(length / stride);
  // Nothing that comes later is seen.
  if (padding === "causal") return { count, before: span - 1, after: 0 };
  const zeros = Math.max(0, (count - 1) * stride + span - length);
  const before = Math.floor(zeros / 2);
  // An odd cell of padding stands behind.
  return { count, before, after: zeros - before };
}

/** Throws where an example has not the axes that the window slides over, or is too short for it. */
export function checkWindow(
  spec: WindowSpec,
  widths: readonly number[],
  { name, input, expected }: { name: string; input: Shape; expected: string },
): void {
  if (input.length !== widths.length + 1) {
    throw new Fault("shape.needsRank", { layer: name, expected, got: shapeText(input) });
  }
  for (const [axis, width] of widths.entries()) {
    const [window, got] = [spanOf(spec, width), input[axis] ?? 0];
    if (spec.padding === "valid" && window > got) {
      throw new Fault("shape.windowTooLong", { layer: name, window, got });
    }
  }
}
