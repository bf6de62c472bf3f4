import { describe, expect, test } from "vitest";
import type { LayerInspection, ParameterInspection, TensorStatistics } from "../inspection.ts";
import { rings, ringsExperiment, runOf } from "../test-experiments.ts";
import { compileTraining } from "../training.ts";
import { verdictsOf } from "./index.ts";
import { type Remedy, remedyRun } from "./remedies.ts";
import type { Evidence, RuleName, SeenInspection, Stretch } from "./verdict.ts";

function statistics(norm: number, count = 100): TensorStatistics {
  const bins = new Float32Array(32);
  return { count, notFinite: 0, mean: 0, std: 1, min: 0, max: 0, norm, zeros: 0, bins };
}

function layer(name: string, changes: Partial<LayerInspection> = {}): LayerInspection {
  const activation = statistics(1);
  return {
    name,
    kind: "dense",
    activation,
    dead: null,
    saturated: null,
    gradient: null,
    ...changes,
  };
}

function kernel(name: string, gradient: number, ratio: number | null = 1e-3): ParameterInspection {
  return {
    name: `${name}/kernel`,
    layer: name,
    shape: [10, 10],
    weights: statistics(1),
    gradient: statistics(gradient),
    update: statistics(1e-3),
    ratio,
  };
}

interface Look {
  readonly layers?: readonly LayerInspection[];
  readonly parameters?: readonly ParameterInspection[];
  readonly gradientNorm?: number;
}

function looks({ layers = [], parameters = [], gradientNorm = 1 }: Look): SeenInspection[] {
  return [100, 200, 300].map((step) => ({ step, run: { layers, parameters, gradientNorm } }));
}

/** Stretches of 50 steps with these losses; accuracy as given at the end. */
function curve(losses: readonly number[], accuracy = 0.95): Stretch[] {
  return losses.map((loss, index) => ({ step: 50 * (index + 1), loss, accuracy }));
}

const falling = [1, 0.8, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2];

function evidence(changes: Partial<Evidence> = {}): Evidence {
  const stretches = changes.stretches ?? curve(falling);
  return {
    experiment: ringsExperiment(),
    run: 0,
    step: stretches.at(-1)?.step ?? 0,
    divergence: null,
    inspections: [],
    stretches,
    evaluations: [],
    classes: true,
    ...changes,
  };
}

function named(found: Evidence): [RuleName, string][] {
  return verdictsOf(found).map(({ rule, grade }) => [rule, grade]);
}

describe("of a run that does well nothing is said", () => {
  test("a falling loss, healthy gradients and updates, no gap", () => {
    const parameters = [kernel("dense_1", 0.1), kernel("dense_2", 0.2)];
    const layers = [layer("dense_1", { dead: 0.05 }), layer("dense_2", { saturated: 0.9 })];
    const evaluations = curve([1, 0.7, 0.5, 0.4, 0.3, 0.25], 0.93);
    const inspections = looks({ layers, parameters });
    expect(named(evidence({ inspections, evaluations }))).toEqual([]);
  });

  test("nor of one that has hardly begun", () => {
    expect(named(evidence({ stretches: curve([1]), step: 1 }))).toEqual([]);
    expect(named(evidence({ stretches: [], step: 0 }))).toEqual([]);
  });
});

describe("a loss that is no number", () => {
  test("is all that is told, with step, tensor and rate", () => {
    const divergence = { step: 58, tensor: "dense_2/kernel", value: "nan" as const };
    const inspections = looks({ layers: [layer("dense_1", { dead: 1 })] });
    const [verdict, ...others] = verdictsOf(evidence({ divergence, inspections }));
    expect(verdict).toMatchObject({ rule: "notFinite", grade: "fail" });
    expect(verdict?.values).toMatchObject({ step: 58, tensor: "dense_2/kernel", rate: 0.01 });
    expect(others).toEqual([]);
  });
});

