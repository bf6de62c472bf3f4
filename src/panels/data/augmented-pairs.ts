/** Examples of the training part as they are and as training may see them. */
import { elements } from "../../engine/core/shape.ts";
import { augmentedPreview, traitsOf } from "../../nn/augmentation.ts";
import type { AugmentationSpec } from "../../spec/experiment.ts";
import { chooseExamples } from "../../ui/charts/choose-examples.ts";
import { type ExampleSet, exampleLook } from "../../ui/charts/example-look.ts";
import type { DatasetInfo } from "../../worker/protocol.ts";

const mostPairs = 8;

export interface Originals {
  readonly count: number;
  /** Class of each, or its number. */
  readonly names: readonly string[];
  readonly set: ExampleSet;
}

/** Eight examples of those that are shown. */
export function pairsOf(info: DatasetInfo): Originals {
  const { x, y, lengths } = info.preview.training;
  const features = elements(info.inputShape);
  const chosen = chooseExamples(info.preview.training, info.targets, mostPairs);
  const taken = chosen.length;
  const values = new Float32Array(taken * features);
  for (const [place, example] of chosen.entries()) {
    values.set(x.subarray(example * features, (example + 1) * features), place * features);
  }
  const { targets } = info;
  return {
    count: taken,
    names: chosen.map((example, place) => {
      const name = targets.kind === "classes" ? targets.names[y[example] ?? 0] : undefined;
      return name ?? String(place + 1);
    }),
    set: {
      x: values,
      lengths: lengths && Uint16Array.from(chosen, (example) => lengths[example] ?? 0),
      inputShape: info.inputShape,
      look: exampleLook(info),
    },
  };
}

export interface Draw {
  readonly spec: AugmentationSpec;
  /** Of the order of batches. */
  readonly seed: number;
  readonly step: number;
}

/** The same examples after augmentation, on the same scale. */
export function augmentedSet(info: DatasetInfo, { set }: Originals, draw: Draw): ExampleSet {
  const { inputShape, form, normalization, preview } = info;
  const traits = traitsOf({ inputShape, form, training: preview.training });
  const { x: examples, lengths } = set;
  return { ...set, x: augmentedPreview({ ...draw, traits, normalization, examples, lengths }) };
}
