/** Windows on which the convolution and its gradients are held against each other. */
import type { ActivationName } from "../../spec/catalogue.ts";
import type { Shape } from "../core/shape.ts";
import { convolutionGeometry, type WindowAttributes } from "./convolution-geometry.ts";
import { type UnaryFunction, unaryFunctions } from "./unary.ts";

/** What a sample convolves. */
export interface WindowSample {
  readonly name: string;
  readonly x: Shape;
  readonly kernel: Shape;
  readonly y: Shape;
  readonly window: WindowAttributes;
  /** The batch is the same for all runs. */
  readonly shared: boolean;
}

interface WindowOptions {
  readonly strides?: readonly [number, number];
  readonly dilations?: readonly [number, number];
  readonly padding?: readonly [number, number, number, number];
  readonly shared?: boolean;
}

function windowSample(
  name: string,
  x: Shape,
  kernel: Shape,
  { strides = [1, 1], dilations = [1, 1], padding = [0, 0, 0, 0], shared }: WindowOptions = {},
): WindowSample {
  const window = { strides, dilations, padding };
  const { batch, high, wide, filters } = convolutionGeometry(x, kernel, window);
  const y = [batch, ...(x.length === 3 ? [] : [high.output]), wide.output, filters];
  return { name, x, kernel, y, window, shared: shared ?? false };
}

/** Series and images; small enough for centred differences, awkward enough for every branch. */
export const windowSamples: readonly WindowSample[] = [
  windowSample("1x1x1", [1, 1, 1, 1], [1, 1, 1, 1]),
  windowSample("a series", [2, 11, 3], [5, 3, 7]),
  windowSample("a series shared by all runs", [5, 9, 2], [3, 2, 4], { shared: true }),
  windowSample("same, even width", [3, 7, 2], [4, 2, 3], { padding: [0, 0, 1, 2] }),
  windowSample("causal, dilated", [3, 9, 3], [3, 3, 5], {
    dilations: [1, 2],
    padding: [0, 0, 4, 0],
  }),
  windowSample("stride 2", [2, 12, 3], [3, 3, 4], { strides: [1, 2] }),
  windowSample("stride 3 beside dilation 2", [2, 17, 2], [4, 2, 3], {
    strides: [1, 3],
    dilations: [1, 2],
  }),
  windowSample("stride 4 beside dilation 2", [2, 19, 1], [3, 1, 2], {
    strides: [1, 4],
    dilations: [1, 2],
    padding: [0, 0, 3, 2],
  }),
  windowSample("strides wider than the window", [2, 13, 2], [2, 2, 3], { strides: [1, 5] }),
  windowSample("window longer than the series", [3, 3, 2], [7, 2, 3], {
    padding: [0, 0, 3, 3],
  }),
  windowSample("an image", [2, 5, 6, 2], [3, 2, 2, 5]),
  windowSample("an image, padded", [3, 5, 4, 1], [3, 3, 1, 4], { padding: [1, 1, 1, 1] }),
  windowSample("an image, strides and dilations", [2, 9, 8, 2], [2, 3, 2, 3], {
    strides: [2, 3],
    dilations: [3, 2],
    padding: [1, 2, 2, 0],
  }),
];

/** Larger than a tile of any variant; a gradient check adds nothing to them. */
export const largeWindowSamples: readonly WindowSample[] = [
  windowSample("past the edge of a tile", [5, 31, 7], [6, 7, 33]),
  windowSample("tiles of an image, padded", [3, 9, 10, 5], [3, 3, 5, 37], {
    padding: [1, 1, 1, 1],
  }),
  windowSample("tiles with strides", [6, 8, 13, 22], [3, 2, 22, 25], {
    strides: [2, 2],
    padding: [1, 1, 0, 1],
  }),
  windowSample("aligned", [8, 24, 16], [4, 16, 40]),
  windowSample("tall tiles", [32, 66, 4], [3, 4, 33]),
  windowSample("many cells, few outputs", [9, 14, 13, 2], [3, 3, 2, 3], { padding: [1, 1, 1, 1] }),
];

/** Values of a saved output of `name`, in its range. */
export function savedValues(name: ActivationName, count: number, alpha?: number): number[] {
  const { value }: UnaryFunction = unaryFunctions[name];
  return Array.from({ length: count }, (_, i) => value(((i * 37) % 61) / 10 - 3, alpha));
}
