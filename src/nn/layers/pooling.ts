import { type Shape, shapeText } from "../../engine/core/shape.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import { Fault } from "../../spec/fault.ts";
import { type Layer, noParameters } from "./layer.ts";

type PoolingSpec = Extract<
  LayerSpec,
  { kind: "maxPooling1d" | "averagePooling1d" | "maxPooling2d" | "averagePooling2d" }
>;

/** How windows lie along an axis: how many there are, and the padding on either side. */
interface Windows {
  readonly count: number;
  readonly before: number;
  readonly after: number;
}

/** Keras's rules: "valid" drops a rest, "same" pads so that every place is in a window. */
function windowsAlong(spec: PoolingSpec, length: number): Windows {
  const stride = strideOf(spec);
  if (spec.padding === "valid") {
    return { count: Math.floor((length - spec.size) / stride) + 1, before: 0, after: 0 };
  }
  const count = Math.ceil(length / stride);
  const padding = Math.max(0, (count - 1) * stride + spec.size - length);
  // An odd cell of padding stands behind.
  const before = Math.floor(padding / 2);
  return { count, before, after: padding - before };
}

/** Windows touch unless a stride is given. */
function strideOf({ stride, size }: PoolingSpec): number {
  return stride === 0 ? size : stride;
}

const forms = { 1: "[time, channels]", 2: "[height, width, channels]" } as const;

type Axes = keyof typeof forms;

function pooledShape(spec: PoolingSpec, input: Shape, name: string, axes: Axes): Shape {
  if (input.length !== axes + 1) {
    const values = { layer: name, expected: forms[axes], got: shapeText(input) };
    throw new Fault("shape.needsRank", values);
  }
  const lengths = input.slice(0, -1).map((length) => {
    if (spec.padding === "valid" && spec.size > length) {
      throw new Fault("shape.windowTooLong", { layer: name, window: spec.size, got: length });
    }
    return windowsAlong(spec, length).count;
  });
  return [...lengths, ...input.slice(-1)];
}

/** Maximum or average of each window; the padding of "same" counts in neither. */
function pooling(name: "max" | "average", axes: Axes): Layer<PoolingSpec> {
  return {
    infer: (spec, [input], layer) => pooledShape(spec, input, layer, axes),
    parameters: noParameters,
    emit: (spec, [x], { builder }) => {
      const shape = builder.shape(x);
      const [batch = 1] = shape;
      const [height = 1, width = 1, channels = 1] =
        axes === 1 ? [1, ...shape.slice(1)] : shape.slice(1);
      const image = builder.emitOne("reshape", [x], { shape: [batch, height, width, channels] });
      const [size, stride] = [spec.size, strideOf(spec)];
      // A series is an image of height 1.
      const down = axes === 1 ? { count: 1, before: 0, after: 0 } : windowsAlong(spec, height);
      const across = windowsAlong(spec, width);
      const y = builder.emitOne("pool", [image], {
        function: name,
        size: axes === 1 ? [1, size] : [size, size],
        strides: axes === 1 ? [1, stride] : [stride, stride],
        padding: [down.before, across.before, down.after, across.after],
        countPadding: false,
      });
      const pooled = [batch, ...(axes === 1 ? [] : [down.count]), across.count, channels];
      return builder.emitOne("reshape", [y], { shape: pooled });
    },
  };
}

export const maxPooling1d = pooling("max", 1);
export const averagePooling1d = pooling("average", 1);
export const maxPooling2d = pooling("max", 2);
export const averagePooling2d = pooling("average", 2);
