import { describe, expect, test } from "vitest";
import { DataLibrary, loadDataset } from "../../data/load.ts";
import type { Ops } from "../../engine/graph/graph.ts";
import type { Attributes, Op, ReferenceCall } from "../../engine/ops/op.ts";
import { createReferenceExecutor } from "../../engine/reference/executor.ts";
import { layers as layerRows } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import type { Experiment } from "../../spec/experiment.ts";
import { presets } from "../../spec/presets.ts";
import { allOps } from "../program.ts";
import { chain, rings, ringsExperiment, runOf } from "../test-experiments.ts";
import { worst } from "./check.ts";
import { checkGradient, gradientDefaults } from "./gradient-check.ts";
import { judgeGradient } from "./judge-gradient.ts";
import { silent, subjectOf } from "./test-subject.ts";

/** Fewer examples and narrower layers: the same kinds of layers in the same order. */
function shrunken(experiment: Experiment): Experiment {
  const { source } = experiment.data;
  const small = "points" in source ? { ...source, points: 100 } : source;
  const structure = (run: Experiment["runs"][number]) => ({ ...run.structure, width: 0.1 });
  const large = experiment.network.layers.some((layer) => layer.kind === "conv1d");
  return {
    ...experiment,
    data: { ...experiment.data, source: small },
    runs: experiment.runs.map((run) => (large ? { ...run, structure: structure(run) } : run)),
  };
}

/** With tanh in place of ReLU. */
function smoothed(experiment: Experiment): Experiment {
  const layers = experiment.network.layers.map((layer) =>
    layer.kind === "dense" && layer.activation === "relu"
      ? { ...layer, activation: "tanh" as const }
      : layer,
  );
  return { ...experiment, network: { ...experiment.network, layers } };
}

const quick = { ...gradientDefaults, entries: 3, batch: 4, warmup: 5 };

async function findingsOf(experiment: Experiment, changes = {}, ops: Ops = allOps) {
  const subject = subjectOf(experiment, rings(), ops);
  const settings = { ...gradientDefaults, ...changes };
  return judgeGradient(await checkGradient(subject, settings, null, silent));
}

/** The op with every number of its last output made larger by a share. */
function erring(op: Op, share: number): Op {
  const work = (call: ReferenceCall<Attributes>) => {
    (op.cpu ?? op.reference)(call);
    const output = call.outputs.at(-1);
    output?.forEach((value, index) => {
      output[index] = value * (1 + share);
    });
  };
  return { ...op, cpu: work, reference: work };
}

const broken = (share: number): Ops => {
  const op = allOps["denseBackward"];
  if (!op) throw new Error("expected an op denseBackward");
  return { ...allOps, denseBackward: erring(op, share) };
};

