import { describe, expect, test } from "vitest";
import type { DataSet } from "../engine/core/dataset.ts";
import { lossOf } from "../nn/losses/index.ts";
import { layers, losses } from "../spec/catalogue.ts";
import { asBuilt, rowDefault } from "../spec/defaults.ts";
import type { Findings } from "../train/examination.ts";
import { predict } from "../train/predict.ts";
import type { Session } from "../train/session.ts";
import { chain, noise, rings, ringsExperiment, runOf, stack } from "../train/test-experiments.ts";
import { examine, examplesOf, pickExamples, saliencyOf } from "./examine.ts";
import { normalised } from "./normalised.ts";
import { trainedSession } from "./test-session.ts";

function classesIn(findings: Findings | undefined) {
  if (findings?.kind !== "classes") throw new Error("expected findings about classes");
  return findings;
}

function valuesIn(findings: Findings | undefined) {
  if (findings?.kind !== "values") throw new Error("expected findings about numbers");
  return findings;
}

/** Every held-out answer of a member, as `predict` gives it. */
async function heldOutAnswers(session: Session, member: number): Promise<Float32Array> {
  const place = session.placeOf(member);
  if (!place) throw new Error("expected a member");
  const { program, executor } = place.cohort;
  const { validation } = program.dataset;
  const questions = {
    count: validation.count,
    inputs: normalised(program.dataset, validation.x),
    lengths: validation.lengths,
  };
  return (await predict(program, executor, questions))[place.run] ?? new Float32Array();
}

const sum = (counts: Uint32Array) => counts.reduce((total, count) => total + count, 0);

describe("the matrix of a run", () => {
  const wide = { ...asBuilt(), width: 0.5 };
  const base = ringsExperiment([
    runOf("adam", { seed: 1 }),
    runOf("sgd", { seed: 4, structure: wide }),
  ]);
  const experiment = { ...base, training: { ...base.training, seeds: 2 } };

  test("is a hand count of its first seed's answers, run by run", async () => {
    const { session, last } = await trainedSession(experiment, rings(120, 90), 30);
    for (const run of [0, 1]) {
      const examination = await examine(session, { run });
      const { counts, worst, behind } = classesIn(examination?.findings);
      const answers = await heldOutAnswers(session, 2 * run);
      const hand = [0, 0, 0, 0];
      const { y } = session.training.dataset.validation;
      for (const [i, label] of y.entries()) {
        const predicted = answers[2 * i + 1]! > answers[2 * i]! ? 1 : 0;
        hand[2 * label + predicted]! += 1;
      }
      expect([...counts]).toEqual(hand);
      expect(sum(counts)).toBe(90);
      expect(examination).toMatchObject({ step: 30, heldOut: true, total: 90, count: 90 });
      expect(examination?.meaning).toBe("probabilities");
      // The accuracy that training tells is that of the diagonal.
      expect((counts[0]! + counts[3]!) / 90).toBeCloseTo(last!.accuracy[2 * run]!, 6);
      for (const { index, actual, predicted, value } of [...worst, ...behind]) {
        expect(y[index]).toBe(actual);
        expect(value).toBe(answers[2 * index + predicted]);
      }
    }
  });

  test("is there before the first step, and null where there is no such run", async () => {
    const { session } = await trainedSession(experiment, rings(), 0);
    const examination = await examine(session, { run: 1 });
    expect(examination?.step).toBe(0);
    expect(sum(classesIn(examination?.findings).counts)).toBe(40);
    expect(await examine(session, { run: 2 })).toBeNull();
    expect(await examine(null, { run: 0 })).toBeNull();
  });

  test("looks at the training part where nothing is held out", async () => {
    const data = rings(24, 0);
    const { session } = await trainedSession(ringsExperiment(), data, 0);
    const examination = await examine(session, { run: 0 });
    expect(examination).toMatchObject({ heldOut: false, total: 24, count: 24 });
    const found = examplesOf(session, [5, 2]);
    expect(found?.y).toEqual(Float32Array.of(data.training.y[5]!, data.training.y[2]!));
  });

  test("large examples are taken evenly, as many as may be on their way at once", async () => {
    const width = 2 ** 16;
    const few = { count: 2, x: new Float32Array(2 * width), y: new Float32Array(2), lengths: null };
    const data = { ...rings(), inputShape: [width], training: few };
    const count = 300;
    const validation = {
      ...data.validation,
      count,
      x: new Float32Array(count * width),
      y: new Float32Array(count),
    };
    const small = {
      ...ringsExperiment(),
      network: { ...ringsExperiment().network, layers: stack(2) },
    };
    const { session } = await trainedSession(small, { ...data, validation }, 0);
    const examination = await examine(session, { run: 0 });
    expect(examination).toMatchObject({ total: 300, count: 256 });
    expect(sum(classesIn(examination?.findings).counts)).toBe(256);
  }, 30_000);

  test.each(["binaryCrossEntropy", "hinge", "meanSquaredError"] as const)(
    "agrees with the accuracy under %s",
    async (kind) => {
      const units = kind === "hinge" ? 2 : 1;
      const network = { ...base.network, layers: stack(8, units) };
      const own = { ...ringsExperiment(), network, loss: rowDefault(losses, kind) };
      const { session, last } = await trainedSession(own, rings(), 20);
      const examination = await examine(session, { run: 0 });
      const { counts } = classesIn(examination?.findings);
      expect((counts[0]! + counts[3]!) / 40).toBeCloseTo(last!.accuracy[0]!, 6);
      const isScore = lossOf(kind).prediction(rings().targets, units) === "none";
      expect(examination?.meaning).toBe(isScore ? "scores" : "probabilities");
    },
  );
});

