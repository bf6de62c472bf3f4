/** Which executor trains: the one asked for, or the one that is faster on the actual network. */
import { createCpuExecutor } from "../engine/cpu/executor.ts";
import { type Gpu, openGpu } from "../engine/gpu/device.ts";
import { createGpuExecutor } from "../engine/gpu/executor.ts";
import type { Executor, ExecutorKind } from "../engine/plan/executor.ts";
import { printPlan } from "../engine/plan/print.ts";
import { createReferenceExecutor } from "../engine/reference/executor.ts";
import type { FaultRecord } from "../spec/fault.ts";
import { faultRecord } from "../spec/fault.ts";
import { limits } from "../spec/limits.ts";
import { measureSpeed } from "../train/calibrate.ts";
import { allOps, checkMemory, type Program } from "../train/program.ts";
import { Session } from "../train/session.ts";
import type { SessionListener } from "../train/session-listener.ts";
import type { Snapshot } from "../train/state.ts";
import type { Training } from "../train/training.ts";
import type { EngineChoice, EngineInfo } from "./protocol.ts";

/** What the engine runs on. */
export interface Machine {
  /** Name of the processor, for people. */
  readonly processor: string;
  /** A phone gets half the memory of a computer. */
  readonly phone: boolean;
}

export interface EnginesOptions extends Machine {
  readonly onCompile: (done: number, total: number) => void;
}

export interface SessionRequest {
  readonly training: Training;
  readonly listener: SessionListener;
  /** State to go on from; absent: the initial weights. */
  readonly snapshot?: Snapshot;
}

export interface ChosenSession {
  readonly session: Session;
  readonly info: EngineInfo;
}

interface Measured {
  readonly gpu: number | null;
  readonly cpu: number | null;
}

/** Holds the GPU between builds and remembers which engine was faster for which plan. */
export class Engines {
  choice: EngineChoice = "auto";
  private gpu: Promise<Gpu> | null = null;
  /** Why there is no WebGPU here; null as long as there is, or nobody has tried. */
  private gpuFault: FaultRecord | null = null;
  /** After two losses in short order, training stays on the CPU until someone asks for the GPU. */
  private lostTwice = false;
  /** Whether the GPU is a CPU that plays one. */
  private software = false;
  private readonly measured = new Map<string, Measured>();
  private readonly options: EnginesOptions;

  constructor(options: EnginesOptions) {
    this.options = options;
  }

  choose(choice: EngineChoice): void {
    this.choice = choice;
    this.lostTwice = false;
    this.gpuFault = null;
  }

  /** The device is gone: the next session gets a new one, or none if it was lost twice. */
  forgetGpu(lostTwice: boolean): void {
    this.gpu = null;
    this.lostTwice ||= lostTwice;
  }

  /** A session on the engine asked for; with "auto", on the one measured faster. */
  async open(request: SessionRequest): Promise<ChosenSession> {
    if (this.choice === "cpu" || this.choice === "reference") {
      return this.chosen(this.hostSession(request, this.choice), "asked");
    }
    if (this.lostTwice) return this.chosen(this.hostSession(request, "cpu"), "lost");
    const gpu = await this.gpuSession(request);
    if (gpu === null) return this.chosen(this.hostSession(request, "cpu"), "noWebGpu");
    if (this.choice === "gpu") return this.chosen(gpu, "asked");
    return this.faster(request, gpu);
  }

  /** An executor for a program beside the session, of the kind that trains there. */
  async executorFor(program: Program, kind: ExecutorKind): Promise<Executor> {
    const { plan } = program;
    const gpu = kind === "gpu" ? await this.openedGpu() : null;
    checkMemory([program], this.memoryBytes(gpu !== null && gpu.traits.software));
    if (gpu !== null) return createGpuExecutor({ plan, ops: allOps, gpu });
    if (kind === "reference") return createReferenceExecutor(plan, allOps);
    return createCpuExecutor(plan, allOps, this.options.processor);
  }

  dispose(): void {
    void this.gpu?.then((gpu) => gpu.dispose()).catch(() => null);
    this.gpu = null;
  }

  private async faster(request: SessionRequest, gpu: Session): Promise<ChosenSession> {
    const key = request.training.cohorts.map(({ program }) => printPlan(program.plan)).join("\n");
    const known = this.measured.get(key);
    const cpu = known && !cpuIsFaster(known) ? null : this.hostSession(request, "cpu");
    const measured = known ?? {
      gpu: await measureSpeed(gpu),
      cpu: cpu === null ? null : await measureSpeed(cpu),
    };
    this.measured.set(key, measured);
    const [winner, loser] = cpu !== null && cpuIsFaster(measured) ? [cpu, gpu] : [gpu, cpu];
    loser?.dispose();
    return this.chosen(winner, "faster", measured);
  }

  private chosen(
    session: Session,
    reason: EngineInfo["reason"],
    measured: Measured = { gpu: null, cpu: null },
  ): ChosenSession {
    const { kind, device } = session.first.executor;
    const fault = reason === "noWebGpu" ? this.gpuFault : null;
    const software = kind === "gpu" && this.software;
    const info = { choice: this.choice, kind, device, software, reason, measured, fault };
    return { session, info };
  }

  private hostSession(request: SessionRequest, kind: "cpu" | "reference"): Session {
    checkMemory(programsOf(request), this.memoryBytes(false));
    const executors = request.training.cohorts.map(({ program: { plan } }) =>
      kind === "cpu"
        ? createCpuExecutor(plan, allOps, this.options.processor)
        : createReferenceExecutor(plan, allOps),
    );
    return sessionOn(request, executors);
  }

  /** What a plan may take: a software adapter's memory is the computer's, and a browser's share small. */
  private memoryBytes(software: boolean): number {
    return software || this.options.phone ? limits.softwareMemoryBytes : limits.memoryBytes;
  }

  /** null, with the reason kept, where there is no WebGPU; other faults are thrown. */
  private async gpuSession(request: SessionRequest): Promise<Session | null> {
    const gpu = await this.openedGpu();
    if (gpu === null) return null;
    this.software = gpu.traits.software;
    checkMemory(programsOf(request), this.memoryBytes(this.software));
    return sessionOn(request, await this.gpuExecutors(gpu, request.training));
  }

  /** One after the other; where one cannot be made, none is left. */
  private async gpuExecutors(gpu: Gpu, { cohorts }: Training): Promise<Executor[]> {
    const { onCompile: onProgress } = this.options;
    const executors: Executor[] = [];
    try {
      for (const { program } of cohorts) {
        const { plan } = program;
        executors.push(await createGpuExecutor({ plan, ops: allOps, gpu, onProgress }));
      }
      return executors;
    } catch (error) {
      for (const executor of executors) executor.dispose();
      throw error;
    }
  }

  private async openedGpu(): Promise<Gpu | null> {
    if (this.gpuFault !== null) return null;
    try {
      this.gpu ??= openGpu();
      return await this.gpu;
    } catch (error) {
      this.gpu = null;
      this.gpuFault = faultRecord(error);
      return null;
    }
  }
}

function cpuIsFaster({ gpu, cpu }: Measured): boolean {
  return cpu !== null && (gpu === null || cpu > gpu);
}

function programsOf({ training }: SessionRequest): Program[] {
  return training.cohorts.map(({ program }) => program);
}

function sessionOn(
  { training, listener, snapshot }: SessionRequest,
  executors: readonly Executor[],
): Session {
  return snapshot === undefined
    ? new Session(training, executors, listener)
    : new Session(training, executors, listener, snapshot);
}
