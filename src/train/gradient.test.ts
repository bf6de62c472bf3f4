import { describe, expect, test } from "vitest";
import type { DataSet } from "../engine/core/dataset.ts";
import { elements } from "../engine/core/shape.ts";
import type { HostExecutor } from "../engine/plan/host-executor.ts";
import { createReferenceExecutor } from "../engine/reference/executor.ts";
import { describeNetwork } from "../nn/describe.ts";
import { buffers } from "../nn/layout.ts";
import { expectedUnits } from "../nn/losses/index.ts";
import {
  activationNames,
  type LayerKind,
  type LossKind,
  layers,
  losses,
  mergeKinds,
} from "../spec/catalogue.ts";
import { rowDefault } from "../spec/defaults.ts";
import type { Experiment, LayerSpec, LayerValue } from "../spec/experiment.ts";
import { runsTable, trainingSteps } from "./hyper-parameters.ts";
import {
  allOps,
  compileExperiment,
  initialState,
  type Program,
  writeData,
  writeDecays,
} from "./program.ts";
import { chain, noise, rings, ringsExperiment, runOf, stack } from "./test-experiments.ts";

/** CS231n: h about 1e-5 in float64; 1e-7 and below, happy; up to 1e-4 where there are kinks. */
const h = 1e-5;
const happy = 1e-6;

function open(
  experiment: Experiment,
  dataset: DataSet,
): { program: Program; executor: HostExecutor } {
  const program = compileExperiment(experiment, dataset);
  const executor = createReferenceExecutor(program.plan, allOps);
  const { parameters, moving } = initialState(program);
  writeData(program, executor);
  writeDecays(program, executor);
  executor.write(buffers.parameters, parameters);
  if (moving.length > 0) executor.write(buffers.moving, moving);
  executor.writeTable(runsTable(experiment, program.model.tableColumns));
  return { program, executor };
}

/** Loss of step 0 with these parameters; a learning rate of 0 leaves them as they are. */
function lossAt(program: Program, executor: HostExecutor, parameters: Float64Array): number {
  executor.write(buffers.parameters, parameters);
  executor.run("train", trainingSteps(program, 0, 1));
  return executor.peek(buffers.ring)[0] ?? Number.NaN;
}

function largestError(experiment: Experiment, dataset = rings()): number {
  const { program, executor } = open(experiment, dataset);
  const { parameters } = initialState(program);
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
    loss: rowDefault(losses, loss),
    network: { layers: network, initializer: { kind: "xavierNormal" }, start: null },
  };
}

/** Shapes of an example, one of which every layer can take. */
const shapes = [[4], [7, 2], [5, 6, 2]];

/** A small network around one layer of a kind, and data that it can take. */
function networkAround(kind: LayerKind): { network: LayerSpec[]; dataset: DataSet } {
  const layer = small(rowDefault(layers, kind));
  const dense = { ...rowDefault(layers, "dense"), units: 2 };
  const isMerge = mergeKinds.some((merge) => merge === kind);
  const before = isMerge ? [{ ...dense, units: 4, activation: "tanh" as const }] : [];
  for (const shape of shapes) {
    const network = chain(...before, layer, { kind: "flatten" }, dense);
    const merge = network.find((spec) => spec.kind === kind);
    if (isMerge && merge) merge.inputs = [null, "1"];
    const { fault } = describeNetwork(experimentWith(network), shape, noise([2]).targets);
    if (fault === null) return { network, dataset: noise(shape, kind === "embedding" ? 5 : null) };
  }
  throw new Error(`no sample shape suits ${kind}`);
}

/** The layer with few units, so that every weight can be moved in turn. */
function small(layer: LayerValue): LayerValue {
  const sizes = { units: 3, filters: 3, width: 3, height: 2, vocabulary: 5, size: 2 };
  const fitting = Object.entries(sizes).filter(([name]) => name in layer);
  return Object.assign(layer, Object.fromEntries(fitting));
}