describe("units", () => {
  test.each([
    [0.05, []],
    [0.2, [["deadUnits", "warn"]]],
    [0.4, [["deadUnits", "fail"]]],
  ] as const)("%f of them dead", (dead, expected) => {
    const layers = [layer("dense_1", { dead: 0 }), layer("dense_2", { dead }), layer("dense_3")];
    expect(named(evidence({ inspections: looks({ layers }) }))).toEqual(expected);
  });

  test("the layer with the most is named", () => {
    const layers = [layer("dense_1", { dead: 0.2 }), layer("dense_2", { dead: 0.555 })];
    const [verdict] = verdictsOf(evidence({ inspections: looks({ layers }) }));
    expect(verdict?.values).toMatchObject({ layer: "dense_2", percent: 55.5 });
  });

  test("units dead from the start want other weights, those that died a smaller rate", () => {
    const seen = (deads: readonly number[]) =>
      deads.map((dead, index) => ({
        step: 100 * index,
        run: { layers: [layer("a", { dead }), layer("b")], parameters: [], gradientNorm: 1 },
      }));
    const first = (deads: readonly number[]) =>
      verdictsOf(evidence({ inspections: seen(deads) }))[0]?.remedies[0]?.kind;
    expect(first([0.5, 0.5])).toBe("initializer");
    expect(first([0.1, 0.3, 0.6])).toBe("rate");
  });

  test.each([
    [0.3, []],
    [0.6, [["saturated", "warn"]]],
    [0.9, [["saturated", "fail"]]],
  ] as const)("%f of the values saturated", (saturated, expected) => {
    const layers = [layer("dense_1", { saturated }), layer("dense_2", { saturated: 1 })];
    expect(named(evidence({ inspections: looks({ layers }) }))).toEqual(expected);
  });
});

describe("the gradient on its way down", () => {
  test.each([
    [1e-2, []],
    [1e-4, [["vanishingGradient", "warn"]]],
    [1e-6, [["vanishingGradient", "fail"]]],
    [1e4, [["explodingGradient", "warn"]]],
  ] as const)("first over last %f", (first, expected) => {
    const parameters = [kernel("dense_1", first), kernel("dense_2", 0.5), kernel("dense_3", 1)];
    expect(named(evidence({ inspections: looks({ parameters }) }))).toEqual(expected);
  });

  test.each([
    [50, []],
    [500, [["explodingGradient", "warn"]]],
    [5e4, [["explodingGradient", "fail"]]],
  ] as const)("a norm of %f", (gradientNorm, expected) => {
    expect(named(evidence({ inspections: looks({ gradientNorm }) }))).toEqual(expected);
  });

  test("the sizes told are those of the ratio", () => {
    const seen = [1e-4, 3e-4, 2e-4].flatMap((first, at) =>
      looks({ parameters: [kernel("a", first), kernel("b", 1 + at)] }).slice(0, 1),
    );
    const { values } = verdictsOf(evidence({ inspections: seen }))[0] ?? {};
    expect(values?.["ratio"]).toBe(Number(values?.["firstSize"]) / Number(values?.["lastSize"]));
  });

  test("behind sigmoids a normalisation helps first, behind others the weights do", () => {
    const parameters = [kernel("a", 1e-4), kernel("b", 1)];
    const first = (saturated: number | null) => {
      const layers = [layer("a", { saturated }), layer("b")];
      return verdictsOf(evidence({ inspections: looks({ layers, parameters }) }))[0]?.remedies[0];
    };
    expect(first(0.1)?.kind).toBe("batchNormalization");
    expect(first(null)?.kind).toBe("initializer");
  });

  test("one look is not enough", () => {
    const parameters = [kernel("dense_1", 1e-9), kernel("dense_2", 1)];
    const inspections = looks({ parameters, gradientNorm: 1e6 }).slice(-1);
    expect(named(evidence({ inspections }))).toEqual([]);
  });
});

