import { describe, expect, test } from "vitest";
import { losses } from "../spec/catalogue.ts";
import { asBuilt, rowDefault } from "../spec/defaults.ts";
import type { Experiment } from "../spec/experiment.ts";
import { compileExperiment } from "../train/program.ts";
import { rings, ringsExperiment, runOf, stack } from "../train/test-experiments.ts";
import { askEnsemble, scored } from "./ensemble.ts";
import { trainedSession } from "./test-session.ts";

/** A data set of four held-out examples with these targets. */
function heldOut(y: number[], targets = rings().targets) {
  const data = rings(8, 4);
  return { ...data, targets, validation: { ...data.validation, y: Float32Array.from(y) } };
}

describe("averaged predictions, by hand", () => {
  test("softmax: minus the logarithm of the label's probability", () => {
    const program = compileExperiment(ringsExperiment(), heldOut([0, 1, 1, 0]));
    const averaged = Float64Array.of(0.9, 0.1, 0.2, 0.8, 0.6, 0.4, 0.5, 0.5);
    const { loss, accuracy } = scored(program, averaged);
    expect(loss).toBeCloseTo(-Math.log(0.9 * 0.8 * 0.4 * 0.5) / 4, 10);
    // Of equal probabilities the first counts.
    expect(accuracy).toBe(0.75);
  });

  test("one sigmoid: cross-entropy of both sides, right from a half on", () => {
    const base = ringsExperiment();
    const experiment: Experiment = {
      ...base,
      loss: rowDefault(losses, "binaryCrossEntropy"),
      network: { ...base.network, layers: stack(8, 1) },
    };
    const program = compileExperiment(experiment, heldOut([0, 1, 1, 0]));
    const { loss, accuracy } = scored(program, Float64Array.of(0.1, 0.8, 0.3, 0.2));
    expect(loss).toBeCloseTo(-Math.log(0.9 * 0.8 * 0.3 * 0.8) / 4, 10);
    expect(accuracy).toBe(0.75);
  });

  test("regression: squared error, and R² against the training part", () => {
    const base = ringsExperiment();
    const experiment: Experiment = {
      ...base,
      loss: rowDefault(losses, "meanSquaredError"),
      network: { ...base.network, layers: stack(8, 1) },
    };
    const data = heldOut([1, 2, 3, 4], { kind: "values", names: ["height"] });
    const program = compileExperiment(experiment, data);
    const { loss, accuracy } = scored(program, Float64Array.of(1, 2, 3, 2));
    expect(loss).toBeCloseTo(1, 10);
    // Training targets are 0 and 1 in turns: their variance is 1/4.
    expect(accuracy).toBeCloseTo(1 - 1 / 0.25, 10);
  });

  test("a member that is no number makes an ensemble that is none", () => {
    const program = compileExperiment(ringsExperiment(), heldOut([0, 1, 1, 0]));
    const broken = Float64Array.of(Number.NaN, 0.1, 0.2, 0.8, 0.6, 0.4, 0.5, 0.5);
    expect(scored(program, broken)).toEqual({ loss: Number.NaN, accuracy: Number.NaN });
  });

  test("a probability that was rounded to nothing costs much, not infinitely much", () => {
    const program = compileExperiment(ringsExperiment(), heldOut([0, 0, 0, 0]));
    const { loss } = scored(program, Float64Array.of(0, 1, 1, 0, 1, 0, 1, 0));
    expect(loss).toBeCloseTo((126 * Math.LN2) / 4, 6);
  });
});

const trained = (experiment: Experiment, steps = 30) => trainedSession(experiment, rings(), steps);

describe("members of a session", () => {
  const wide = { ...asBuilt(), width: 0.5 };
  const experiment = ringsExperiment([
    runOf("adam", { seed: 1 }),
    runOf("sgd", { seed: 4, structure: wide }),
  ]);
  const seeded = { ...experiment, training: { ...experiment.training, seeds: 2 } };

  test("one alone scores as its evaluation does", async () => {
    const { session, last } = await trained(seeded);
    for (const member of [0, 1, 2, 3]) {
      const { loss, accuracy, bestAlone, step } = await askEnsemble(session, [member]);
      expect(bestAlone).toBe(accuracy);
      expect(step).toBe(30);
      expect(loss).toBeCloseTo(last?.loss[member] ?? Number.NaN, 4);
      expect(accuracy).toBeCloseTo(last?.accuracy[member] ?? Number.NaN, 6);
    }
    session.dispose();
  });

  test("two of unlike networks are averaged; the average is no worse than their mean", async () => {
    const { session, last } = await trained(seeded);
    const { loss, bestAlone } = await askEnsemble(session, [0, 3, 3]);
    const best = Math.max(last?.accuracy[0] ?? 0, last?.accuracy[3] ?? 0);
    expect(bestAlone).toBeCloseTo(best, 6);
    const alone = ((last?.loss[0] ?? 0) + (last?.loss[3] ?? 0)) / 2;
    // Jensen: -ln of a mean is at most the mean of -ln.
    expect(loss).toBeLessThan(alone);
    expect(loss).toBeGreaterThan(0);
    session.dispose();
  });

  test("asked while unlike networks train, all answer from one and the same step", async () => {
    const { session } = await trained(seeded, 0);
    const training = session.train(60);
    const ask = () => session.between(() => askEnsemble(session, [0, 1, 3]));
    for (const result of [await ask(), await ask()]) {
      expect(result.step).toBeGreaterThan(0);
      expect(result.step).toBeLessThan(60);
      const still = await trained(seeded, result.step);
      expect(result).toEqual(await askEnsemble(still.session, [0, 1, 3]));
      still.session.dispose();
    }
    await training;
    expect(session.step).toBe(60);
    // To ask changes nothing of what is trained.
    const undisturbed = await trained(seeded, 60);
    const last = await askEnsemble(session, [0, 3]);
    expect(last).toEqual(await askEnsemble(undisturbed.session, [0, 3]));
    undisturbed.session.dispose();
    session.dispose();
  });

  test("a member that does not exist is refused", async () => {
    const { session } = await trained(ringsExperiment());
    await expect(askEnsemble(session, [0, 5])).rejects.toMatchObject({
      code: "engine.unknownRun",
      values: { run: 5, runs: 1 },
    });
    session.dispose();
  });
});
