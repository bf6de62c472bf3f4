/** What takes part in a task, and how one that is driven step by step is timed. */

export interface Block {
  readonly steps: number;
  readonly milliseconds: number;
  /** Looks inside meanwhile; absent where nobody looks. */
  readonly looks?: number;
}

export interface Contender {
  /** From nothing to the loss of the first step: opens the device, builds, compiles, trains one step. */
  start(): Promise<number[]>;
  /** Trains on; resolves with the losses of the last step, before its update, one a run. */
  train(steps: number): Promise<number[]>;
  /** Trains from the first weights for at least so long; losses are read at the end only. */
  block(milliseconds: number): Promise<Block>;
  dispose(): void;
}

/** A library's training step, which may only be enqueued when it returns. */
export interface Stepper {
  open(): Promise<void>;
  /** Back to the first weights, with everything in place when it resolves. */
  reset(): Promise<void>;
  /** Trains on batch `index` modulo their number. */
  step(index: number): void;
  /** Resolves when the steps so far are done. */
  settled(): Promise<void>;
  /** Of the last step, one a run. */
  losses(): Promise<number[]>;
  close(): void;
}

/** Waiting for every step costs a library up to a third of its speed; one wait in this time does not. */
const settleMilliseconds = 100;
const mostStepsUnsettled = 64;

export class Stepped implements Contender {
  readonly #stepper: Stepper;
  #done = 0;

  constructor(stepper: Stepper) {
    this.#stepper = stepper;
  }

  async start(): Promise<number[]> {
    await this.#stepper.open();
    await this.#stepper.reset();
    return this.train(1);
  }

  async train(steps: number): Promise<number[]> {
    for (let i = 0; i < steps; i++) this.#stepper.step(this.#done++);
    await this.#stepper.settled();
    return this.#stepper.losses();
  }

  async block(milliseconds: number): Promise<Block> {
    await this.#stepper.reset();
    await this.#stepper.settled();
    this.#done = 0;
    const start = performance.now();
    let elapsed = 0;
    while (elapsed < milliseconds) {
      const each = elapsed / this.#done;
      const fitting = this.#done === 0 ? 1 : Math.floor(settleMilliseconds / each);
      const steps = Math.max(1, Math.min(fitting, mostStepsUnsettled));
      for (let i = 0; i < steps; i++) this.#stepper.step(this.#done++);
      await this.#stepper.settled();
      elapsed = performance.now() - start;
    }
    await this.#stepper.losses();
    return { steps: this.#done, milliseconds: performance.now() - start };
  }

  dispose(): void {
    this.#stepper.close();
  }
}
