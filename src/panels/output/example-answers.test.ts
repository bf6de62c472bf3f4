import { describe, expect, test } from "vitest";
import { datasetInfo } from "../../data/info.ts";
import { DataLibrary, loadDataset } from "../../data/load.ts";
import { datasets } from "../../spec/data-catalogue.ts";
import { defaultExperiment, rowDefault } from "../../spec/defaults.ts";
import type { DataSpec } from "../../spec/experiment.ts";
import type { Answers } from "../../worker/protocol.ts";
import { answerTo, shownExamples } from "./example-answers.ts";

function infoOf(part: Partial<DataSpec>) {
  const { data } = defaultExperiment();
  const { dataset, warnings } = loadDataset({ ...data, ...part }, new DataLibrary());
  return datasetInfo(dataset, warnings);
}

const motion = (validationShare: number) =>
  infoOf({ source: { ...rowDefault(datasets, "motion"), points: 300 }, validationShare });

function answersOf(outputs: number, values: number[]): Answers {
  return { request: 1, step: 3, outputs, values: [Float32Array.from(values)] };
}

describe("examples with answers", () => {
  test("are held out where anything is", () => {
    const { heldOut, count, y } = shownExamples(motion(0.5));
    expect(heldOut).toBe(true);
    expect(count).toBe(48);
    expect(new Set(y).size).toBe(6);
    expect(shownExamples(motion(0)).heldOut).toBe(false);
  });

  test("keep their numbers", () => {
    const info = motion(0.5);
    const { set, y } = shownExamples(info);
    const { validation } = info.preview;
    const first = validation.y.indexOf(y[0] ?? -1);
    expect(set.x.subarray(0, 240)).toEqual(validation.x.subarray(240 * first, 240 * (first + 1)));
  });

  test("are right where the largest share is that of their class", () => {
    const info = motion(0.5);
    const examples = shownExamples(info);
    const label = examples.y[0] ?? 0;
    const shares = Array.from({ length: 6 }, (_, index) => (index === label ? 0.75 : 0.05));
    const answer = answerTo(info, examples, 0, answersOf(6, shares), 0);
    expect(answer).toMatchObject({ kind: "class", label, right: true });
    const other = (label + 1) % 6;
    const wrong = shares.map((_, index) => (index === other ? 0.9 : 0.02));
    expect(answerTo(info, examples, 0, answersOf(6, wrong), 0)).toMatchObject({
      label: other,
      right: false,
    });
  });

  test("have no answer where it is no number, or has not come", () => {
    const info = motion(0.5);
    const examples = shownExamples(info);
    const nan = answersOf(6, [0, 0, Number.NaN, 0, 0, 1]);
    expect(answerTo(info, examples, 0, nan, 0)).toBeNull();
    expect(answerTo(info, examples, 1, nan, 0)).toBeNull();
    expect(answerTo(info, examples, 0, nan, 4)).toBeNull();
  });

  test("one output tells of two classes, and numbers to predict come as they are", () => {
    const parity = infoOf({ source: { ...rowDefault(datasets, "parity"), points: 100 } });
    const examples = shownExamples(parity);
    expect(examples.set.lengths).toHaveLength(examples.count);
    const answer = answerTo(parity, examples, 0, answersOf(1, [0.75]), 0);
    expect(answer).toMatchObject({ label: 1, shares: [0.25, 0.75] });
    const adding = infoOf({ source: { ...rowDefault(datasets, "adding"), points: 100 } });
    expect(answerTo(adding, shownExamples(adding), 0, answersOf(1, [1.5]), 0)).toEqual({
      kind: "values",
      values: [1.5],
    });
  });
});