describe("the update ratio", () => {
  const ofRatio = (ratio: number) =>
    evidence({
      inspections: looks({ parameters: [kernel("a", 1, ratio), kernel("b", 1, ratio)] }),
      stretches: curve([1, 0.9, 0.8, 0.75, 0.7, 0.65]),
    });
  test.each([
    [1e-3, []],
    [5e-3, []],
    [3e-2, [["updateRatioHigh", "warn"]]],
    [0.3, [["updateRatioHigh", "fail"]]],
    [2e-5, [["updateRatioLow", "warn"]]],
  ] as const)("of %f", (ratio, expected) => {
    expect(named(ofRatio(ratio))).toEqual(expected);
  });

  test("one kernel of two is not most of them, in either direction", () => {
    const parameters = [kernel("a", 1, 0.05), kernel("b", 1, 1e-5)];
    expect(named(evidence({ inspections: looks({ parameters }) }))).toEqual([]);
  });

  test("the rate is brought to where the ratio would be about 1e-3", () => {
    expect(verdictsOf(ofRatio(0.3))[0]?.remedies).toEqual([{ kind: "rate", factor: 0.01 }]);
    expect(verdictsOf(ofRatio(1e-5))[0]?.remedies).toEqual([{ kind: "rate", factor: 100 }]);
  });

  test("where nothing flows no rate helps", () => {
    expect(named(ofRatio(0))).toEqual([]);
  });

  test("small updates are right where most is learnt", () => {
    const low = ofRatio(1e-5);
    expect(named({ ...low, stretches: curve([1, 0.3, 0.1, 0.05]) })).toEqual([]);
  });

  test("biases and first steps do not count", () => {
    const bias = { ...kernel("a", 1, 5), shape: [10] };
    const inspections = looks({ parameters: [bias, kernel("b", 1)] });
    expect(named(evidence({ inspections }))).toEqual([]);
    const early = looks({ parameters: [kernel("b", 1, 0.5)] }).map(({ run }, step) => ({
      step,
      run,
    }));
    expect(named(evidence({ inspections: early }))).toEqual([]);
  });
});

describe("curves", () => {
  test("overfitting by the gap, or by a held-out loss that rises", () => {
    const evaluations = curve([1, 0.8, 0.7, 0.7, 0.7, 0.7], 0.8);
    expect(named(evidence({ evaluations }))).toEqual([["overfitting", "warn"]]);
    const low = curve([1, 0.8, 0.7, 0.7, 0.7, 0.7], 0.6);
    expect(named(evidence({ evaluations: low }))).toEqual([["overfitting", "fail"]]);
    const rising = curve([1, 0.5, 0.4, 0.5, 0.6, 0.7], 0.94);
    expect(named(evidence({ evaluations: rising }))).toEqual([["overfitting", "warn"]]);
    const tiny = curve([1, 0.1, 0.01, 0.001, 0.001, 0.002], 1);
    const learnt = curve([1, 0.1, 0.001, 1e-4], 1);
    expect(named(evidence({ evaluations: tiny, stretches: learnt }))).toEqual([]);
    const wandering = curve([0.693, 0.69, 0.7, 0.75, 0.72, 0.9], 0.5);
    const stretches = curve([1, 0.9, 0.8, 0.75], 0.5);
    expect(named(evidence({ evaluations: wandering, stretches }))).toEqual([]);
  });

  test("a gap says nothing of a run that has hardly learnt", () => {
    const evaluations = curve([0.7, 0.7, 0.7, 0.71, 0.7, 0.7], 0.43);
    const stretches = curve([0.7, 0.68, 0.66, 0.65, 0.65], 0.6);
    expect(named(evidence({ evaluations, stretches }))).toEqual([]);
  });

  test("one evaluation that strays is no gap", () => {
    const evaluations = curve([1, 0.8, 0.7, 0.6, 0.5, 0.5], 0.94);
    const strays = evaluations.map((each, at) => (at === 5 ? { ...each, accuracy: 0.7 } : each));
    expect(named(evidence({ evaluations: strays }))).toEqual([]);
  });

  test("weights that are all alike want other weights and no other rate", () => {
    const stretches = curve([0.693, 0.692, 0.693, 0.694, 0.693], 0.5);
    const alike = { ...kernel("a", 0, 0), weights: { ...statistics(0), std: 0 } };
    const [flat] = verdictsOf(evidence({ stretches, inspections: looks({ parameters: [alike] }) }));
    expect(flat?.rule).toBe("flatLoss");
    expect(flat?.remedies.map(({ kind }) => kind)).toEqual(["initializer"]);
  });

  test("flat from the start", () => {
    const stretches = curve([0.693, 0.692, 0.693, 0.694, 0.693], 0.5);
    expect(named(evidence({ stretches }))).toEqual([["flatLoss", "fail"]]);
  });

  test("the rate goes up where updates are small, and down where they are large", () => {
    const stretches = curve([0.693, 0.692, 0.693, 0.694, 0.693], 0.5);
    const remedies = (ratio: number) => {
      const inspections = looks({ parameters: [kernel("a", 1, ratio)] });
      const flat = verdictsOf(evidence({ stretches, inspections }));
      return flat.find(({ rule }) => rule === "flatLoss")?.remedies[0];
    };
    expect(remedies(1e-4)).toEqual({ kind: "rate", factor: 10 });
    expect(remedies(0.1)).toEqual({ kind: "rate", factor: 0.1 });
  });

  test("rising after it had fallen", () => {
    const stretches = curve([1, 0.5, 0.3, 0.4, 0.7]);
    expect(named(evidence({ stretches }))).toEqual([["risingLoss", "warn"]]);
    const worse = curve([1, 0.5, 0.3, 0.4, 3]);
    expect(named(evidence({ stretches: worse }))).toEqual([["risingLoss", "fail"]]);
    const tiny = curve([1, 0.1, 0.01, 0.01, 0.02]);
    expect(named(evidence({ stretches: tiny }))).toEqual([]);
  });

  test("standing still with much left to learn and no gap", () => {
    const losses = [1, 0.7, 0.61, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6];
    const evaluations = curve([1, 0.7, 0.62, 0.61, 0.61, 0.61], 0.68);
    const found = evidence({ stretches: curve(losses, 0.7), evaluations });
    expect(named(found)).toEqual([["plateau", "warn"]]);
    expect(named(evidence({ stretches: curve(losses, 0.97) }))).toEqual([]);
  });
});

