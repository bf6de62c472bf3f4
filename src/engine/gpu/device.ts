/** Opens the GPU in a page or a worker, and watches over it until it is lost or disposed. */
import { Fault } from "../../spec/fault.ts";
import type { AdapterTraits } from "../ops/op.ts";
import { Pipelines } from "./pipelines.ts";

export interface GpuOptions {
  /** Limits of WebGPU's compatibility mode, the lowest there are; for tests. */
  readonly compatibility?: boolean;
  /** Kernel variants as for another adapter, without optional features; for tests. */
  readonly traits?: AdapterTraits;
}

/** A device and what goes with it; several executors may share one. */
export class Gpu {
  readonly device: GPUDevice;
  readonly traits: AdapterTraits;
  /** The adapter's name, for people. */
  readonly name: string;
  readonly pipelines: Pipelines;
  /** Resolves with a fault when the device is lost for a reason that is not `dispose`. */
  readonly lost: Promise<Error>;
  private failure: Fault | null = null;

  constructor(device: GPUDevice, traits: AdapterTraits, name: string) {
    this.device = device;
    this.traits = traits;
    this.name = name;
    this.pipelines = new Pipelines(device);
    this.lost = new Promise((resolve) => {
      void device.lost.then(({ reason, message }) => {
        const fault = new Fault("engine.lost", { message });
        this.failure = fault;
        if (reason !== "destroyed") resolve(fault);
      });
    });
    device.addEventListener("uncapturederror", ({ error }) => {
      this.failure ??= faultOf(error, 0);
    });
  }

  /** Throws what went wrong since the device was opened: from then on its results are not to be trusted. */
  check(): void {
    if (this.failure) throw this.failure;
  }

  /** Runs `work` and throws the WebGPU errors it causes; `bytes` is what it allocates. */
  async guarded<T>(bytes: number, work: () => T): Promise<T> {
    const { device } = this;
    const filters = ["internal", "out-of-memory", "validation"] as const;
    for (const filter of filters) device.pushErrorScope(filter);
    const result = work();
    const scopes = filters.map(() => device.popErrorScope());
    // Scopes cannot be read on a lost device; `check` tells of that.
    const errors = await Promise.allSettled(scopes);
    this.check();
    for (const outcome of errors) {
      if (outcome.status === "fulfilled" && outcome.value) throw faultOf(outcome.value, bytes);
    }
    return result;
  }

  /** Destroys the device and with it every buffer. */
  dispose(): void {
    this.device.destroy();
  }
}

function faultOf(error: GPUError, bytes: number): Fault {
  if (error instanceof GPUOutOfMemoryError)
    return new Fault("engine.outOfMemory", { needed: bytes });
  return new Fault("engine.validation", { message: error.message });
}

/** Throws `engine.noWebGpu` with the reason where there is no device to be had. */
export async function openGpu(options: GpuOptions = {}): Promise<Gpu> {
  const entry: GPU | undefined = globalThis.navigator?.gpu;
  if (entry === undefined) {
    const reason = globalThis.isSecureContext === false ? "insecure" : "missing";
    throw new Fault("engine.noWebGpu", { reason, detail: "" });
  }
  const adapter = await requestAdapter(entry, options);
  const features = wantedFeatures(adapter, options);
  const device = await requestDevice(adapter, features);
  const traits = options.traits ?? traitsOf(adapter, features);
  return new Gpu(device, traits, adapterName(adapter.info));
}

async function requestAdapter(entry: GPU, options: GpuOptions): Promise<GPUAdapter> {
  const adapter = await entry.requestAdapter({
    powerPreference: "high-performance",
    ...(options.compatibility === true ? { featureLevel: "compatibility" } : {}),
  });
  if (adapter) return adapter;
  throw new Fault("engine.noWebGpu", { reason: "adapter", detail: "" });
}

function wantedFeatures(adapter: GPUAdapter, { traits, compatibility }: GpuOptions) {
  const plain = traits !== undefined || compatibility === true;
  const optional: GPUFeatureName[] = plain ? [] : ["subgroups"];
  return optional.filter((feature) => adapter.features.has(feature));
}

/** Asks for no limits above the specification's defaults: every kernel keeps within them. */
async function requestDevice(
  adapter: GPUAdapter,
  requiredFeatures: GPUFeatureName[],
): Promise<GPUDevice> {
  try {
    return await adapter.requestDevice({ label: "trainyard", requiredFeatures });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new Fault("engine.noWebGpu", { reason: "device", detail });
  }
}

function traitsOf(adapter: GPUAdapter, features: readonly GPUFeatureName[]): AdapterTraits {
  const { isFallbackAdapter, subgroupMinSize, subgroupMaxSize } = adapter.info;
  const fixed = features.includes("subgroups") && subgroupMinSize === subgroupMaxSize;
  return { software: isFallbackAdapter, subgroupSize: fixed ? subgroupMinSize : 0 };
}

function adapterName({ description, vendor, architecture, device }: GPUAdapterInfo): string {
  const parts = [vendor, architecture, device].filter((part) => part !== "");
  return description === "" ? parts.join(" ") || "WebGPU" : description;
}
