/** A plan as text, a line a call: what is computed, from which buffers, into which. */
import type { Operand } from "../ops/op.ts";
import { type Call, type Plan, sequenceNames } from "./plan.ts";

export function printPlan(plan: Plan): string {
  const sequences = sequenceNames.map((name) => {
    const lines = plan.sequences[name].map(
      (call, index) => `  ${index + 1} ${callLine(plan, call)}`,
    );
    return [`${name}:`, ...lines].join("\n");
  });
  const buffers = plan.buffers.map((buffer) => {
    const pinned = buffer.pinned ? "" : " shared by lifetime";
    return `  ${buffer.name}: ${buffer.storage} x ${buffer.elements}${pinned}`;
  });
  return [`runs: ${plan.runs}`, "buffers:", ...buffers, ...sequences].join("\n");
}

function callLine(plan: Plan, call: Call): string {
  const attributes = Object.entries(call.attributes)
    .filter(([, value]) => value !== false && value !== null && value !== "linear")
    .map(([key, value]) => ` ${key}=${JSON.stringify(value)}`)
    .join("");
  const inputs = call.inputs.map((operand) => operandText(plan, operand)).join(", ");
  const outputs = call.outputs.map((operand) => operandText(plan, operand)).join(", ");
  return `${call.op}${attributes}: ${inputs} -> ${outputs}`;
}

function operandText(plan: Plan, operand: Operand): string {
  const name = plan.buffers[operand.buffer]?.name ?? "?";
  const offset = operand.offset === 0 ? "" : `+${operand.offset}`;
  return `${name}${offset}[${operand.shape.join(",")}]${operand.runStride > 0 ? "*R" : ""}`;
}
