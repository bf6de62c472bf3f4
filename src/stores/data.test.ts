import { beforeEach, expect, test } from "vitest";
import { defaultExperiment } from "../spec/defaults.ts";
import { setAugmentation, setSplit } from "./data.ts";
import { restoreDocument, undo, useDocument } from "./document.ts";

const data = () => useDocument.getState().experiment.data;

beforeEach(() => {
  const experiment = defaultExperiment();
  experiment.data.fitted = { shift: [1], scale: [2] };
  restoreDocument(experiment, false);
});

test("another split forgets what was fitted to the old one", () => {
  setSplit("random");
  expect(data()).toMatchObject({ split: "random", fitted: null });
  undo();
  expect(data()).toMatchObject({ split: "stratified", fitted: { shift: [1], scale: [2] } });
});

test("augmentation leaves the fit alone, and a moved slider is one step of undo", () => {
  for (const jitter of [0.1, 0.2, 0.3]) {
    setAugmentation({ ...data().augmentation, jitter }, "jitter");
  }
  expect(data().augmentation.jitter).toBe(0.3);
  expect(data().fitted).toEqual({ shift: [1], scale: [2] });
  undo();
  expect(data().augmentation.jitter).toBe(0);
});
