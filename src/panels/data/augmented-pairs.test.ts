import { describe, expect, test } from "vitest";
import { datasetInfo } from "../../data/info.ts";
import { DataLibrary, loadDataset } from "../../data/load.ts";
import { datasets } from "../../spec/data-catalogue.ts";
import { defaultExperiment, noAugmentation, rowDefault } from "../../spec/defaults.ts";
import type { DataSpec } from "../../spec/experiment.ts";
import { augmentedSet, pairsOf } from "./augmented-pairs.ts";

function infoOf(part: Partial<DataSpec>) {
  const { data } = defaultExperiment();
  const { dataset, warnings } = loadDataset({ ...data, ...part }, new DataLibrary());
  return datasetInfo(dataset, warnings);
}

const motion = () =>
  infoOf({
    source: { ...rowDefault(datasets, "motion"), points: 120 },
    preprocessing: "standardize",
  });

describe("eight examples and their augmented forms", () => {
  test("come evenly from all classes", () => {
    const { count, names } = pairsOf(motion());
    expect(count).toBe(8);
    expect(new Set(names).size).toBeGreaterThan(3);
  });

  test("are alike while all is off, and repeat with the step", () => {
    const info = motion();
    const originals = pairsOf(info);
    const off = augmentedSet(info, originals, { spec: noAugmentation(), seed: 1, step: 0 });
    expect(off.x).toEqual(originals.set.x);
    const spec = { ...noAugmentation(), jitter: 0.5 };
    const draw = (step: number) => augmentedSet(info, originals, { spec, seed: 1, step }).x;
    expect(draw(0)).not.toEqual(originals.set.x);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(0));
  });

  test("images are shown on the greys of the originals", () => {
    const info = infoOf({
      source: { ...rowDefault(datasets, "digits"), points: 100 },
      preprocessing: "divide255",
    });
    const originals = pairsOf(info);
    const spec = { ...noAugmentation(), brightness: 0.5 };
    const { look, x } = augmentedSet(info, originals, { spec, seed: 1, step: 0 });
    expect(look).toEqual({ kind: "image", low: 0, high: 255 });
    // Brightness may leave the range of bytes: drawing cuts it off.
    expect(Math.max(...x) > 255 || Math.min(...x) < 0).toBe(true);
  });
});