/** Sum of the absolute gradients of the second dense layer. */
function frozenGradient(program: Program, executor: HostExecutor): number {
  lossAt(program, executor, initialState(program).parameters);
  const gradients = executor.peek(buffers.gradients);
  const places = program.model.parameters.filter(({ name }) => name.startsWith("dense_2/"));
  return places
    .flatMap(({ offset, shape }) => [...gradients.subarray(offset, offset + elements(shape))])
    .reduce((sum, value) => sum + Math.abs(value), 0);
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
    if (expectedUnits(loss, rings().targets) > 1) return;
    const single = stack(5, 1).map((layer, index) =>
      layer.kind === "dense" && index === 1 ? { ...layer, activation: "tanh" as const } : layer,
    );
    expect(largestError(experimentWith(single, loss))).toBeLessThan(happy);
  });

  test.each(["weights", "examples"] as const)(
    "classes that weigh differently, with smooth labels, divided by %s",
    (divideBy) => {
      const experiment = experimentWith(withActivation("tanh"));
      const plain = rowDefault(losses, "softmaxCrossEntropy");
      const loss = { ...plain, labelSmoothing: 0.2, classWeights: [0.5, 3], divideBy };
      expect(largestError({ ...experiment, loss })).toBeLessThan(happy);
    },
  );

  test("dropout held fixed by its seed, activation and flatten as layers, no bias", () => {
    const dense = rowDefault(layers, "dense");
    const network = chain(
      { kind: "flatten" },
      { ...dense, units: 6, useBias: false },
      { kind: "activation", function: "gelu", alpha: null },
      { kind: "dropout", rate: 0.4 },
      { ...dense, units: 5, activation: "sigmoid" },
      { kind: "dropout", rate: 0.2 },
      { ...dense, units: 2 },
    );
    expect(largestError(experimentWith(network))).toBeLessThan(happy);
  });

  test.each(Object.keys(layers) as LayerKind[])("a layer of kind %s", (kind) => {
    const { network, dataset } = networkAround(kind);
    expect(largestError(experimentWith(network), dataset)).toBeLessThan(happy);
  });

  test("a branch that joins again, with a frozen layer on the way", () => {
    const dense = { ...rowDefault(layers, "dense"), units: 4, activation: "tanh" as const };
    const network = chain(
      dense,
      { ...dense, trainable: false },
      dense,
      { kind: "add" },
      {
        ...dense,
        units: 2,
      },
    );
    const merge = network.find((spec) => spec.kind === "add");
    if (merge) merge.inputs = [null, "2"];
    const { program, executor } = open(experimentWith(network), rings());
    expect(frozenGradient(program, executor)).toBe(0);
    const free = network.map((spec) => ("trainable" in spec ? { ...spec, trainable: true } : spec));
    expect(largestError(experimentWith(free))).toBeLessThan(happy);
  });

  test("an embedding with noise, pools side by side and a product of them", () => {
    const pooling = { size: 3, stride: 2, padding: "same" as const };
    const network = chain(
      { ...rowDefault(layers, "embedding"), vocabulary: 5, size: 3 },
      { kind: "gaussianNoise", std: 0.3 },
      { kind: "maxPooling1d", ...pooling },
      { kind: "averagePooling1d", ...pooling },
      { kind: "concatenate" },
      { kind: "reshape", shape: [2, -1, 3] },
      { kind: "averagePooling2d", ...pooling, size: 2 },
      { kind: "maxPooling2d", ...pooling, size: 2, stride: 1 },
      { kind: "multiply" },
      { kind: "globalMaxPooling2d" },
      { ...rowDefault(layers, "dense"), units: 2 },
    );
    const feed = (kind: LayerKind, inputs: (string | null)[]) => {
      const found = network.find((spec) => spec.kind === kind);
      if (found) found.inputs = inputs;
    };
    feed("averagePooling1d", ["3"]);
    feed("concatenate", ["4", "5"]);
    feed("multiply", [null, "8"]);
    expect(largestError(experimentWith(network), noise([7], 5))).toBeLessThan(happy);
  });

  test("a wrong gradient is found", () => {
    const experiment = experimentWith(stack(4, 2));
    const { program, executor } = open(experiment, rings());
    const { parameters } = initialState(program);
    lossAt(program, executor, parameters);
    const honest = executor.peek(buffers.gradients)[0] ?? 0;
    const moved = Float64Array.from(parameters);
    moved[0] = (moved[0] ?? 0) + h;
    const slope = (lossAt(program, executor, moved) - lossAt(program, executor, parameters)) / h;
    expect(Math.abs(honest - slope)).toBeLessThan(1e-3);
    expect(Math.abs(1.1 * honest - slope)).toBeGreaterThan(1e-3 * Math.abs(honest));
  });
});
