import { expect, test } from "vitest";
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
