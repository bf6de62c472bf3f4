import { describe, expect, test } from "vitest";
import type { HostExecutor } from "../engine/plan/host-executor.ts";
import { createReferenceExecutor } from "../engine/reference/executor.ts";
import { buffers } from "../nn/layout.ts";
import { activationNames, type LossKind, layers, losses } from "../spec/catalogue.ts";
import { rowDefault } from "../spec/defaults.ts";
import type { Experiment, LayerSpec } from "../spec/experiment.ts";
import { runsTable, trainingSteps } from "./hyper-parameters.ts";
import {
  allOps,
  compileExperiment,
  initialParameters,
  type Program,
  writeData,
} from "./program.ts";
import { rings, ringsExperiment, runOf, stack } from "./test-experiments.ts";

/** CS231n: h about 1e-5 in float64; 1e-7 and below, happy; up to 1e-4 where there are kinks. */
const h = 1e-5;
const happy = 1e-6;

function open(experiment: Experiment): { program: Program; executor: HostExecutor } {
  const program = compileExperiment(experiment, rings());
  const executor = createReferenceExecutor(program.plan, allOps);
  writeData(program, executor);
  executor.write(buffers.parameters, initialParameters(program));
  executor.writeTable(runsTable(experiment, program.model.tableColumns));
  return { program, executor };
}

/** Loss of step 0 with these parameters; a learning rate of 0 leaves them as they are. */
function lossAt(program: Program, executor: HostExecutor, parameters: Float64Array): number {
  executor.write(buffers.parameters, parameters);
  executor.run("train", trainingSteps(program, 0, 1));
  return executor.peek(buffers.ring)[0] ?? Number.NaN;
}

function largestError(experiment: Experiment): number {
  const { program, executor } = open(experiment);
  const parameters = initialParameters(program);
  lossAt(program, executor, parameters);
  const gradient = Float64Array.from(executor.peek(buffers.gradients));
  let worst = 0;
  for (const [index, value] of parameters.entries()) {
    const moved = (by: number) => {
      const there = Float64Array.from(parameters);
      there[index] = value + by;
      return lossAt(program, executor, there);
    };
    // (f(x + h) - f(x - h)) / 2h
    const numeric = (moved(h) - moved(-h)) / (2 * h);
    const analytic = gradient[index] ?? 0;
    const scale = Math.max(Math.abs(analytic), Math.abs(numeric), 1e-4);
    worst = Math.max(worst, Math.abs(analytic - numeric) / scale);
  }
  return worst;
}

function experimentWith(network: LayerSpec[], loss: LossKind = "softmaxCrossEntropy"): Experiment {
  const still = { ...runOf("sgd"), optimizer: { kind: "sgd" as const, learningRate: 0 } };
  const base = ringsExperiment([still]);
  return {
    ...base,
    loss: { kind: loss },
    network: { layers: network, initializer: { kind: "xavierNormal" } },
  };
}

function withActivation(name: (typeof activationNames)[number]): LayerSpec[] {
  return stack(5, 4, 2).map((layer, index) =>
    layer.kind === "dense" && index < 3 ? { ...layer, activation: name } : layer,
  );
}

describe("the gradient of whole networks against centred differences", () => {
  test.each(activationNames)("dense layers with %s", (name) => {
    expect(largestError(experimentWith(withActivation(name)))).toBeLessThan(happy);
  });

  test.each(Object.keys(losses) as LossKind[])("%s", (loss) => {
    expect(largestError(experimentWith(withActivation("tanh"), loss))).toBeLessThan(happy);
    if (loss === "softmaxCrossEntropy") return;
    const single = stack(5, 1).map((layer, index) =>
      layer.kind === "dense" && index === 1 ? { ...layer, activation: "tanh" as const } : layer,
    );
    expect(largestError(experimentWith(single, loss))).toBeLessThan(happy);
  });

  test("dropout held fixed by its seed, activation and flatten as layers, no bias", () => {
    const dense = rowDefault(layers, "dense");
    const network: LayerSpec[] = [
      { id: "1", kind: "input" },
      { id: "2", kind: "flatten" },
      { ...dense, id: "3", units: 6, useBias: false },
      { id: "4", kind: "activation", function: "gelu" },
      { id: "5", kind: "dropout", rate: 0.4 },
      { ...dense, id: "6", units: 5, activation: "sigmoid" },
      { id: "7", kind: "dropout", rate: 0.2 },
      { ...dense, id: "8", units: 2 },
    ];
    expect(largestError(experimentWith(network))).toBeLessThan(happy);
  });

  test("a wrong gradient is found", () => {
    const experiment = experimentWith(stack(4, 2));
    const { program, executor } = open(experiment);
    const parameters = initialParameters(program);
    lossAt(program, executor, parameters);
    const honest = executor.peek(buffers.gradients)[0] ?? 0;
    const moved = Float64Array.from(parameters);
    moved[0] = (moved[0] ?? 0) + h;
    const slope = (lossAt(program, executor, moved) - lossAt(program, executor, parameters)) / h;
    expect(Math.abs(honest - slope)).toBeLessThan(1e-3);
    expect(Math.abs(1.1 * honest - slope)).toBeGreaterThan(1e-3 * Math.abs(honest));
  });
});
