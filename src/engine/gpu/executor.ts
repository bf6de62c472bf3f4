/**
 * Replays a plan on WebGPU. Buffers, pipelines and bind groups are made once; a step is a loop of
 * set-and-dispatch, many steps go into one submit, and nothing comes back but by `read`.
 */
import { Fault } from "../../spec/fault.ts";
import type { Ops } from "../graph/graph.ts";
import type { Dispatch } from "../ops/op.ts";
import type { Executor, StepTable } from "../plan/executor.ts";
import type { Plan, PlanBuffer, SequenceName } from "../plan/plan.ts";
import type { Gpu } from "./device.ts";
import { checkedDispatches, sizesBuffer } from "./dispatches.ts";
import { Staging } from "./staging.ts";
import { StepRing } from "./step-ring.ts";

export interface GpuExecutorOptions {
  readonly plan: Plan;
  readonly ops: Ops;
  /** Shared by executors; `dispose` of one leaves it open. */
  readonly gpu: Gpu;
  /** Hears of each pipeline that is compiled. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** A dispatch ready to be encoded. */
interface Command {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly workgroups: readonly [number, number, number];
}

/** What an executor has to give back. */
interface Destroyable {
  destroy(): void;
}

interface Memory {
  readonly buffers: readonly GPUBuffer[];
  readonly table: GPUBuffer;
  readonly ring: StepRing;
}

/**
 * Builds everything a plan needs. Rejects with `engine.shader`, `engine.outOfMemory`,
 * `engine.validation` or `engine.lost`, and then leaves nothing behind on the device.
 */
export async function createGpuExecutor(options: GpuExecutorOptions): Promise<Executor> {
  const { plan, gpu, onProgress = () => {} } = options;
  gpu.check();
  const owned: Destroyable[] = [];
  try {
    const placed = everyTraining.map((name) => [name, dispatchesOf(name, options)] as const);
    const memory = await makeMemory(gpu, plan, owned);
    const parts: Parts = { ...options, memory, owned, commands: new Map() };
    const all = placed.flatMap(([, dispatches]) => dispatches);
    await gpu.pipelines.compile(all, onProgress);
    await gpu.guarded(0, () => {
      for (const [name, dispatches] of placed) addCommands(parts, name, dispatches);
    });
    return new GpuExecutor(parts);
  } catch (error) {
    for (const each of owned) each.destroy();
    throw error;
  }
}

/** What training cannot do without; the other sequences are made when they are wanted. */
const everyTraining: readonly SequenceName[] = ["train", "evaluate", "predict"];

/** What an executor consists of. */
interface Parts extends GpuExecutorOptions {
  readonly memory: Memory;
  readonly owned: Destroyable[];
  readonly commands: Map<SequenceName, readonly Command[]>;
}

function dispatchesOf(name: SequenceName, { plan, ops, gpu }: GpuExecutorOptions): Dispatch[] {
  return checkedDispatches(plan.sequences[name], plan, ops, gpu);
}

/** Compiles what is not compiled yet; errors that WebGPU tells of later are the caller's to catch. */
function addCommands(parts: Parts, name: SequenceName, dispatches: readonly Dispatch[]): void {
  const { gpu, memory, owned, commands } = parts;
  const sizes = sizesBuffer(gpu.device, dispatches);
  owned.push(sizes);
  const made = dispatches.map((dispatch, index) => command(parts, dispatch, { sizes, index }));
  commands.set(name, made);
  // Encoded once and thrown away, so that what does not validate is told of now.
  encode(gpu.device, memory.ring, made, 1);
}

function makeMemory(gpu: Gpu, plan: Plan, owned: Destroyable[]): Promise<Memory> {
  const bytes = plan.buffers.reduce((sum, buffer) => sum + buffer.bytes, 0);
  const { device } = gpu;
  const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
  const largest = Math.max(0, ...plan.buffers.map((buffer) => buffer.bytes));
  if (largest > Math.min(maxBufferSize, maxStorageBufferBindingSize)) {
    throw new Fault("engine.outOfMemory", { needed: largest });
  }
  return gpu.guarded(bytes, () => {
    const storage = (label: string, size: number) => {
      const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;
      // At least one element of the largest type that a shader may declare.
      const buffer = device.createBuffer({ label, size: Math.max(16, roundUp4(size)), usage });
      owned.push(buffer);
      return buffer;
    };
    const buffers = plan.buffers.map((buffer) => storage(buffer.name, buffer.bytes));
    const table = storage("runs table", plan.runs * plan.tableColumns * 4);
    const ring = new StepRing(gpu, table, plan.runs);
    owned.push(ring);
    return { buffers, table, ring };
  });
}

function roundUp4(bytes: number): number {
  return Math.ceil(bytes / 4) * 4;
}

function command(
  { gpu, memory }: Parts,
  dispatch: Dispatch,
  { sizes, index }: { readonly sizes: GPUBuffer; readonly index: number },
): Command {
  const operands = dispatch.bindings.map(({ operand }, position) => {
    const buffer = memory.buffers[operand.buffer];
    if (!buffer) throw new Fault("engine.internal", { message: `no buffer ${operand.buffer}` });
    return { binding: position + 1, resource: { buffer } };
  });
  const bindGroup = gpu.device.createBindGroup({
    label: dispatch.shader,
    layout: gpu.pipelines.operandLayout(dispatch),
    entries: [
      { binding: 0, resource: { buffer: sizes, offset: index * 256, size: 256 } },
      ...operands,
    ],
  });
  return { pipeline: gpu.pipelines.now(dispatch), bindGroup, workgroups: dispatch.workgroups };
}

function encode(
  device: GPUDevice,
  ring: StepRing,
  commands: readonly Command[],
  steps: number,
): GPUCommandBuffer {
  const encoder = device.createCommandEncoder({ label: "steps" });
  const pass = encoder.beginComputePass({ label: "steps" });
  let current: GPUComputePipeline | null = null;
  for (let step = 0; step < steps; step++) {
    ring.bind(pass, step);
    for (const { pipeline, bindGroup, workgroups } of commands) {
      if (pipeline !== current) pass.setPipeline(pipeline);
      current = pipeline;
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(...workgroups);
    }
  }
  pass.end();
  return encoder.finish();
}

class GpuExecutor implements Executor {
  readonly kind = "gpu";
  readonly device: string;
  readonly lost: Promise<Error>;
  private readonly gpu: Gpu;
  private readonly plan: Plan;
  private readonly memory: Memory;
  private readonly parts: Parts;
  private readonly staging: Staging;
  private disposed = false;

