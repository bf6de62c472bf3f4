/** PyTorch's golden cases of pooling, concatenation and embedding; see `golden-cases.ts`. */
import type { Shape } from "../core/shape.ts";
import {
  differentiated,
  entry,
  type GoldenBuild,
  type GoldenCase,
  type Tape,
  withAxes,
} from "./golden-tape.ts";
import type { Attributes, TensorId } from "./op.ts";

/** A number for both axes, or one for each. */
function pair(value: unknown): [number, number] {
  return Array.isArray(value)
    ? [Number(value[0]), Number(value[1])]
    : [Number(value), Number(value)];
}

/** Top, left, bottom and right of an image; a series has none above and below. */
function paddingOf({ attrs }: GoldenCase, series: boolean): number[] {
  // The only case of "same" says where its one place of padding is.
  const [before, after] =
    attrs["padding"] === undefined ? pair(attrs["pad_each_side"] ?? 0) : [0, 1];
  return series ? [0, before, 0, after] : [before, before, after, after];
}

function poolAttributes(name: string, found: GoldenCase, series: boolean): Attributes {
  const [height, width] = pair(found.attrs["kernel"]);
  const [down, across] = pair(found.attrs["stride"]);
  return {
    function: name,
    size: [series ? 1 : height, width],
    strides: [series ? 1 : down, across],
    padding: paddingOf(found, series),
    countPadding: found.attrs["count_include_pad"] === true,
  };
}

function reshaped(tape: Tape, x: TensorId, shape: Shape): TensorId {
  return tape.node("reshape", [x], { shape });
}

function shapeOf(found: GoldenCase, name: string): Shape {
  return (found.inputs[name] ?? entry(found.outputs, name)).shape;
}

/** A series [batch, time, channels] is pooled as an image of height 1. */
const series = (name: string) =>
  withAxes(
    { x: [0, 2, 1], y: [0, 2, 1] },
    differentiated((tape, of, found) => {
      const [batch = 1, time = 1, channels = 1] = shapeOf(found, "x");
      const image = reshaped(tape, of("x"), [batch, 1, time, channels]);
      const y = tape.node("pool", [image], poolAttributes(name, found, true));
      return reshaped(tape, y, shapeOf(found, "y"));
    }),
  );

const images = (name: string) =>
  withAxes(
    { x: [0, 2, 3, 1], y: [0, 2, 3, 1] },
    differentiated((tape, of, found) =>
      tape.node("pool", [of("x")], poolAttributes(name, found, false)),
    ),
  );

const everywhere = (name: string, axes: readonly number[]) =>
  withAxes(
    { x: axes },
    differentiated((tape, of) => tape.node("globalPool", [of("x")], { function: name })),
  );

const max = series("max");
const average = series("average");

/** The cases of `ops_pool.json`. */
export const goldenPools: Readonly<Record<string, GoldenBuild>> = {
  maxpool1d_k2: max,
  maxpool1d_k3: max,
  maxpool1d_k3_s1: max,
  maxpool1d_k3_s2: max,
  maxpool1d_k3_s2_p1: max,
  maxpool1d_same_k3_s2_even_length: max,
  maxpool1d_ties: max,
  avgpool1d_k2: average,
  avgpool1d_k3: average,
  avgpool1d_k3_s1: average,
  avgpool1d_k3_s2: average,
  avgpool1d_k3_s2_p1: average,
  avgpool1d_k3_s2_p1_exclude_pad: average,
  global_avg_pool1d: everywhere("average", [0, 2, 1]),
  global_max_pool1d: everywhere("max", [0, 2, 1]),
  maxpool2d_k2: images("max"),
  maxpool2d_k3_s2_p1: images("max"),
  avgpool2d_k2: images("average"),
  global_avg_pool2d: everywhere("average", [0, 2, 3, 1]),
};

/** Rows of the axes from the first on lie together, so that they can be joined along the last. */
const concatenated = differentiated((tape, of, found) => {
  const flat = Object.entries(found.inputs).map(([name, { shape, data }]) =>
    reshaped(tape, of(name), [shape[0] ?? 1, data.length / (shape[0] ?? 1)]),
  );
  return reshaped(tape, tape.node("concatenate", flat), shapeOf(found, "y"));
});

const embedding = differentiated((tape, of) => tape.node("embedding", [of("idx"), of("weight")]));

/** PyTorch's padding row is there but is not learned: weight * learned + fixed. */
const paddedEmbedding: GoldenBuild = (machine, found) => {
  const weight = entry(found.inputs, "weight");
  const [, size = 1] = weight.shape;
  const row = Number(found.attrs["padding_idx"]);
  const isFixed = (index: number) => Math.floor(index / size) === row;
  const learned = { ...weight, data: weight.data.map((_, index) => (isFixed(index) ? 0 : 1)) };
  const fixed = { ...weight, data: weight.data.map((value, i) => (isFixed(i) ? value : 0)) };
  const build = differentiated((tape, of) => {
    const free = tape.node("binary", [of("weight"), of("learned")], { function: "multiply" });
    const table = tape.node("binary", [free, of("fixed")], { function: "add" });
    return tape.node("embedding", [of("idx"), table]);
  });
  return build(machine, { ...found, inputs: { ...found.inputs, learned, fixed } });
};

/** The cases of `ops_dense.json` that join tensors or look up rows. */
export const goldenMerges: Readonly<Record<string, GoldenBuild>> = {
  concat_last: concatenated,
  concat_axis1: concatenated,
  embedding,
  embedding_padding_idx0: paddedEmbedding,
};
