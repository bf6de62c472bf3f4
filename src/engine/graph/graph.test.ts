import { describe, expect, test } from "vitest";
import { compileExperiment } from "../../train/program.ts";
import { rings, ringsExperiment, stack } from "../../train/test-experiments.ts";
import { engineOps } from "../ops/index.ts";
import { plainCrossEntropy } from "../ops/softmax-cross-entropy.ts";
import { appendBackward } from "./backward.ts";
import { GraphBuilder, printGraph } from "./graph.ts";

const ops = engineOps;

function pinned(builder: GraphBuilder, name: string, shape: number[]) {
  return builder.pinned(name, shape, { buffer: name, runs: true });
}

describe("the training graph", () => {
  test("prints its nodes as they stand before fusion", () => {
    const base = ringsExperiment();
    const experiment = { ...base, network: { ...base.network, layers: stack(3, 2) } };
    const { model } = compileExperiment(experiment, rings());
    expect(printGraph(model.graphs.train)).toMatchSnapshot();
  });
});

describe("put", () => {
  test("copies what is another tensor's memory under a second shape", () => {
    const builder = new GraphBuilder(ops);
    const x = pinned(builder, "x", [4, 3]);
    const sum = builder.emitOne("binary", [x, x], { function: "add" });
    const flat = builder.emitOne("reshape", [sum], { shape: [12] });
    const kept = builder.put(flat, "kept", { buffer: "kept", offset: 0 });
    expect(kept).not.toBe(flat);
    expect(builder.nodes.at(-1)).toMatchObject({ op: "unary", inputs: [flat], outputs: [kept] });
    expect(builder.put(sum, "sum", { buffer: "sum", offset: 0 })).toBe(sum);
  });
});

describe("backward", () => {
  test("adds the gradients of a tensor that is used twice", () => {
    const builder = new GraphBuilder(ops);
    const x = pinned(builder, "x", [4, 3]);
    const labels = pinned(builder, "labels", [4, 1]);
    // y = x * x: both paths lead to x.
    const y = builder.emitOne("binary", [x, x], { function: "multiply" });
    const [losses = -1] = builder.emit("softmaxCrossEntropy", [y, labels], plainCrossEntropy);
    const gradient = appendBackward(builder, losses, [x]).get(x);
    const last = builder.nodes.at(-1);
    expect(last?.outputs).toEqual([gradient]);
    expect(last?.attributes).toMatchObject({ function: "add" });
  });

  test("leaves out what the loss does not depend on", () => {
    const builder = new GraphBuilder(ops);
    const x = pinned(builder, "x", [4, 3]);
    const idle = pinned(builder, "idle", [3]);
    const labels = pinned(builder, "labels", [4, 1]);
    const [losses = -1] = builder.emit("softmaxCrossEntropy", [x, labels], plainCrossEntropy);
    const gradients = appendBackward(builder, losses, [x, idle]);
    expect([...gradients.keys()]).toEqual([x]);
  });

  test("visits each forward node once, however many paths meet in it", () => {
    const builder = new GraphBuilder(ops);
    let x = pinned(builder, "x", [2, 2]);
    const source = x;
    // Doubling ten times gives 1,024 paths and ten nodes.
    for (let i = 0; i < 10; i++) x = builder.emitOne("binary", [x, x], { function: "add" });
    const labels = pinned(builder, "labels", [2, 1]);
    const [losses = -1] = builder.emit("softmaxCrossEntropy", [x, labels], plainCrossEntropy);
    const before = builder.nodes.length;
    appendBackward(builder, losses, [source]);
    expect(builder.nodes.length - before).toBeLessThan(30);
  });
});
