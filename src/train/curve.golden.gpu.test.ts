import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AccuracyNotes } from "../../scripts/accuracy-notes.ts";
import { goldenTexts, saveFile } from "../../scripts/golden-files.ts";
import { type Gpu, openGpu } from "../engine/gpu/device.ts";
import { createGpuExecutor } from "../engine/gpu/executor.ts";
import type { Executor } from "../engine/plan/executor.ts";
import {
  type Conv1dGolden,
  conv1dCurveArrays,
  conv1dCurveFile,
  conv1dProgram,
  conv1dWeights,
} from "./curve-conv1d-golden.ts";
import {
  type CurveGolden,
  curveChecks,
  curveFile,
  curveProgram,
  startWeights,
  type TrainedCurve,
  trainCurve,
} from "./curve-golden.ts";
import { allOps, type Program } from "./program.ts";

async function goldenBytes(names: readonly string[]): Promise<Map<string, Uint8Array> | null> {
  const texts = await goldenTexts(names, "base64");
  if (texts === null) return null;
  const bytes = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Map([...texts].map(([name, text]) => [name, bytes(text)]));
}

const arrays = ["mnist1000_x", "mnist1000_y", "mlp_w1", "mlp_b1", "mlp_w2", "mlp_b2"];
const files = await goldenBytes([
  curveFile,
  ...arrays.map((name) => `${name}.npy`),
  conv1dCurveFile,
  ...conv1dCurveArrays,
]);
const bytes = (name: string) => files?.get(name) ?? new Uint8Array();

/** Without the files an empty one: the tests below are then skipped. */
function golden<T>(name: string, none: T): T {
  return files === null ? none : JSON.parse(new TextDecoder().decode(bytes(name)));
}

let gpu: Gpu;
beforeAll(async () => {
  gpu = await openGpu();
});
afterAll(() => gpu.dispose());

function onGpu(program: Program): Promise<Executor> {
  return createGpuExecutor({ plan: program.plan, ops: allOps, gpu });
}

const notes = new AccuracyNotes("curves-gpu", saveFile);

interface Curve {
  readonly file: string;
  readonly name: string;
  readonly loss: readonly number[];
  readonly correct: number;
}

function expectCurve({ file, name, loss, correct }: Curve, found: TrainedCurve): void {
  expect(found.loss).toHaveLength(loss.length);
  const checks = curveChecks(found, loss, correct);
  for (const { what, ...check } of checks)
    notes.note({ file, case: `${name}: ${what}`, executor: "gpu", ...check });
  for (const { what, tolerance, error } of checks)
    expect(error, what).toBeLessThanOrEqual(tolerance);
}

describe.skipIf(files === null)("MNIST curves of PyTorch (need ../shared)", () => {
  const curves = golden<CurveGolden>(curveFile, { perm: [], runs: [] });
  test.each(curves.runs)("$name", async (run) => {
    const program = curveProgram(curves, bytes, [run]);
    const result = await trainCurve(program, await onGpu(program), startWeights(bytes));
    const file = curveFile;
    expectCurve({ ...run, file, correct: run.final_train_correct_of_1000 }, result);
  });
});

describe.skipIf(files === null)("conv1d curves of PyTorch (need ../shared)", () => {
  const none = { meta: { mean: [], std: [] }, batches: [], runs: [] };
  const curves = golden<Conv1dGolden>(conv1dCurveFile, none);
  test.each(curves.runs)("$name", async (run) => {
    const program = conv1dProgram(curves, bytes, run);
    const result = await trainCurve(program, await onGpu(program), conv1dWeights(bytes));
    const file = conv1dCurveFile;
    expectCurve({ ...run, file, correct: run.final_train_correct }, result);
  });
});
