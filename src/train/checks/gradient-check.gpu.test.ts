import { afterAll, beforeAll, expect, test } from "vitest";
import { DataLibrary, loadDataset } from "../../data/load.ts";
import { type Gpu, openGpu } from "../../engine/gpu/device.ts";
import { createGpuExecutor } from "../../engine/gpu/executor.ts";
import { presets } from "../../spec/presets.ts";
import { allOps } from "../program.ts";
import { checkGradient, gradientDefaults } from "./gradient-check.ts";
import { judgeGradient } from "./judge-gradient.ts";
import type { Subject } from "./trial.ts";

let gpu: Gpu;

beforeAll(async () => {
  gpu = await openGpu();
});
afterAll(() => gpu.dispose());

/** One with kinks, one of sigmoids, one that unrolls over time, one of convolutions and dropout. */
const checked = ["moons", "xor", "parity", "convDigits"];

test.each(presets().filter(({ id }) => checked.includes(id)))(
  "the gradient of the GPU is green for the preset $id",
  async ({ experiment }) => {
    const { source } = experiment.data;
    const small = "points" in source ? { ...source, points: 100 } : source;
    const { dataset } = loadDataset({ ...experiment.data, source: small }, new DataLibrary());
    const open: Subject["open"] = ({ plan }) => createGpuExecutor({ plan, ops: allOps, gpu });
    const subject: Subject = { experiment, dataset, run: 0, start: new Map(), open };
    const settings = { ...gradientDefaults, entries: 3, batch: 4, warmup: 5 };
    const check = await checkGradient(subject, settings, null, () => Promise.resolve());
    expect(check.executor).toBe("gpu");
    expect(judgeGradient(check)).toMatchObject([{ grade: "pass", reason: "gradientFine" }]);
  },
);
