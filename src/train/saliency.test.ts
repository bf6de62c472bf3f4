import { describe, expect, test } from "vitest";
import type { DataSet } from "../engine/core/dataset.ts";
import { elements } from "../engine/core/shape.ts";
import { createReferenceExecutor } from "../engine/reference/executor.ts";
import { buffers } from "../nn/layout.ts";
import { layers } from "../spec/catalogue.ts";
import { rowDefault } from "../spec/defaults.ts";
import type { LayerSpec } from "../spec/experiment.ts";
import { runsTable } from "./hyper-parameters.ts";
import { predict } from "./predict.ts";
import { allOps, compileExperiment, initialState, writeData } from "./program.ts";
import { saliency } from "./saliency.ts";
import { chain, noise, ringsExperiment, runOf } from "./test-experiments.ts";

function open(network: LayerSpec[], dataset: DataSet, runs = 1) {
  const specs = Array.from({ length: runs }, (_, seed) => runOf("sgd", { seed }));
  const base = ringsExperiment(specs);
  const experiment = { ...base, network: { ...base.network, layers: network } };
  const program = compileExperiment(experiment, dataset);
  const executor = createReferenceExecutor(program.plan, allOps);
  const { parameters, moving } = initialState(program);
  writeData(program, executor);
  executor.write(buffers.parameters, parameters);
  if (moving.length > 0) executor.write(buffers.moving, moving);
  executor.writeTable(runsTable(experiment, program.model.tableColumns));
  return { program, executor };
}

const dense = { ...rowDefault(layers, "dense"), activation: "tanh" as const };
const logits = { ...dense, units: 2, activation: "linear" as const };
const conv = { ...rowDefault(layers, "conv1d"), filters: 3, width: 3, activation: "gelu" as const };

const networks: Record<string, [LayerSpec[], number[]]> = {
  dense: [chain({ ...dense, units: 5 }, logits), [3]],
  "convolution, batch norm and dropout": [
    chain(
      conv,
      rowDefault(layers, "batchNormalization"),
      { kind: "dropout", rate: 0.5 },
      { kind: "flatten" },
      logits,
    ),
    [6, 2],
  ],
  "a recurrent layer": [chain({ ...rowDefault(layers, "gru"), units: 3 }, logits), [5, 2]],
  "frozen weights": [chain({ ...dense, units: 4, trainable: false }, logits), [3]],
};

describe("the gradient of a logit with respect to the input", () => {
  test.each(Object.entries(networks))("%s", async (_, [network, shape]) => {
    const { program, executor } = open(network, noise(shape), 2);
    const width = elements(shape);
    // More than one batch of examples.
    const count = 19;
    const inputs = Float32Array.from({ length: count * width }, (__, i) => Math.sin(3 * i));
    const outputs = Array.from({ length: count }, (__, i) => i % 2);
    const got = await saliency(program, executor, { count, inputs, lengths: null, outputs });
    // log p1 - log p0 = logit1 - logit0, so the difference of both saliencies is its slope.
    const others = outputs.map((output) => 1 - output);
    const other = await saliency(program, executor, {
      count,
      inputs,
      lengths: null,
      outputs: others,
    });
    const h = 1 / 128;
    for (const run of [0, 1]) {
      for (let at = 0; at < inputs.length; at += 7) {
        const margin = async (by: number) => {
          const moved = Float32Array.from(inputs);
          moved[at]! += by;
          const questions = { count, inputs: moved, lengths: null };
          const answers = (await predict(program, executor, questions))[run]!;
          const example = Math.floor(at / width);
          const output = outputs[example]!;
          return Math.log(answers[2 * example + output]! / answers[2 * example + 1 - output]!);
        };
        const slope = ((await margin(h)) - (await margin(-h))) / (2 * h);
        expect(Math.abs(got![run]![at]! - other![run]![at]! - slope)).toBeLessThan(1e-3);
      }
    }
  });

  test("inputs that are symbols have none", async () => {
    const embedding = { ...rowDefault(layers, "embedding"), vocabulary: 5, size: 3 };
    const network = chain(embedding, { kind: "flatten" }, logits);
    const { program, executor } = open(network, noise([4], 5));
    const questions = { count: 1, inputs: new Float32Array(4), lengths: null, outputs: [0] };
    expect(await saliency(program, executor, questions)).toBeNull();
    expect(program.plan.sequences.saliency).toEqual([]);
  });
});
