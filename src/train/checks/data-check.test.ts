import { describe, expect, test } from "vitest";
import type { DataSet } from "../../engine/core/dataset.ts";
import { layers } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import { chain, noise, rings, ringsExperiment } from "../test-experiments.ts";
import { worst } from "./check.ts";
import { checkDisjoint, checkInputs, checkLabels } from "./data-check.ts";
import { findRepeats } from "./repeats.ts";

const experiment = ringsExperiment();

function scaled(factor: (place: number) => number, add = 0): DataSet {
  const data = noise([3], null, 200);
  const x = data.training.x.map((value, index) => value * factor(index % 3) + add);
  return { ...data, training: { ...data.training, x: Float32Array.from(x) } };
}

const reasons = (data: DataSet) =>
  checkInputs(experiment, data).map(({ grade, reason }) => `${grade} ${reason}`);

describe("inputs", () => {
  test("around 0 with a spread of 1", () => {
    expect(reasons(scaled(() => 1))).toEqual(["pass inputsFine", "pass constantNone"]);
  });

  test("times 1000", () => {
    const data = scaled(() => 1000);
    expect(reasons(data)[0]).toBe("fail inputsWide");
    const normalization = { shift: [0], scale: [1e-3] };
    expect(reasons({ ...data, normalization })[0]).toBe("pass inputsFine");
  });

  test("one feature fifty times as wide as the others, one far from 0, one that never changes", () => {
    expect(reasons(scaled((place) => (place === 0 ? 2 : 0.1)))[0]).toBe("warn inputsUneven");
    expect(reasons(scaled(() => 1, 20))[0]).toBe("warn inputsOffset");
    expect(reasons(scaled(() => 0.01))[0]).toBe("warn inputsNarrow");
    const [, constant] = checkInputs(experiment, {
      ...scaled((place) => (place === 1 ? 0 : 1)),
      featureNames: ["a", "b", "c"],
    });
    expect(constant).toMatchObject({ grade: "warn", reason: "constantSome" });
    expect(constant?.values).toMatchObject({ count: 1, total: 3, names: "b" });
  });

  test("a value that is no number", () => {
    const data = scaled(() => 1);
    data.training.x[7] = Number.NaN;
    expect(reasons(data)[0]).toBe("fail inputsNotFinite");
  });

  test("figures are those of the numbers themselves", () => {
    const [scale] = checkInputs(experiment, {
      ...rings(),
      normalization: { shift: [1], scale: [2] },
    });
    const { x } = rings().training;
    const first = Array.from(x).filter((_, index) => index % 2 === 0);
    const mean = first.reduce((sum, value) => sum + 2 * (value - 1), 0) / first.length;
    expect([scale?.values["lowMean"], scale?.values["highMean"]]).toContainEqual(
      expect.closeTo(mean, 9),
    );
  });

  test("symbols for an embedding have no scale", () => {
    const embedding = chain(rowDefault(layers, "embedding"));
    const network = { ...experiment.network, layers: embedding };
    const [finding] = checkInputs({ ...experiment, network }, noise([4], 5));
    expect(finding).toMatchObject({ grade: "none", reason: "inputsSymbols" });
  });
});

describe("labels", () => {
  const labelled = (label: (index: number) => number): DataSet => {
    const data = noise([2], null, 110);
    const y = data.training.y.map((_, index) => label(index));
    return { ...data, training: { ...data.training, y } };
  };
  test.each([
    ["pass", "labelsAlike", (index: number) => index % 2],
    ["pass", "labelsBalanced", (index: number) => (index % 5 < 3 ? 1 : 0)],
    ["warn", "labelsUneven", (index: number) => (index % 5 === 0 ? 1 : 0)],
    ["fail", "labelsUneven", (index: number) => (index % 22 === 0 ? 1 : 0)],
    ["fail", "labelsLonely", () => 1],
  ] as const)("%s: %s", (grade, reason, label) => {
    expect(checkLabels(labelled(label))).toMatchObject([{ grade, reason }]);
  });

  test("what always saying the larger class would get", () => {
    const [finding] = checkLabels(labelled((index) => (index % 5 === 0 ? 1 : 0)));
    expect(finding?.values).toMatchObject({ most: 88, least: 22, guessPercent: 80 });
  });

  test("values: their spread", () => {
    const data = labelled((index) => index);
    const [finding] = checkLabels({ ...data, targets: { kind: "values", names: ["v"] } });
    expect(finding).toMatchObject({ grade: "warn", reason: "targetsWide" });
    expect(finding?.values["mean"]).toBeCloseTo(54.5, 9);
  });
});

describe("training and held-out part", () => {
  test("share nothing", () => {
    expect(checkDisjoint(rings())).toMatchObject([{ grade: "pass", reason: "disjointFine" }]);
  });

  test("share examples, number for number", () => {
    const data = rings();
    data.validation.x.set(data.training.x.subarray(10, 16), 4);
    expect(findRepeats(data)).toEqual({ shared: 3, repeated: 0, contradictions: 0 });
    const [finding] = checkDisjoint(data);
    expect(finding).toMatchObject({ grade: "fail", reason: "disjointShared" });
    expect(finding?.values).toMatchObject({ shared: 3, validation: 40, sharedPercent: 7.5 });
  });

  test("repeated examples, one of them with another label", () => {
    const data = rings();
    data.training.x.set(data.training.x.subarray(0, 4), 8);
    data.training.y[5] = 1 - (data.training.y[1] ?? 0);
    expect(findRepeats(data)).toEqual({ shared: 0, repeated: 2, contradictions: 1 });
    expect(worst(checkDisjoint(data))).toBe("warn");
  });

  test("bytes are compared too", () => {
    const data = rings(4, 2);
    const bytes = (examples: DataSet["training"], values: number[]) => ({
      ...examples,
      x: Uint8Array.from(values),
    });
    const twin = {
      ...data,
      training: bytes(data.training, [1, 2, 3, 4, 5, 6, 7, 8]),
      validation: bytes(data.validation, [3, 4, 4, 3]),
    };
    expect(findRepeats(twin).shared).toBe(1);
  });

  test("nothing held out", () => {
    const data = rings(20, 0);
    expect(checkDisjoint(data)).toMatchObject([{ grade: "warn", reason: "disjointNothing" }]);
  });
});
