/** The real fallback where there is no WebGPU: float32 typed arrays, tuned loops where they pay. */
import type { Ops } from "../graph/graph.ts";
import { HostExecutor } from "../plan/host-executor.ts";
import type { Plan } from "../plan/plan.ts";

export function createCpuExecutor(plan: Plan, ops: Ops, device: string): HostExecutor {
  return new HostExecutor({
    kind: "cpu",
    device,
    plan,
    ops,
    numbers: (length) => new Float32Array(length),
    loop: (op) => op.cpu ?? op.reference,
  });
}
