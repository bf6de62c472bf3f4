/**
 * How many steps go into one slice: as many as fit about 16 ms, found by measuring. What it costs to
 * learn that a slice is done (100 ms in some browsers) is measured apart and not held against it.
 */
export class Pace {
  /** Milliseconds that a step of the last slice took. */
  step = 0;
  private stepsPerSlice = 1;
  private readonly latency: number;
  private readonly target: number;
  private readonly most: number;

  /** Times in milliseconds; `latency`: of waiting for nothing. */
  constructor(options: { latency: number; target: number; most: number }) {
    this.latency = options.latency;
    this.target = options.target;
    this.most = options.most;
  }

  get steps(): number {
    return this.stepsPerSlice;
  }

  /** What was work of the time from one completion to the next. */
  workOf(milliseconds: number): number {
    return Math.max(milliseconds - this.latency, 0.01);
  }

  /** Takes in how long a slice of `steps` took, from one completion to the next. */
  measured(steps: number, milliseconds: number): void {
    const work = this.workOf(milliseconds);
    this.step = work / steps;
    // At most doubled, so that a single quick slice cannot make the next one block the device.
    const fitting = Math.floor((steps * this.target) / work);
    this.stepsPerSlice = Math.max(1, Math.min(fitting, 2 * steps, this.most));
  }
}

/** Lets messages and other tasks through; a promise alone would not. */
export class Breather {
  private readonly channel = new MessageChannel();
  private waiting: (() => void) | null = null;

  constructor() {
    this.channel.port1.onmessage = () => {
      const resume = this.waiting;
      this.waiting = null;
      resume?.();
    };
  }

  pause(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting = resolve;
      this.channel.port2.postMessage(null);
    });
  }

  dispose(): void {
    this.channel.port1.close();
  }
}

/** Steps per second, smoothed over a few measurements. */
export class Rate {
  perSecond = 0;

  measured(steps: number, seconds: number): void {
    if (steps === 0 || seconds <= 0) return;
    const rate = steps / seconds;
    this.perSecond = this.perSecond === 0 ? rate : 0.7 * this.perSecond + 0.3 * rate;
  }

  forget(): void {
    this.perSecond = 0;
  }
}
