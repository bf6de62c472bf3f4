/**
 * Finds the first tensor that is not finite. A run halts before the update that a bad loss would
 * make, so its state is still the one that gave the bad loss; the step is replayed from it on the
 * host in float32, call by call.
 */

import { elements } from "../engine/core/shape.ts";
import { createCpuExecutor } from "../engine/cpu/executor.ts";
import { runsTable, trainingSteps } from "./hyper-parameters.ts";
import { allOps, type Program, writeData } from "./program.ts";
import { type CohortState, restoreState } from "./state.ts";

export interface NonFinite {
  /** As `dense_2/kernel`. */
  readonly tensor: string;
  readonly value: "nan" | "infinity";
}

/** null when the replay stays finite, as it may when the device rounds otherwise than the host. */
export function firstNonFinite(
  program: Program,
  state: CohortState,
  at: { readonly step: number; readonly run: number },
): NonFinite | null {
  const { step, run } = at;
  const inParameters = badParameter(program, state, run);
  if (inParameters) return inParameters;
  const executor = createCpuExecutor(program.plan, allOps, "replay");
  writeData(program, executor);
  restoreState(program, executor, state);
  executor.writeTable(runsTable(program.experiment, program.model.tableColumns));
  const steps = trainingSteps(program, step, 1);
  let found: NonFinite | null = null;
  executor.inspect("train", steps, (call, callRun, outputs) => {
    if (callRun !== run || call.op === "metrics") return false;
    const value = outputs.map(nonFiniteIn).find((kind) => kind !== null);
    if (value) found = { tensor: call.names[0] ?? call.op, value };
    return found !== null;
  });
  executor.dispose();
  return found;
}

function badParameter(program: Program, state: CohortState, run: number): NonFinite | null {
  for (const { name, offset, shape } of program.model.parameters) {
    const start = run * program.plan.parameterStride + offset;
    const value = nonFiniteIn(state.parameters.subarray(start, start + elements(shape)));
    if (value) return { tensor: name, value };
  }
  return null;
}

function nonFiniteIn(values: ArrayLike<number>): NonFinite["value"] | null {
  let infinity = false;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    if (Number.isNaN(value)) return "nan";
    if (!Number.isFinite(value)) infinity = true;
  }
  return infinity ? "infinity" : null;
}
