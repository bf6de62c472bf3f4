/** Trainyard with somebody who looks inside meanwhile, as often as the page's worker lets them. */
import { inspectionQuestion } from "../../src/worker/inspection.ts";
import type { EngineEvent } from "../../src/worker/protocol.ts";
import { Watch } from "../../src/worker/watch.ts";
import { looksWanted } from "../studies.mjs";
import type { Block, Contender } from "./contender.ts";
import type { Problem } from "./problem.ts";
import { type Kind, Trainyard } from "./trainyard.ts";

export class Inspected implements Contender {
  readonly #trained: Trainyard;
  readonly #page = new MessageChannel();
  readonly #watch: Watch;
  #looks = 0;

  constructor(problem: Problem, kind: Kind) {
    this.#trained = new Trainyard(problem, kind);
    this.#page.port2.start();
    this.#watch = new Watch(
      () => this.#trained.session,
      (event) => this.#tell(event),
    );
  }

  async start(): Promise<number[]> {
    const losses = await this.#trained.start();
    // Kernels that only a look needs are made once, not in every block.
    await this.#trained.session?.inspect();
    return losses;
  }

  train(steps: number): Promise<number[]> {
    return this.#trained.train(steps);
  }

  async block(milliseconds: number): Promise<Block> {
    this.#looks = 0;
    this.#watch.ask(inspectionQuestion(), looksWanted);
    try {
      const block = await this.#trained.block(milliseconds);
      return { ...block, looks: this.#looks };
    } finally {
      this.#watch.stop();
    }
  }

  dispose(): void {
    this.#watch.stop();
    this.#page.port1.close();
    this.#trained.dispose();
  }

  /** A worker's message to its page. */
  #tell(event: EngineEvent): void {
    this.#looks += 1;
    this.#page.port1.postMessage(event);
  }
}
