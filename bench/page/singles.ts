/** The runs of a task trained alone, one after the other: what a cohort of them is measured against. */
import type { Block, Contender } from "./contender.ts";
import type { Problem } from "./problem.ts";
import { type Kind, Trainyard } from "./trainyard.ts";

export class Singles implements Contender {
  /** One for each kind of optimizer, of which a task has as many runs as of any other. */
  readonly #alone: readonly Trainyard[];

  constructor({ experiment, dataset }: Problem, kind: Kind) {
    const { runs } = experiment;
    const firsts = runs.filter(
      ({ optimizer }, at) => runs.findIndex((run) => run.optimizer.kind === optimizer.kind) === at,
    );
    this.#alone = firsts.map(
      (run) => new Trainyard({ experiment: { ...experiment, runs: [run] }, dataset }, kind),
    );
  }

  start(): Promise<number[]> {
    return this.#inTurn((alone) => alone.start());
  }

  train(steps: number): Promise<number[]> {
    return this.#inTurn((alone) => alone.train(steps));
  }

  /** Each makes as many steps as the first did in this time: the mean step is that of all of them. */
  async block(milliseconds: number): Promise<Block> {
    const [first, ...others] = this.#alone;
    if (!first) throw new Error("singles: expected a run");
    const begun = await first.block(milliseconds);
    const blocks = [begun];
    for (const alone of others) blocks.push(await alone.blockOf(begun.steps));
    return {
      steps: blocks.reduce((sum, block) => sum + block.steps, 0),
      milliseconds: blocks.reduce((sum, block) => sum + block.milliseconds, 0),
    };
  }

  dispose(): void {
    for (const alone of this.#alone) alone.dispose();
  }

  async #inTurn(work: (alone: Trainyard) => Promise<number[]>): Promise<number[]> {
    const losses: number[] = [];
    for (const alone of this.#alone) losses.push(...(await work(alone)));
    return losses;
  }
}
