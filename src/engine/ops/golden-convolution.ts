/** PyTorch's golden cases of convolutions; see `golden-cases.ts`. */
import { differentiated, type GoldenBuild, type GoldenCase, withAxes } from "./golden-tape.ts";
import type { Attributes } from "./op.ts";

/** The case's window; a series is an image of height 1. */
function windowOf({ attrs }: GoldenCase, series: boolean): Attributes {
  const [stride, dilation] = [Number(attrs["stride"]), Number(attrs["dilation"])];
  const around = Number(attrs["pad_each_side"] ?? 0);
  const [left, right] = [attrs["pad_left"], attrs["pad_right"]].map((pad) => Number(pad ?? around));
  return {
    strides: [series ? 1 : stride, stride],
    dilations: [series ? 1 : dilation, dilation],
    padding: [series ? 0 : around, series ? 0 : around, left ?? around, right ?? around],
    bias: false,
    activation: "linear",
  };
}

const convolution = (series: boolean) =>
  differentiated((tape, of, found) => {
    const product = tape.node("convolution", [of("x"), of("w")], windowOf(found, series));
    return "b" in found.inputs
      ? tape.node("binary", [product, of("b")], { function: "add" })
      : product;
  });

const series = convolution(true);
const images = convolution(false);
const conv1d = withAxes({ x: [0, 2, 1], w: [2, 1, 0], y: [0, 2, 1] }, series);
const conv2d = withAxes({ x: [0, 2, 3, 1], w: [2, 3, 1, 0], y: [0, 2, 3, 1] }, images);

/** The cases of `ops_conv1d.json`. */
export const goldenSeriesConvolutions: Readonly<Record<string, GoldenBuild>> = {
  conv1d_valid: conv1d,
  conv1d_valid_s2: conv1d,
  conv1d_valid_d2: conv1d,
  conv1d_valid_s3_d2: conv1d,
  conv1d_same: conv1d,
  conv1d_same_evenk: conv1d,
  conv1d_same_d2: conv1d,
  conv1d_same_s2: conv1d,
  conv1d_causal: conv1d,
  conv1d_causal_d2: conv1d,
  conv1d_causal_d4: conv1d,
  conv1d_causal_s2: conv1d,
  conv1d_k1: conv1d,
  conv1d_nobias: conv1d,
  conv1d_keras_layout: series,
};

/** The cases of `ops_conv2d.json`. */
export const goldenImageConvolutions: Readonly<Record<string, GoldenBuild>> = {
  conv2d_valid_k3: conv2d,
  conv2d_pad1_k3: conv2d,
  conv2d_s2_pad1_k3: conv2d,
  conv2d_d2_k3: conv2d,
  conv2d_k5_pad2: conv2d,
  conv2d_k1: conv2d,
};