describe("the gradient check", () => {
  test.each(presets().map(({ id, experiment }) => [id, experiment] as const))(
    "is green for the preset %s",
    async (_, experiment) => {
      const small = shrunken(experiment);
      const { dataset } = loadDataset(small.data, new DataLibrary());
      const check = await checkGradient(subjectOf(small, dataset), quick, null, silent);
      expect(check.tensors.length).toBeGreaterThan(1);
      expect(check.tensors.every(({ checked }) => checked > 0)).toBe(true);
      expect(judgeGradient(check)).toMatchObject([{ grade: "pass", reason: "gradientFine" }]);
    },
  );

  test("is red when the executor's gradient is broken, and names tensor and entry", async () => {
    const [finding] = await findingsOf(ringsExperiment(), {}, broken(0.05));
    expect(finding).toMatchObject({ grade: "fail", reason: "gradientEngineWrong" });
    expect(finding?.values["tensor"]).toMatch(/^dense_\d\/(kernel|bias)$/);
    expect(finding?.values["error"]).toBeCloseTo(0.05 / 1.05, 2);
  });

  test("is amber when it is broken a little", async () => {
    const [finding] = await findingsOf(ringsExperiment(), {}, broken(2e-3));
    expect(finding).toMatchObject({ grade: "warn", reason: "gradientEngine" });
  });

  test("tells a broken formula from its execution", async () => {
    const subject = subjectOf(ringsExperiment(), rings());
    const check = await checkGradient(subject, gradientDefaults, null, silent, (program) =>
      createReferenceExecutor(program.plan, broken(0.05)),
    );
    const [finding, ...others] = judgeGradient(check);
    expect(finding).toMatchObject({ grade: "fail", reason: "gradientMathematicsWrong" });
    expect(others).toEqual([]);
  });

  test("holds dropout, noise and augmentation fixed", async () => {
    const dense = rowDefault(layerRows, "dense");
    const network = chain(
      { ...dense, units: 6, activation: "tanh" },
      { kind: "gaussianNoise", std: 0.2 },
      { kind: "dropout", rate: 0.4 },
      { ...dense, units: 2 },
    );
    const base = ringsExperiment();
    const experiment = { ...base, network: { ...base.network, layers: network } };
    expect(worst(await findingsOf(experiment))).toBe("pass");
  });

  test("checks what L1 and L2 add apart, and sees when it is broken", async () => {
    const run = runOf("adam", { l1: 1e-4, l2: 3e-6 });
    const fine = await findingsOf(ringsExperiment([run]));
    expect(fine.map(({ reason }) => reason)).toEqual(["gradientFine", "penaltyGradientFine"]);
    const sgd = allOps["update.sgd"];
    if (!sgd) throw new Error("expected an op update.sgd");
    // Twice the step is twice the penalty's gradient.
    const work = (call: ReferenceCall<Attributes>) => {
      sgd.reference(call);
      sgd.reference(call);
    };
    const ops = { ...allOps, "update.sgd": { ...sgd, cpu: work } };
    const found = await findingsOf(ringsExperiment([run]), {}, ops);
    expect(found.map(({ reason }) => reason)).toEqual(["gradientFine", "penaltyGradientWrong"]);
    expect(worst(found)).toBe("fail");
  });

  test("counts kinks: at weights of 1e-6 every ReLU is within h of its own", async () => {
    const base = ringsExperiment([runOf("sgd")]);
    const initializer = { kind: "normal" as const, std: 1e-6 };
    const experiment = { ...base, network: { ...base.network, initializer } };
    const subject = subjectOf(experiment, rings());
    const settings = { ...gradientDefaults, warmup: 0 };
    const check = await checkGradient(subject, settings, null, silent);
    expect(check.tensors.reduce((sum, { kinks }) => sum + kinks, 0)).toBeGreaterThan(3);
    expect(worst(judgeGradient(check))).toBe("pass");
  });

  test("a large h shows as an error of h squared", async () => {
    const smooth = smoothed(ringsExperiment());
    const [finding] = await findingsOf(smooth, { h: 0.03 });
    expect(finding).toMatchObject({
      grade: "warn",
      reason: "gradientMathematics",
      next: "smallerStep",
    });
  });

  test("says so when training has diverged, and when nothing is trained", async () => {
    const wild = runOf("sgd", { optimizer: { kind: "sgd", learningRate: 1000 } });
    const loss = { kind: "meanSquaredError" as const };
    const hot = await findingsOf({ ...smoothed(ringsExperiment([wild])), loss }, { warmup: 60 });
    expect(hot).toMatchObject([{ grade: "fail", reason: "gradientNotFinite" }]);
    const base = ringsExperiment();
    const frozen = base.network.layers.map((layer) =>
      "trainable" in layer ? { ...layer, trainable: false } : layer,
    );
    const cold = await findingsOf({ ...base, network: { ...base.network, layers: frozen } });
    expect(cold).toMatchObject([{ grade: "none", reason: "gradientNothing" }]);
  });

  test("stops when its report throws", async () => {
    const stop = new Error("stop");
    const report = () => Promise.reject(stop);
    const subject = subjectOf(ringsExperiment(), rings());
    await expect(checkGradient(subject, gradientDefaults, null, report)).rejects.toBe(stop);
  });
});