describe("remedies", () => {
  const experiment = ringsExperiment([runOf("adam", { name: "mine" })]);
  const all: Remedy[] = [
    { kind: "rate", factor: 0.1 },
    { kind: "clipNorm", norm: 1 },
    { kind: "initializer", initializer: "heNormal" },
    { kind: "activation", activation: "leakyRelu" },
    { kind: "batchNormalization" },
    { kind: "l2", l2: 1e-3 },
    { kind: "width", factor: 2 },
  ];
  test.each(all.map((remedy) => [remedy.kind, remedy] as const))(
    "%s: a run that differs and can be trained",
    (_, remedy) => {
      const next = remedyRun(experiment, 0, remedy);
      expect(next).not.toBeNull();
      if (next === null) return;
      expect(next.name).toBe("");
      const both = { ...experiment, runs: [...experiment.runs, next] };
      expect(compileTraining(both, rings()).members).toHaveLength(2);
    },
  );

  test("a tenth of the rate is a round number", () => {
    const next = remedyRun(experiment, 0, { kind: "rate", factor: 0.1 });
    expect(next?.optimizer.learningRate).toBe(0.001);
  });

  test("what a run has already is not offered again", () => {
    const remedy: Remedy = { kind: "rate", factor: 0.1 };
    const next = remedyRun(experiment, 0, remedy);
    const both = { ...experiment, runs: [...experiment.runs, ...(next ? [next] : [])] };
    expect(remedyRun(both, 0, remedy)).toBeNull();
  });

  test("what changes nothing or finds nothing to act on is not offered", () => {
    expect(remedyRun(experiment, 0, { kind: "dropout", rate: 0.5 })).toBeNull();
    expect(remedyRun(experiment, 0, { kind: "activation", activation: "relu" })).toBeNull();
    expect(remedyRun(experiment, 7, { kind: "l2", l2: 1 })).toBeNull();
    const clipped = ringsExperiment([runOf("adam", { clipNorm: 1 })]);
    expect(remedyRun(clipped, 0, { kind: "clipNorm", norm: 1 })).toBeNull();
  });
});