  constructor(parts: Parts) {
    const { gpu, plan, memory } = parts;
    this.gpu = gpu;
    this.device = gpu.name;
    this.plan = plan;
    this.memory = memory;
    this.parts = parts;
    this.staging = new Staging(gpu.device);
    this.lost = new Promise((resolve) => {
      void gpu.lost.then((fault) => {
        if (!this.disposed) resolve(fault);
      });
    });
  }

  write(name: string, values: Float32Array | Float64Array | Uint8Array, at = 0): void {
    this.check();
    const { buffer, description } = this.find(name);
    const { queue } = this.gpu.device;
    if (description.storage === "u8") {
      queue.writeBuffer(buffer, byteOffset(at), packedBytes(values));
    } else {
      queue.writeBuffer(buffer, at * 4, Float32Array.from(values));
    }
  }

  async read(name: string, at: number, length: number): Promise<Float32Array> {
    this.check();
    const { buffer, description } = this.find(name);
    if (description.storage === "u8") {
      const start = Math.floor(at / 4) * 4;
      const bytes = await this.fetch(buffer, start, roundUp4(at + length - start));
      return Float32Array.from(new Uint8Array(bytes, at - start, length));
    }
    return new Float32Array(await this.fetch(buffer, at * 4, length * 4));
  }

