/** Pipelines of one device, each compiled once however many dispatches share it. */
import { Fault } from "../../spec/fault.ts";
import type { Dispatch } from "../ops/op.ts";
import { type ShaderSource, shaderSource } from "./shaders.ts";

export class Pipelines {
  private readonly device: GPUDevice;
  private readonly made = new Map<string, Promise<GPUComputePipeline>>();
  /** Those of `made` that are compiled. */
  private readonly ready = new Map<string, GPUComputePipeline>();
  private readonly modules = new Map<string, GPUShaderModule>();
  private readonly operandLayouts = new Map<string, GPUBindGroupLayout>();
  /** Group 1: uniform Step with a dynamic offset, runs table, scalars. */
  readonly stepLayout: GPUBindGroupLayout;

  constructor(device: GPUDevice) {
    this.device = device;
    this.stepLayout = device.createBindGroupLayout({
      label: "step",
      entries: [
        entry(0, { type: "uniform", hasDynamicOffset: true }),
        entry(1, { type: "read-only-storage" }),
        entry(2, { type: "read-only-storage" }),
      ],
    });
  }

  /** Group 0: uniform Sizes, then the operands. */
  operandLayout({ bindings }: Dispatch): GPUBindGroupLayout {
    const key = bindings.map((binding) => binding.access).join();
    const known = this.operandLayouts.get(key);
    if (known) return known;
    const operands = bindings.map(({ access }, index) =>
      entry(index + 1, { type: access === "read" ? "read-only-storage" : "storage" }),
    );
    const layout = this.device.createBindGroupLayout({
      label: `operands ${key}`,
      entries: [entry(0, { type: "uniform" }), ...operands],
    });
    this.operandLayouts.set(key, layout);
    return layout;
  }

  /** Compiles all that are missing at once; `onProgress` hears of each that is ready. */
  compile(
    dispatches: readonly Dispatch[],
    onProgress: (done: number, total: number) => void,
  ): Promise<GPUComputePipeline[]> {
    const distinct = new Set(dispatches.map((dispatch) => this.pipeline(dispatch)));
    let done = 0;
    const report = () => onProgress(++done, distinct.size);
    return Promise.all([
      Promise.all([...distinct].map((promise) => promise.then(report))),
      Promise.all(dispatches.map((dispatch) => this.pipeline(dispatch))),
    ]).then(([, pipelines]) => pipelines);
  }

  /** The pipeline at once: what is not compiled yet holds up the device's work, not the page. */
  now(dispatch: Dispatch): GPUComputePipeline {
    const key = keyOf(dispatch);
    const known = this.ready.get(key);
    if (known) return known;
    const pipeline = this.device.createComputePipeline(this.descriptor(dispatch));
    this.ready.set(key, pipeline);
    return pipeline;
  }

  private pipeline(dispatch: Dispatch): Promise<GPUComputePipeline> {
    const key = keyOf(dispatch);
    const known = this.made.get(key);
    if (known) return known;
    const created = this.create(dispatch, key);
    this.made.set(key, created);
    return created;
  }

  private async create(dispatch: Dispatch, key: string): Promise<GPUComputePipeline> {
    const descriptor = this.descriptor(dispatch);
    try {
      const pipeline = await this.device.createComputePipelineAsync(descriptor);
      this.ready.set(key, pipeline);
      return pipeline;
    } catch (error) {
      throw await shaderFault(descriptor.compute.module, key, error);
    }
  }

  private descriptor(dispatch: Dispatch): GPUComputePipelineDescriptor {
    const label = keyOf(dispatch);
    const source = shaderSource(dispatch.shader);
    const groups = [this.operandLayout(dispatch), ...(source.usesStep ? [this.stepLayout] : [])];
    const module = this.module(source);
    return {
      label,
      layout: this.device.createPipelineLayout({ label, bindGroupLayouts: groups }),
      compute: { module, entryPoint: "main", constants: { ...dispatch.constants } },
    };
  }

  private module(source: ShaderSource): GPUShaderModule {
    const known = this.modules.get(source.name);
    if (known) return known;
    // A file that does not compile is told of by the pipeline made from it, with line and column; so
    // is a lost device, of which scopes cannot be read.
    this.device.pushErrorScope("validation");
    const module = this.device.createShaderModule({ label: source.name, code: source.code });
    void this.device.popErrorScope().catch(() => null);
    this.modules.set(source.name, module);
    return module;
  }
}

function keyOf(dispatch: Dispatch): string {
  const constants = Object.entries(dispatch.constants).map(([name, value]) => `${name}=${value}`);
  return [dispatch.shader, ...constants.sort()].join(" ");
}

function entry(binding: number, buffer: GPUBufferBindingLayout): GPUBindGroupLayoutEntry {
  return { binding, visibility: GPUShaderStage.COMPUTE, buffer };
}

async function shaderFault(
  module: GPUShaderModule,
  shader: string,
  error: unknown,
): Promise<Fault> {
  const { messages } = await module.getCompilationInfo();
  const first = messages.find((message) => message.type === "error");
  const otherwise = error instanceof Error ? error.message : String(error);
  return new Fault("engine.shader", {
    shader,
    line: first?.lineNum ?? 0,
    column: first?.linePos ?? 0,
    message: first?.message ?? otherwise,
  });
}
