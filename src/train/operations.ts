/**
 * The calls of one step as a graph that people can read: who makes what each call reads, what belongs
 * to the way forward and what to the way back. Drawn from the plan, which is what the scheduler runs.
 */
import { elements } from "../engine/core/shape.ts";
import type { Operand } from "../engine/ops/op.ts";
import type { Call, Plan, SequenceName } from "../engine/plan/plan.ts";
import { callDispatches } from "./dispatch-count.ts";

export type OperationPart = "data" | "forward" | "loss" | "backward" | "update";

/** What a call reads: the output of another call, or memory that outlives the step. */
export interface OperationInput {
  /** Indices of the calls that made it, several where each made a part; none: it stood there before. */
  readonly from: readonly number[];
  /** `training x`, `dense_1/kernel`, or the name of the call's output. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Whether each run has its own. */
  readonly runs: boolean;
}

export interface OperationOutput {
  readonly name: string;
  readonly shape: readonly number[];
  readonly runs: boolean;
  /** Of all runs together. */
  readonly bytes: number;
}

export interface Operation {
  /** Place in the sequence. */
  readonly index: number;
  readonly op: string;
  /** Of its first output: `dense_1/matmul`; with `/gradient` behind it, on the way back. */
  readonly name: string;
  /** `dense_1`; empty where no layer stands behind it. */
  readonly layer: string;
  readonly part: OperationPart;
  readonly attributes: Call["attributes"];
  readonly inputs: readonly OperationInput[];
  readonly outputs: readonly OperationOutput[];
  /** On a plain adapter. */
  readonly dispatches: number;
}

export interface OperationsReport {
  readonly operations: readonly Operation[];
  /** Runs that are trained in the same dispatches. */
  readonly runs: number;
}

const updateOps = ["penalty", "gradientNorm", "maxNorm"];

/** The calls of a sequence in the order in which they run. */
export function operationsOf(plan: Plan, sequence: SequenceName): Operation[] {
  const calls = plan.sequences[sequence];
  return calls.map((call, index): Operation => {
    const name = call.names[0] ?? call.op;
    return {
      index,
      op: call.op,
      name,
      layer: layerOfName(name),
      part: partOf(calls, index),
      attributes: call.attributes,
      inputs: call.inputs.map((operand) => inputOf(plan, calls, index, operand)),
      outputs: call.outputs.map((operand, at) =>
        outputOf(operand, call.names[at] ?? name, runCount(plan, call)),
      ),
      dispatches: callDispatches(plan, call).length,
    };
  });
}

function layerOfName(name: string): string {
  const head = name.slice(0, Math.max(0, name.indexOf("/")));
  return /_\d+$/.test(head) ? head : "";
}

/** A step gathers, goes forward, measures, goes back and updates, in this order. */
function partOf(calls: readonly Call[], index: number): OperationPart {
  const call = calls[index];
  const metrics = calls.findIndex(({ op }) => op === "metrics");
  const loss = calls.findIndex(({ names }) => names[0]?.startsWith("loss/") === true);
  const updates = calls.findIndex(({ op }) => op.startsWith("update.") || updateOps.includes(op));
  if (call === undefined || ["gather", "augment"].includes(call.op)) return "data";
  if (updates >= 0 && index >= updates) return "update";
  if (metrics >= 0 && index > metrics) return "backward";
  return loss >= 0 && index >= loss ? "loss" : "forward";
}

function inputOf(
  plan: Plan,
  calls: readonly Call[],
  index: number,
  operand: Operand,
): OperationInput {
  const from = makersOf(calls.slice(0, index), operand);
  const maker = from.length === 1 ? calls[from[0] ?? -1] : undefined;
  const place = maker?.outputs.findIndex((made) => overlap(made, operand)) ?? -1;
  return {
    from,
    name: maker?.names[place] ?? memoryName(plan, operand),
    shape: operand.shape,
    runs: operand.runStride > 0,
  };
}

/** The last calls that wrote the operand, back to one that wrote all of it. */
function makersOf(before: readonly Call[], operand: Operand): number[] {
  const makers: number[] = [];
  for (let index = before.length - 1; index >= 0; index--) {
    const outputs = before[index]?.outputs ?? [];
    const made = outputs.filter((output) => overlap(output, operand));
    if (made.length > 0) makers.unshift(index);
    if (made.some((output) => covers(output, operand))) break;
  }
  return makers;
}

function covers(outer: Operand, inner: Operand): boolean {
  return (
    outer.offset <= inner.offset &&
    inner.offset + elements(inner.shape) <= outer.offset + elements(outer.shape)
  );
}

/** Whether two operands share elements of a run. */
function overlap(a: Operand, b: Operand): boolean {
  return (
    a.buffer === b.buffer &&
    a.offset < b.offset + elements(b.shape) &&
    b.offset < a.offset + elements(a.shape)
  );
}

function memoryName({ buffers, parameters }: Plan, { buffer, offset, shape }: Operand): string {
  const name = buffers[buffer]?.name ?? "";
  const parameter = parameters.find(
    (each) =>
      each.buffer === name && each.offset === offset && elements(each.shape) === elements(shape),
  );
  return parameter?.name ?? name;
}

/** How many runs a call is for: updates take those that share an optimizer. */
function runCount(plan: Plan, { attributes: { runs } }: Call): number {
  return Array.isArray(runs) ? Number(runs[1]) : plan.runs;
}

function outputOf({ shape, runStride, storage }: Operand, name: string, together: number) {
  const runs = runStride > 0;
  const count = elements(shape) * (runs ? together : 1);
  return { name, shape, runs, bytes: storage === "u8" ? count : 4 * count };
}
