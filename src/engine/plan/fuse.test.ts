import { expect, test } from "vitest";
import { appendBackward } from "../graph/backward.ts";
import { GraphBuilder } from "../graph/graph.ts";
import { engineOps } from "../ops/index.ts";
import { plainMatmul } from "../ops/matmul-geometry.ts";
import { fuse } from "./fuse.ts";

/** dz, weights and x of a dense layer, 4 x 3 x 2. */
function layer() {
  const builder = new GraphBuilder(engineOps);
  const pin = (name: string, shape: number[], buffer = name) =>
    builder.pinned(name, shape, { buffer, runs: true });
  const dz = pin("dz", [4, 2]);
  const weights = pin("weights", [3, 2]);
  const x = pin("x", [4, 3]);
  return { builder, pin, dz, weights, x };
}

const inputGradient = { ...plainMatmul, transposeB: true };
const weightGradient = { ...plainMatmul, transposeA: true };

function opsOf(builder: GraphBuilder): string[] {
  return fuse({ tensors: builder.tensors, nodes: builder.nodes }).nodes.map(({ op }) => op);
}

test("the two products of a layer's gradient join, whichever comes first", () => {
  const first = layer();
  first.builder.emit("matmul", [first.dz, first.weights], inputGradient);
  first.builder.emit("matmul", [first.x, first.dz], weightGradient);
  expect(opsOf(first.builder)).toEqual(["denseBackward"]);
  const second = layer();
  second.builder.emit("matmul", [second.x, second.dz], weightGradient);
  second.builder.emit("matmul", [second.dz, second.weights], inputGradient);
  expect(opsOf(second.builder)).toEqual(["denseBackward"]);
});

test("they stay apart where the first is read before the second is made", () => {
  const { builder, dz, weights, x } = layer();
  const [dx] = builder.emit("matmul", [dz, weights], inputGradient);
  builder.emit("unary", [dx!], { function: "exp" });
  builder.emit("matmul", [x, dz], weightGradient);
  expect(opsOf(builder)).toEqual(["matmul", "unary", "matmul"]);
});

test("they stay apart where the upstream or the layer is another", () => {
  const { builder, pin, dz, weights } = layer();
  const other = pin("other", [4, 2]);
  const wide = pin("wide", [4, 5]);
  builder.emit("matmul", [dz, weights], inputGradient);
  builder.emit("matmul", [pin("x of other", [4, 3]), other], weightGradient);
  builder.emit("matmul", [wide, dz], weightGradient);
  expect(opsOf(builder)).toEqual(["matmul", "matmul", "matmul"]);
});

test("they stay apart where both are put into one buffer", () => {
  const { builder, dz, weights, x } = layer();
  const dx = builder.emitOne("matmul", [dz, weights], inputGradient);
  const dw = builder.emitOne("matmul", [x, dz], weightGradient);
  builder.put(dx, "dx", { buffer: "results", offset: 0 });
  builder.put(dw, "dw", { buffer: "results", offset: 12 });
  expect(opsOf(builder)).toEqual(["matmul", "matmul"]);
});

/** What one step of two convolutional layers does, as ops with the attributes that fusion sets. */
function convolutions(activation: string, alpha?: number) {
  const builder = new GraphBuilder(engineOps);
  const pin = (name: string, shape: number[], offset = 0, buffer = name) =>
    builder.pinned(name, shape, { buffer, offset, runs: true });
  const parameters = [
    pin("kernel 1", [3, 2, 5], 0, "parameters"),
    pin("bias 1", [5], 30, "parameters"),
    pin("kernel 2", [4, 5, 1], 35, "parameters"),
    pin("bias 2", [1], 55, "parameters"),
  ];
  const [kernel1 = -1, bias1 = -1, kernel2 = -1, bias2 = -1] = parameters;
  const walk = { strides: [1, 1], dilations: [1, 1], padding: [0, 0, 1, 1] };
  const layer = (x: number, kernel: number, bias: number) => {
    const window = { ...walk, bias: false, activation: "linear" };
    const product = builder.emitOne("convolution", [x, kernel], window);
    const sum = builder.emitOne("binary", [product, bias], { function: "add" });
    const slope = alpha === undefined ? {} : { alpha };
    return builder.emitOne("unary", [sum], { function: activation, ...slope });
  };
  const y = layer(layer(pin("x", [4, 8, 2]), kernel1, bias1), kernel2, bias2);
  const flat = builder.emitOne("reshape", [y], { shape: [4, 7] });
  const [losses = -1] = builder.emit("meanSquaredError", [flat, pin("targets", [4, 7])], {
    hits: "none",
  });
  for (const [id, gradient] of appendBackward(builder, losses, parameters)) {
    const { name, place } = builder.tensor(id);
    builder.put(gradient, name, { buffer: "gradients", offset: place!.offset });
  }
  const { nodes } = fuse(builder.finish());
  const of = (name: string) => nodes.find(({ op }) => op === name)?.attributes;
  return { ops: nodes.map(({ op }) => op).filter((op) => op !== "reshape"), of };
}

test("a convolutional layer is one op forward and two backward, the first layer's input apart", () => {
  const { ops, of } = convolutions("relu");
  expect(ops).toEqual([
    "convolution",
    "convolution",
    "meanSquaredError",
    "unaryGradient",
    "convolutionKernelGradient",
    "convolutionInputGradient",
    "convolutionKernelGradient",
  ]);
  expect(of("convolution")).toMatchObject({ bias: true, activation: "relu" });
  expect(of("convolution")).not.toHaveProperty("alpha");
  expect(of("convolutionInputGradient")).toMatchObject({ gradientOf: "relu" });
  expect(of("convolutionKernelGradient")).toMatchObject({ sumColumns: true });
});

test("what an activation's alpha is goes with it into both directions", () => {
  const { of } = convolutions("leakyRelu", 0.3);
  expect(of("convolution")).toMatchObject({ activation: "leakyRelu", alpha: 0.3 });
  const slope = { gradientOf: "leakyRelu", alpha: 0.3 };
  expect(of("convolutionInputGradient")).toMatchObject(slope);
});

test("a slope that needs the input of its activation stays apart", () => {
  const { ops } = convolutions("gelu");
  expect(ops.filter((op) => op === "unary")).toHaveLength(2);
  expect(ops.filter((op) => op === "unaryGradient")).toHaveLength(2);
});

test("a slope behind a change of shape joins the product before it", () => {
  const { builder, pin, dz, weights, x } = layer();
  const y = pin("y", [4, 3, 1]);
  const dy = builder.emitOne("matmul", [dz, weights], inputGradient);
  builder.emit("matmul", [x, dz], weightGradient);
  const upstream = builder.emitOne("reshape", [dy], { shape: [4, 3, 1] });
  const attributes = { function: "elu", alpha: 0.5 };
  const result = builder.emitOne("unaryGradient", [upstream, y], attributes);
  builder.emit("reduce", [result], { function: "sum", over: "all" });
  const { nodes, tensors } = fuse(builder.finish());
  expect(nodes.map(({ op }) => op)).toEqual(["reshape", "denseBackward", "reshape", "reduce"]);
  expect(nodes[1]?.attributes).toMatchObject({ gradientOf: "elu", alpha: 0.5 });
  // The saved output is read under the shape of the product, the result under its own.
  expect(nodes[0]?.inputs).toEqual([y]);
  expect(tensors[nodes[1]!.inputs.at(-1)!]?.shape).toEqual([4, 3]);
  expect(nodes[2]?.outputs).toEqual([result]);
  expect(builder.tensors.length).toBeLessThan(tensors.length);
});
