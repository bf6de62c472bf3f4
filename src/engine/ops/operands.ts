/** How ops reach their operands, and how the dispatches of simple kernels are laid out. */
import { type Shape, shapeText } from "../core/shape.ts";
import type {
  Attributes,
  Binding,
  KernelRequest,
  NumberArray,
  Operand,
  ReferenceCall,
} from "./op.ts";

/** The item at `index`; what is missing is our own mistake. */
export function item<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) {
    throw new Error(`operands: expected more than ${index}, got ${list.length}`);
  }
  return value;
}

/** Floats of one run's view of an input. */
export function floats(call: ReferenceCall<Attributes>, index: number): NumberArray {
  const input = item(call.inputs, index);
  if (input instanceof Uint8Array) throw new Error(`operands: input ${index} holds bytes`);
  return input;
}

/** Throws unless `got` is the shape that the op expects. */
export function expectShape(where: string, got: Shape, expected: Shape): void {
  if (shapeText(got) !== shapeText(expected)) {
    throw new Error(`${where}: expected ${shapeText(expected)}, got ${shapeText(got)}`);
  }
}

export const workgroupSize = 64;
/** WebGPU's default limit for one dimension of a dispatch. */
const maxWorkgroups = 65_535;

/** Workgroups for `count` invocations a run; kernels stride over what is beyond the limit. */
export function grid(count: number, runs: number): [number, number, number] {
  const groups = Math.min(Math.ceil(count / workgroupSize), maxWorkgroups);
  return [Math.max(1, groups), 1, runs];
}

/** How many runs a kernel works on: one where no output differs by run. */
export function dispatchedRuns(request: KernelRequest<Attributes>): number {
  return request.outputs.every((operand) => operand.runStride === 0) ? 1 : request.runs;
}

/** Offset and distance between the runs, as the two fields of `Sizes` for an operand. */
export function place(name: string, operand: Operand): Record<string, number> {
  return { [`${name}Offset`]: operand.offset, [`${name}Stride`]: operand.runStride };
}

export function read(operand: Operand): Binding {
  return { operand, access: "read" };
}

export function write(operand: Operand): Binding {
  return { operand, access: "read_write" };
}
