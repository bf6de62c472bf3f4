/** Runs ops as they are emitted, without a graph or a plan: how tests see what an op computes. */
import { elements, type Shape } from "../core/shape.ts";
import type { Attributes, Emitter, NumberArray, Op, ReferenceCall, Step, TensorId } from "./op.ts";
import { item } from "./operands.ts";

export interface InterpreterOptions {
  readonly ops: Readonly<Record<string, Op>>;
  /** Makes the memory of an output: float64 or float32. */
  readonly numbers: (length: number) => NumberArray;
  readonly loop: (op: Op) => Op["reference"];
  readonly step?: Partial<Step>;
  readonly run?: number;
  readonly table?: Float64Array;
  readonly scalars?: Float64Array;
}

export class Interpreter implements Emitter {
  private readonly values: (NumberArray | Uint8Array)[] = [];
  private readonly shapes: Shape[] = [];
  private readonly options: InterpreterOptions;

  constructor(options: InterpreterOptions) {
    this.options = options;
  }

  add(value: NumberArray | Uint8Array, shape: Shape): TensorId {
    this.values.push(value);
    this.shapes.push(shape);
    return this.values.length - 1;
  }

  shape(tensor: TensorId): Shape {
    return item(this.shapes, tensor);
  }

  value(tensor: TensorId): NumberArray {
    const value = item(this.values, tensor);
    if (value instanceof Uint8Array) throw new Error(`interpreter: tensor ${tensor} holds bytes`);
    return value;
  }

  /** Computes at once; what an op writes in place goes into a copy. */
  emit(name: string, inputs: readonly TensorId[], attributes: Attributes = {}): TensorId[] {
    const { ops, numbers, loop } = this.options;
    const op = ops[name];
    if (!op) throw new Error(`interpreter: expected an op, got "${name}"`);
    const inputShapes = inputs.map((id) => this.shape(id));
    const outputShapes = op.infer(inputShapes, attributes);
    const outputs = outputShapes.map((shape, index) => {
      const target = inputs[op.inPlace?.[index] ?? -1];
      // What an op leaves unwritten shows as NaN.
      const fresh = numbers(elements(shape)).fill(Number.NaN);
      if (target !== undefined) fresh.set(this.value(target));
      return fresh;
    });
    loop(op)({
      ...this.moment(),
      inputs: inputs.map((id) => item(this.values, id)),
      outputs,
      inputShapes,
      outputShapes,
      attributes,
    });
    return outputs.map((output, index) => this.add(output, item(outputShapes, index)));
  }

  private moment(): Pick<ReferenceCall<Attributes>, "step" | "run" | "table" | "scalars"> {
    const { step, run = 0, table, scalars } = this.options;
    return {
      step: { step: 0, epoch: 0, offset: 0, count: 1, slot: 0, ...step },
      run,
      table: table ?? new Float64Array(32),
      scalars: scalars ?? new Float64Array(4),
    };
  }
}
