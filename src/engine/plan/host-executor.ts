/**
 * Replays a plan on the host: one typed array a buffer, one view an operand and run, made once.
 * `reference` uses it in float64 with the plain loops, `cpu` in float32 with the faster ones.
 */
import { elements } from "../core/shape.ts";
import type { Ops } from "../graph/graph.ts";
import type { NumberArray, Op, Operand, ReferenceCall, Step } from "../ops/op.ts";
import type { Executor, ExecutorKind, StepTable } from "./executor.ts";
import type { Call, Plan, SequenceName } from "./plan.ts";

export type HostArray = NumberArray | Uint8Array;

export interface HostOptions {
  readonly kind: ExecutorKind;
  readonly device: string;
  readonly plan: Plan;
  readonly ops: Ops;
  /** Makes the memory of a float buffer. */
  readonly numbers: (length: number) => NumberArray;
  /** Which of an op's loops to run. */
  readonly loop: (op: Op) => Op["reference"];
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** One call for one run, with everything but step and scalars fixed. */
export interface HostCall {
  readonly call: Call;
  readonly run: number;
  readonly work: (request: ReferenceCall<Call["attributes"]>) => void;
  readonly request: Writable<ReferenceCall<Call["attributes"]>>;
}

export class HostExecutor implements Executor {
  readonly kind: ExecutorKind;
  readonly device: string;
  /** A host is never lost. */
  readonly lost = new Promise<Error>(() => {});
  private readonly plan: Plan;
  private readonly arrays: HostArray[];
  private readonly tables: Float64Array[];
  private readonly options: HostOptions;
  private readonly sequences = new Map<SequenceName, HostCall[]>();

  constructor(options: HostOptions) {
    const { plan } = options;
    this.options = options;
    this.kind = options.kind;
    this.device = options.device;
    this.plan = plan;
    this.arrays = plan.buffers.map((buffer) =>
      buffer.storage === "u8" ? new Uint8Array(buffer.elements) : options.numbers(buffer.elements),
    );
    const columns = plan.tableColumns;
    this.tables = Array.from({ length: plan.runs }, () => new Float64Array(columns));
  }

  write(buffer: string, values: HostArray, at = 0): void {
    this.array(buffer).set(values, at);
  }

  read(buffer: string, at: number, length: number): Promise<Float32Array> {
    return Promise.resolve(new Float32Array(this.array(buffer).subarray(at, at + length)));
  }

  /** Float64 contents of a buffer, where the executor holds them; for checks that need the digits. */
  peek(buffer: string): HostArray {
    return this.array(buffer);
  }

  writeTable(table: Float64Array): void {
    const columns = this.plan.tableColumns;
    for (const [run, row] of this.tables.entries()) {
      row.set(table.subarray(run * columns, (run + 1) * columns));
    }
  }

  prepare(sequence: SequenceName): Promise<void> {
    this.callsOf(sequence);
    return Promise.resolve();
  }

  run(sequence: SequenceName, table: StepTable, only?: number): void {
    const all = this.callsOf(sequence);
    const wanted = only === undefined ? null : this.plan.sequences[sequence][only];
    const calls = wanted === null ? all : all.filter(({ call }) => call === wanted);
    for (const [index, step] of table.steps.entries()) {
      for (const hostCall of calls) this.runCall(hostCall, step, table, index);
    }
  }

  /** One step, call by call: `visit` sees each call's outputs and stops the step by returning true. */
  inspect(
    sequence: SequenceName,
    table: StepTable,
    visit: (call: Call, run: number, outputs: readonly NumberArray[]) => boolean,
  ): void {
    const [step] = table.steps;
    if (!step) return;
    for (const hostCall of this.callsOf(sequence)) {
      this.runCall(hostCall, step, table, 0);
      if (visit(hostCall.call, hostCall.run, hostCall.request.outputs)) return;
    }
  }

  settled(): Promise<void> {
    return Promise.resolve();
  }

  dispose(): void {
    this.arrays.length = 0;
  }

  private runCall(hostCall: HostCall, step: Step, table: StepTable, row: number): void {
    const { request, run } = hostCall;
    const at = (row * this.plan.runs + run) * 4;
    request.step = step;
    request.scalars = table.scalars.subarray(at, at + 4);
    hostCall.work(request);
  }

  private array(name: string): HostArray {
    const index = this.plan.buffers.findIndex((buffer) => buffer.name === name);
    const array = this.arrays[index];
    if (!array) throw new Error(`executor: expected a buffer of the plan, got "${name}"`);
    return array;
  }

  /** Most sequences are seldom or never run: each is made when it is first wanted. */
  private callsOf(sequence: SequenceName): HostCall[] {
    const known = this.sequences.get(sequence);
    if (known) return known;
    const made = this.plan.sequences[sequence].flatMap((call) => this.hostCalls(call));
    this.sequences.set(sequence, made);
    return made;
  }

  private hostCalls(call: Call): HostCall[] {
    const op = this.options.ops[call.op];
    if (!op) throw new Error(`executor: expected an op, got "${call.op}"`);
    const work = this.options.loop(op);
    return runsOf(call, this.plan.runs).map((run) => ({
      call,
      run,
      work,
      request: this.request(call, run),
    }));
  }

  private request(call: Call, run: number): HostCall["request"] {
    const view = (operand: Operand) => this.view(operand, run);
    return {
      inputs: call.inputs.map(view),
      outputs: call.outputs.map((operand) => numbersOf(view(operand))),
      inputShapes: call.inputs.map((operand) => operand.shape),
      outputShapes: call.outputs.map((operand) => operand.shape),
      attributes: call.attributes,
      step: { step: 0, epoch: 0, offset: 0, count: 0, slot: 0 },
      run,
      table: this.tables[run] ?? new Float64Array(this.plan.tableColumns),
      scalars: new Float64Array(4),
    };
  }

  private view(operand: Operand, run: number): HostArray {
    const array = this.arrays[operand.buffer];
    if (!array) throw new Error(`executor: expected buffer ${operand.buffer}`);
    const start = operand.offset + run * operand.runStride;
    return array.subarray(start, start + elements(operand.shape));
  }
}

function numbersOf(array: HostArray): NumberArray {
  if (array instanceof Uint8Array) throw new Error("executor: bytes cannot be an output");
  return array;
}

/** Runs that a call is for: all, those of its `runs: [first, count]`, or one when nothing differs. */
function runsOf(call: Call, runs: number): number[] {
  const shared = call.outputs.every((operand) => operand.runStride === 0);
  const range = call.attributes["runs"];
  const [first = 0, count = runs] = Array.isArray(range) ? range : [0, shared ? 1 : runs];
  return Array.from({ length: Number(count) }, (_, index) => Number(first) + index);
}