test("sequences of different lengths are read as long as they are", async () => {
  const time = 6;
  const base = noise([time, 2]);
  const short = (count: number) => Uint16Array.from({ length: count }, (_, i) => 2 + (i % 5));
  const data: DataSet = {
    ...base,
    training: { ...base.training, lengths: short(24) },
    validation: { ...base.validation, lengths: short(8) },
  };
  const gru = { ...rowDefault(layers, "gru"), units: 3 };
  const logits = { ...rowDefault(layers, "dense"), units: 2, activation: "linear" as const };
  const plain = ringsExperiment();
  const own = { ...plain, network: { ...plain.network, layers: chain(gru, logits) } };
  const { session } = await trainedSession(own, data, 5);
  const findings = classesIn((await examine(session, { run: 0 }))?.findings);
  const answers = await heldOutAnswers(session, 0);
  for (const { index, predicted, value } of findings.behind) {
    expect(value).toBe(answers[2 * index + predicted]);
  }
  const { lengths, x } = examplesOf(session, [3])!;
  expect([...lengths!]).toEqual([5]);
  const { values } = await saliencyOf(session, { run: 0, x, lengths, output: 1 });
  // Nothing behind the end of a sequence moves the answer.
  expect([...values!.subarray(0, 10)].some((value) => value !== 0)).toBe(true);
  expect([...values!.subarray(10)]).toEqual([0, 0]);
});

test("numbers: residuals are predictions less targets, with their examples", async () => {
  const base = rings();
  const height = (i: number) => base.validation.x[2 * i]! * 3 + 1;
  const data: DataSet = {
    ...base,
    targets: { kind: "values", names: ["height", "depth"] },
    training: { ...base.training, y: Float32Array.from({ length: 240 }, (_, i) => Math.sin(i)) },
    validation: {
      ...base.validation,
      y: Float32Array.from({ length: 80 }, (_, i) => (i % 2 === 0 ? height(i / 2) : -i)),
    },
  };
  const plain = ringsExperiment();
  const own = {
    ...plain,
    loss: rowDefault(losses, "meanSquaredError"),
    network: { ...plain.network, layers: stack(8, 2) },
  };
  const { session, last } = await trainedSession(own, data, 10);
  const examination = await examine(session, { run: 0 });
  const { targets, unanswered } = valuesIn(examination?.findings);
  const answers = await heldOutAnswers(session, 0);
  expect(unanswered).toBe(0);
  const [first, second] = targets;
  for (const { index, actual, predicted } of first!.points) {
    expect(actual).toBe(data.validation.y[2 * index]);
    expect(predicted).toBe(answers[2 * index]);
  }
  const mean = (first!.rootMeanSquare ** 2 + second!.rootMeanSquare ** 2) / 2;
  expect(mean).toBeCloseTo(last!.loss[0]!, 4);
  expect(examination?.meaning).toBe("scores");
});

describe("examples", () => {
  test("come as they are, in the order asked for", () => {
    const data = rings();
    const found = pickExamples(data, [7, 0])!;
    expect(found.x).toEqual(
      Float32Array.of(...data.validation.x.subarray(14, 16), ...data.validation.x.subarray(0, 2)),
    );
    expect(found).toMatchObject({ count: 2, lengths: null });
    expect(pickExamples(data, [40])).toBeNull();
  });

  test("are as many as one answer carries", () => {
    const part = { count: 4, x: new Float32Array(2 ** 22), y: new Float32Array(4), lengths: null };
    const data = { ...rings(), inputShape: [2 ** 20], training: part, validation: part };
    expect(pickExamples(data, [0, 1, 2, 3])?.count).toBe(2);
  });
});

describe("what an answer hangs on", () => {
  test("one output of two classes: the first class's score is the opposite of the second's", async () => {
    const plain = ringsExperiment();
    const own = {
      ...plain,
      loss: rowDefault(losses, "binaryCrossEntropy"),
      network: { ...plain.network, layers: stack(1) },
    };
    const data = { ...rings(), normalization: { shift: [0.5, 0.25], scale: [2, 4] } };
    const { session } = await trainedSession(own, data, 3);
    const { x } = examplesOf(session, [0])!;
    const ask = (output: number) => saliencyOf(session, { run: 0, x, lengths: null, output });
    const second = (await ask(1)).values!;
    // z = w . x' + b: the gradient with respect to the normalised inputs is w itself.
    const { cohort } = session.placeOf(0)!;
    const kernel = await cohort.executor.read("parameters", 0, 2);
    expect([...second]).toEqual([...kernel]);
    expect([...(await ask(0)).values!]).toEqual([...kernel].map((value) => -value));
  });

  test("none for an example of another shape", async () => {
    const { session } = await trainedSession(ringsExperiment(), rings(), 0);
    const x = new Float32Array(3);
    expect(await saliencyOf(session, { run: 0, x, lengths: null, output: 0 })).toEqual({
      values: null,
    });
    expect(await saliencyOf(null, { run: 0, x, lengths: null, output: 0 })).toEqual({
      values: null,
    });
  });
});
