/** The dispatches of a plan's calls, checked before anything is made from them. */
import { Fault } from "../../spec/fault.ts";
import type { Ops } from "../graph/graph.ts";
import type { Dispatch } from "../ops/op.ts";
import type { Call, Plan } from "../plan/plan.ts";
import type { Gpu } from "./device.ts";

export function checkedDispatches(
  calls: readonly Call[],
  plan: Plan,
  ops: Ops,
  gpu: Gpu,
): Dispatch[] {
  return calls.flatMap((call) => {
    const op = ops[call.op];
    if (!op) throw new Fault("engine.internal", { message: `expected an op, got "${call.op}"` });
    const { inputs, outputs, attributes } = call;
    const { runs, tableColumns } = plan;
    const { traits } = gpu;
    const request = { inputs, outputs, attributes, runs, tableColumns, traits };
    const dispatches = op.kernels(request);
    for (const dispatch of dispatches) checkDispatch(call, dispatch, gpu.device.limits);
    return dispatches;
  });
}

function checkDispatch(call: Call, dispatch: Dispatch, limits: GPUSupportedLimits): void {
  const where = `${call.names[0] ?? call.op} (${dispatch.shader})`;
  checkAliasing(where, dispatch);
  const most = limits.maxComputeWorkgroupsPerDimension;
  if (
    !dispatch.workgroups.every((count) => Number.isInteger(count) && count > 0 && count <= most)
  ) {
    const got = dispatch.workgroups.join(" x ");
    throw new Fault("engine.internal", {
      message: `${where}: expected 1 to ${most} workgroups a dimension, got ${got}`,
    });
  }
  for (const [name, value] of Object.entries(dispatch.sizes)) {
    if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
      throw new Fault("engine.internal", {
        message: `${where}: expected u32 ${name}, got ${value}`,
      });
    }
  }
}

/** A buffer that a dispatch writes may be bound once only: WebGPU allows nothing else. */
function checkAliasing(where: string, { bindings }: Dispatch): void {
  for (const written of bindings.filter((binding) => binding.access === "read_write")) {
    const { buffer } = written.operand;
    if (bindings.some((other) => other !== written && other.operand.buffer === buffer)) {
      throw new Fault("engine.internal", {
        message: `${where}: buffer ${buffer} is bound twice and written`,
      });
    }
  }
}

/** Alignment of uniforms that every device accepts. */
const stride = 256;

/** The `Sizes` of all dispatches, one every 256 bytes. */
export function sizesBuffer(device: GPUDevice, dispatches: readonly Dispatch[]): GPUBuffer {
  const words = new Uint32Array(Math.max(1, dispatches.length) * (stride / 4));
  for (const [index, { sizes }] of dispatches.entries()) {
    words.set(Object.values(sizes), index * (stride / 4));
  }
  const buffer = device.createBuffer({
    label: "sizes",
    size: words.byteLength,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  device.queue.writeBuffer(buffer, 0, words);
  return buffer;
}