  writeTable(table: Float64Array): void {
    this.check();
    const { plan, memory, gpu } = this;
    const words = new Uint32Array(plan.runs * plan.tableColumns);
    const floats = new Float32Array(words.buffer);
    for (const [index, value] of table.entries()) {
      // The first column is the seed, a whole number of 32 bits that a float could not hold.
      if (index % plan.tableColumns === 0) words[index] = value;
      else floats[index] = value;
    }
    gpu.device.queue.writeBuffer(memory.table, 0, words);
  }

  async prepare(sequence: SequenceName): Promise<void> {
    this.check();
    const { gpu, parts } = this;
    if (parts.commands.has(sequence)) return;
    const dispatches = dispatchesOf(sequence, parts);
    await gpu.pipelines.compile(dispatches, () => {});
    this.check();
    if (parts.commands.has(sequence)) return;
    await gpu.guarded(0, () => addCommands(parts, sequence, dispatches));
  }

  run(sequence: SequenceName, table: StepTable, call?: number): void {
    this.check();
    const { memory, gpu } = this;
    if (table.steps.length === 0 || this.plan.sequences[sequence].length === 0) return;
    const all = this.commandsOf(sequence);
    const commands = call === undefined ? all : all.slice(...this.stretchOf(sequence, call));
    memory.ring.write(table);
    gpu.device.queue.submit([encode(gpu.device, memory.ring, commands, table.steps.length)]);
  }

  async settled(): Promise<void> {
    this.check();
    await this.gpu.device.queue.onSubmittedWorkDone().catch((error: unknown) => {
      throw this.reasonOf(error);
    });
    // After a destroy the promise above resolves all the same.
    this.check();
  }

  dispose(): void {
    this.disposed = true;
    for (const each of this.parts.owned) each.destroy();
    this.staging.dispose();
  }

  /** Which commands of a sequence are those of one call. */
  private stretchOf(sequence: SequenceName, call: number): [number, number] {
    const { gpu, plan, parts } = this;
    const calls = plan.sequences[sequence];
    const count = (end: number) =>
      checkedDispatches(calls.slice(0, end), plan, parts.ops, gpu).length;
    return [count(call), count(call + 1)];
  }

  private commandsOf(sequence: SequenceName): readonly Command[] {
    const { parts } = this;
    const known = parts.commands.get(sequence);
    if (known) return known;
    addCommands(parts, sequence, dispatchesOf(sequence, parts));
    return parts.commands.get(sequence) ?? [];
  }

  private async fetch(buffer: GPUBuffer, at: number, bytes: number): Promise<ArrayBuffer> {
    const copy = await this.staging.read(buffer, at, bytes).catch((error: unknown) => {
      throw this.reasonOf(error);
    });
    this.check();
    return copy;
  }

  private check(): void {
    if (this.disposed) throw new Fault("engine.notBuilt", {});
    this.gpu.check();
  }

  /** What stands behind a rejected promise: most often the device is gone. */
  private reasonOf(error: unknown): unknown {
    try {
      this.check();
    } catch (cause) {
      return cause;
    }
    return new Fault("engine.lost", { message: String(error) });
  }

  private find(name: string): { buffer: GPUBuffer; description: PlanBuffer } {
    const index = this.plan.buffers.findIndex((each) => each.name === name);
    const buffer = this.memory.buffers[index];
    const description = this.plan.buffers[index];
    if (buffer && description) return { buffer, description };
    throw new Fault("engine.internal", { message: `expected a buffer of the plan, got "${name}"` });
  }
}

function byteOffset(at: number): number {
  if (at % 4 === 0) return at;
  throw new Fault("engine.internal", { message: `expected a multiple of 4 bytes, got ${at}` });
}

/** Bytes padded to whole words; the padding overwrites up to three bytes that follow. */
function packedBytes(values: Float32Array | Float64Array | Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(roundUp4(values.length));
  bytes.set(values);
  return bytes;
}
