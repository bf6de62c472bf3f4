import { describe, expect, test } from "vitest";
import { layers as layerRows } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import { chain, rings, ringsExperiment, runOf, stack } from "../test-experiments.ts";
import { checkInitialLoss, judgePenalty } from "./initial-loss.ts";
import { silent, subjectOf } from "./test-subject.ts";

async function firstFindings(std: number, l2 = 0) {
  const base = ringsExperiment([runOf("adam", { l2 })]);
  const network = { ...base.network, initializer: { kind: "normal" as const, std } };
  return checkInitialLoss(subjectOf({ ...base, network }, rings()), silent);
}

describe("the loss at first weights", () => {
  test("is as chance gives with small weights", async () => {
    const [loss] = await firstFindings(0.1);
    expect(loss).toMatchObject({ grade: "pass", reason: "initialNear", next: "runGradient" });
    expect(loss?.values["expected"]).toBeCloseTo(Math.LN2, 12);
  });

  test("is far too high with weights that start too large", async () => {
    const [loss] = await firstFindings(10);
    expect(loss).toMatchObject({ grade: "fail", reason: "initialHigh", next: "smallerWeights" });
  });

  test("rises by the penalty once regularisation is on", async () => {
    const [plain, penalty] = await firstFindings(0.1, 0.5);
    expect(penalty).toMatchObject({ grade: "pass", reason: "penaltyAdds" });
    const { loss, total } = penalty?.values ?? {};
    expect(loss).toBeCloseTo(Number(plain?.values["seen"]), 6);
    expect(Number(total)).toBeGreaterThan(Number(loss));
  });

  test("rises by the penalty alone, though the run drops out and clips besides", async () => {
    const base = ringsExperiment([runOf("adam", { l2: 0.5, dropout: 0.5 })]);
    const layers = chain(
      ...base.network.layers.slice(0, -1),
      rowDefault(layerRows, "dropout"),
      ...base.network.layers.slice(-1),
    );
    const experiment = { ...base, network: { ...base.network, layers } };
    const [plain, penalty] = await checkInitialLoss(subjectOf(experiment, rings()), silent);
    expect(penalty?.values["loss"]).toBe(plain?.values["seen"]);
  });

  test("stays where it is when all weights start at 0", async () => {
    const [, penalty] = await firstFindings(0, 0.5);
    expect(penalty).toMatchObject({ grade: "pass", reason: "penaltyNothing" });
  });

  test("where the document has no penalty, one is put on for the check", async () => {
    const [, penalty] = await firstFindings(0.1);
    expect(penalty).toMatchObject({ grade: "pass", reason: "penaltyProbe" });
  });

  test("a penalty that is not what the weights say is told", () => {
    const wrong = judgePenalty({ loss: 0.7, penalty: 0.11, apart: 0.1 }, null);
    expect(wrong).toMatchObject({ grade: "fail", reason: "penaltyWrong" });
  });

  test("an output behind an activation has no expected loss", async () => {
    const base = ringsExperiment();
    const layers = stack(4, 2).map((layer, index) =>
      layer.kind === "dense" && index === 2 ? { ...layer, activation: "relu" as const } : layer,
    );
    const experiment = { ...base, network: { ...base.network, layers } };
    const [loss] = await checkInitialLoss(subjectOf(experiment, rings()), silent);
    expect(loss).toMatchObject({ grade: "none", reason: "initialUnknown" });
  });
});
