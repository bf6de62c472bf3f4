/** Work that wants no step under way: it is done between two slices of training, which waits for it. */
interface Visitor {
  /** Resolves when the work is over, however it ends. */
  readonly begin: () => Promise<void>;
  readonly refuse: (error: unknown) => void;
}

export class Visitors {
  private waiting: Visitor[] = [];

  get areWaiting(): boolean {
    return this.waiting.length > 0;
  }

  /** Resolves with what `work` comes to, after `serve` has let it in. */
  visit<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ begin: () => work().then(resolve, reject), refuse: reject });
    });
  }

  /** Lets in those who wait, one after the other; who comes meanwhile waits for the next time. */
  async serve(): Promise<void> {
    const { waiting } = this;
    this.waiting = [];
    for (const { begin } of waiting) await begin();
  }

  /** Training broke off: there is no moment to wait for any more. */
  refuse(error: unknown): void {
    const { waiting } = this;
    this.waiting = [];
    for (const visitor of waiting) visitor.refuse(error);
  }
}
