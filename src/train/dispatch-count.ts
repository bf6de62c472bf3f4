/** Dispatches of a sequence on a plain adapter, counted without a device. */
import type { AdapterTraits, Dispatch } from "../engine/ops/op.ts";
import type { Call, Plan, SequenceName } from "../engine/plan/plan.ts";
import { allOps } from "./program.ts";

const plainAdapter: AdapterTraits = { software: false, subgroupSize: 0 };

/** The dispatches of one call. */
export function callDispatches(plan: Plan, call: Call): readonly Dispatch[] {
  const op = allOps[call.op];
  if (!op) throw new Error(`plan: expected an op, got "${call.op}"`);
  const { inputs, outputs, attributes } = call;
  const { runs, tableColumns } = plan;
  return op.kernels({ inputs, outputs, attributes, runs, tableColumns, traits: plainAdapter });
}

export function dispatchCount(plan: Plan, sequence: SequenceName): number {
  return plan.sequences[sequence].flatMap((call) => callDispatches(plan, call)).length;
}
