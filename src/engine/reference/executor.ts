/** The oracle: float64, plain loops, slow and obvious. */
import type { Ops } from "../graph/graph.ts";
import { HostExecutor } from "../plan/host-executor.ts";
import type { Plan } from "../plan/plan.ts";

export function createReferenceExecutor(plan: Plan, ops: Ops): HostExecutor {
  return new HostExecutor({
    kind: "reference",
    device: "float64",
    plan,
    ops,
    numbers: (length) => new Float64Array(length),
    loop: (op) => op.reference,
  });
}
