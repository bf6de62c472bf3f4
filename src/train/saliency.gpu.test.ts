import { expect, test } from "vitest";
import { openGpu } from "../engine/gpu/device.ts";
import { createGpuExecutor } from "../engine/gpu/executor.ts";
import { createReferenceExecutor } from "../engine/reference/executor.ts";
import { allOps } from "./program.ts";
import { saliency } from "./saliency.ts";
import { opened, windowsNetwork } from "./test-inspections.ts";

test("what an answer hangs on is the same on WebGPU as in the reference", async () => {
  const { program } = windowsNetwork(2);
  const gpu = await openGpu();
  const device = await createGpuExecutor({ plan: program.plan, ops: allOps, gpu });
  const oracle = createReferenceExecutor(program.plan, allOps);
  const count = 21;
  const inputs = Float32Array.from({ length: count * 12 }, (_, i) => Math.sin(5 * i));
  const outputs = Array.from({ length: count }, (_, i) => i % 2);
  const questions = { count, inputs, lengths: null, outputs };
  const [got, wanted] = await Promise.all(
    [device, oracle].map((executor) => saliency(program, opened(program, executor), questions)),
  );
  for (const [run, values] of wanted!.entries()) {
    expect(Math.hypot(...values)).toBeGreaterThan(0.1);
    for (const [index, value] of values.entries()) {
      expect(Math.abs(got![run]![index]! - value)).toBeLessThan(1e-4);
    }
  }
  gpu.dispose();
});
