import { expect, test } from "vitest";
import { layers } from "../spec/catalogue.ts";
import { defaultExperiment, rowDefault } from "../spec/defaults.ts";
import type { CheckpointInfo } from "../worker/protocol.ts";
import { transferred, usualDepth } from "./transfer.ts";

const checkpoint: CheckpointInfo = {
  id: "a".repeat(64),
  kind: "manual",
  name: "spiral",
  createdAt: 0,
  step: 100,
  loss: [],
  accuracy: [],
  bytes: 1,
  experiment: defaultExperiment(),
};

test("lower layers are kept and frozen, a head for the data's classes is new", () => {
  const draft = defaultExperiment();
  const targets = { kind: "classes", names: ["a", "b", "c"] } as const;
  const depth = usualDepth(checkpoint);
  transferred(draft, { checkpoint, depth, freeze: true, targets });
  expect(draft.network.start).toEqual({ name: "spiral", sha256: checkpoint.id, layers: 3 });
  expect(draft.network.layers.map((layer) => "trainable" in layer && layer.trainable)).toEqual([
    false,
    false,
    false,
    true,
  ]);
  expect(draft.network.layers.at(-1)).toEqual({
    ...rowDefault(layers, "dense"),
    units: 3,
    id: "4",
    inputs: [null],
  });
});

test("without freezing everything goes on learning, and the checkpoint is left as it was", () => {
  const draft = defaultExperiment();
  const targets = { kind: "classes", names: ["a", "b"] } as const;
  transferred(draft, { checkpoint, depth: 2, freeze: false, targets });
  expect(draft.network.layers).toHaveLength(3);
  expect(draft.network.layers[1]).toEqual(defaultExperiment().network.layers[1]);
  expect(checkpoint.experiment).toEqual(defaultExperiment());
});
