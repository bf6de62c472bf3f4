import { beforeEach, expect, test } from "vitest";
import { describeNetwork } from "../nn/describe.ts";
import { datasets } from "../spec/data-catalogue.ts";
import { defaultExperiment, rowDefault } from "../spec/defaults.ts";
import type { GeneratedSpec } from "../spec/experiment.ts";
import { chooseData, generatedShape } from "./data-shape.ts";
import { restoreDocument, undo, useDocument } from "./document.ts";

function choose(source: GeneratedSpec): void {
  chooseData({ source, shape: generatedShape(source), preprocessing: null });
}

beforeEach(() => restoreDocument(defaultExperiment(), false));

test("every generated set gives a network that fits, in one step of undo", () => {
  const kinds: GeneratedSpec[] = [
    rowDefault(datasets, "circle"),
    { ...rowDefault(datasets, "spiral"), arms: 3 },
    { ...rowDefault(datasets, "gaussians"), classes: 5 },
    rowDefault(datasets, "sine"),
    rowDefault(datasets, "bumps"),
    rowDefault(datasets, "digits"),
  ];
  for (const source of kinds) {
    restoreDocument(defaultExperiment(), false);
    choose(source);
    const { experiment } = useDocument.getState();
    const { inputShape, targets } = generatedShape(source);
    expect(describeNetwork(experiment, inputShape, targets).fault, source.kind).toBeNull();
    undo();
    expect(useDocument.getState().experiment).toEqual(defaultExperiment());
  }
});

test("a network that fits is left as it is", () => {
  choose(rowDefault(datasets, "moons"));
  const { experiment } = useDocument.getState();
  expect(experiment.network).toEqual(defaultExperiment().network);
  expect(experiment.loss).toEqual(defaultExperiment().loss);
});

test("a split by subject goes with the data that have subjects", () => {
  const split = () => useDocument.getState().experiment.data.split;
  const motion = rowDefault(datasets, "motion");
  chooseData({
    source: motion,
    shape: generatedShape(motion),
    preprocessing: "standardize",
    split: "subject",
  });
  expect(split()).toBe("subject");
  choose({ ...motion, noise: 0.5 });
  expect(split()).toBe("subject");
  choose(rowDefault(datasets, "spiral"));
  expect(split()).toBe("stratified");
});
