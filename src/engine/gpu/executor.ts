/**
 * Replays a plan on WebGPU. Buffers, pipelines and bind groups are made once; a step is a loop of
 * set-and-dispatch, many steps go into one submit, and nothing comes back but by `read`.
 */
import { Fault } from "../../spec/fault.ts";
import type { Ops } from "../graph/graph.ts";
import type { Executor, StepTable } from "../plan/executor.ts";
import type { Call, Plan, PlanBuffer, SequenceName } from "../plan/plan.ts";
import type { Gpu } from "./device.ts";
import { checkedDispatches, type PlacedDispatch, sizesBuffer } from "./dispatches.ts";
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

type Commands = Readonly<Record<SequenceName, readonly Command[]>>;

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
    const dispatches = dispatchesOf(options);
    const memory = await makeMemory(gpu, plan, owned);
    const all = Object.values(dispatches).flat();
    const pipelines = await gpu.pipelines.compile(
      all.map(({ dispatch }) => dispatch),
      onProgress,
    );
    const pipelineOf = new Map(all.map((placed, index) => [placed, pipelines[index]]));
    const commands = await gpu.guarded(0, () => {
      const sizes = sizesBuffer(gpu.device, all);
      owned.push(sizes);
      const toCommand = (placed: PlacedDispatch) =>
        command(gpu, placed, { sizes, memory, pipeline: pipelineOf.get(placed) });
      const made: Commands = {
        train: dispatches.train.map(toCommand),
        evaluate: dispatches.evaluate.map(toCommand),
        predict: dispatches.predict.map(toCommand),
      };
      // Encoded once and thrown away, so that what does not validate is told of now.
      for (const sequence of Object.values(made)) encode(gpu.device, memory.ring, sequence, 1);
      return made;
    });
    return new GpuExecutor(gpu, plan, memory, commands, owned);
  } catch (error) {
    for (const each of owned) each.destroy();
    throw error;
  }
}

function dispatchesOf({ plan, ops, gpu }: GpuExecutorOptions) {
  let count = 0;
  const placed = (calls: readonly Call[]): PlacedDispatch[] =>
    checkedDispatches(calls, plan, ops, gpu).map((dispatch) => ({ dispatch, index: count++ }));
  const { train, evaluate, predict } = plan.sequences;
  return { train: placed(train), evaluate: placed(evaluate), predict: placed(predict) };
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

interface CommandParts {
  readonly sizes: GPUBuffer;
  readonly memory: Memory;
  readonly pipeline: GPUComputePipeline | undefined;
}

function command(gpu: Gpu, placed: PlacedDispatch, parts: CommandParts): Command {
  const { dispatch, index } = placed;
  const { sizes, memory, pipeline } = parts;
  if (!pipeline) throw new Fault("engine.internal", { message: `no pipeline ${dispatch.shader}` });
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
  return { pipeline, bindGroup, workgroups: dispatch.workgroups };
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
  private readonly commands: Commands;
  private readonly owned: readonly Destroyable[];
  private readonly staging: Staging;
  private disposed = false;

  constructor(
    gpu: Gpu,
    plan: Plan,
    memory: Memory,
    commands: Commands,
    owned: readonly Destroyable[],
  ) {
    this.gpu = gpu;
    this.device = gpu.name;
    this.plan = plan;
    this.memory = memory;
    this.commands = commands;
    this.owned = owned;
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

  run(sequence: SequenceName, table: StepTable): void {
    this.check();
    const { memory, gpu, commands } = this;
    if (table.steps.length === 0) return;
    memory.ring.write(table);
    const buffer = encode(gpu.device, memory.ring, commands[sequence], table.steps.length);
    gpu.device.queue.submit([buffer]);
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
    for (const each of this.owned) each.destroy();
    this.staging.dispose();
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
