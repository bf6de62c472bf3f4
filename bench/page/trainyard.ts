/** Trainyard's own engines, driven as the page's worker drives them: a Session on an executor. */
import { createCpuExecutor } from "../../src/engine/cpu/executor.ts";
import { type Gpu, openGpu } from "../../src/engine/gpu/device.ts";
import { createGpuExecutor } from "../../src/engine/gpu/executor.ts";
import type { Executor } from "../../src/engine/plan/executor.ts";
import { allOps, compileExperiment, type Program } from "../../src/train/program.ts";
import { Session } from "../../src/train/session.ts";
import { trainingOf } from "../../src/train/training.ts";
import type { Block, Contender } from "./contender.ts";
import type { Problem } from "./problem.ts";

const untilPaused = Number.MAX_SAFE_INTEGER;

export type Kind = "gpu" | "cpu";

export class Trainyard implements Contender {
  readonly #problem: Pick<Problem, "experiment" | "dataset">;
  readonly #kind: Kind;
  #gpu: Gpu | null = null;
  #session: Session | null = null;
  #losses: number[] = [];
  #diverged = "";

  constructor(problem: Pick<Problem, "experiment" | "dataset">, kind: Kind) {
    this.#problem = problem;
    this.#kind = kind;
  }

  /** null before its start. */
  get session(): Session | null {
    return this.#session;
  }

  async start(): Promise<number[]> {
    const { experiment, dataset } = this.#problem;
    const program = compileExperiment(experiment, dataset);
    const executor = await this.#executor(program);
    const { runs } = program.plan;
    this.#session = new Session(trainingOf(program), [executor], {
      metrics: ({ loss }) => {
        if (loss.length > 0) this.#losses = Array.from(loss.subarray(-runs));
      },
      diverged: ({ member: run, step }) => {
        this.#diverged = `run ${run} diverged at step ${step}`;
      },
      checkpoint: () => {},
      progressed: () => {},
    });
    return this.train(1);
  }

  async train(steps: number): Promise<number[]> {
    const session = this.#opened();
    await session.train(session.step + steps);
    if (this.#diverged !== "") throw new Error(this.#diverged);
    return this.#losses;
  }

  async block(milliseconds: number): Promise<Block> {
    const session = await this.#fromStart();
    const start = performance.now();
    setTimeout(() => session.pause(), milliseconds);
    await session.train(untilPaused);
    return this.#blockSince(start);
  }

  /** A block of so many steps. */
  async blockOf(steps: number): Promise<Block> {
    const session = await this.#fromStart();
    const start = performance.now();
    await session.train(steps);
    return this.#blockSince(start);
  }

  dispose(): void {
    this.#session?.dispose();
    this.#gpu?.dispose();
  }

  async #executor(program: Program): Promise<Executor> {
    if (this.#kind === "cpu") return createCpuExecutor(program.plan, allOps, "this processor");
    this.#gpu = await openGpu();
    return createGpuExecutor({ plan: program.plan, ops: allOps, gpu: this.#gpu });
  }

  /** Back at the first weights, with nothing under way. */
  async #fromStart(): Promise<Session> {
    const session = this.#opened();
    session.reset();
    await session.first.executor.settled();
    return session;
  }

  #blockSince(start: number): Block {
    if (this.#diverged !== "") throw new Error(this.#diverged);
    return { steps: this.#opened().step, milliseconds: performance.now() - start };
  }

  #opened(): Session {
    if (this.#session === null) throw new Error("train: expected start() before");
    return this.#session;
  }
}
