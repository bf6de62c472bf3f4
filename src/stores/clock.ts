/** When steps were made: seconds of training, told once for each batch of steps and straight between. */

/** Moments kept at most; beyond it every second one goes. */
const mostMoments = 1 << 14;

/** The last place whose value is at most `value`; -1: there is none. */
function lastAtMost(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? Number.POSITIVE_INFINITY) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The value of `to` where `from` is `at`; outside the moments it stays at the nearest. */
function between(from: readonly number[], to: readonly number[], at: number): number {
  const index = lastAtMost(from, at);
  const before = to[Math.max(0, index)] ?? 0;
  const [left, right, after] = [from[index], from[index + 1], to[index + 1]];
  if (left === undefined || right === undefined || after === undefined) return before;
  return before + ((at - left) / (right - left)) * (after - before);
}

export class StepClock {
  private steps: number[] = [];
  private seconds: number[] = [];

  /** `seconds` of training lay behind when `step` updates had been made; steps grow. */
  push(step: number, seconds: number): void {
    if (step <= (this.steps.at(-1) ?? Number.NEGATIVE_INFINITY)) return;
    if (this.steps.length === mostMoments) this.thin();
    this.steps.push(step);
    // Time that was set back, as by a restored state, would fold the axis.
    this.seconds.push(Math.max(seconds, this.seconds.at(-1) ?? 0));
  }

  private thin(): void {
    const stays = (_: number, index: number) => index % 2 === 0;
    this.steps = this.steps.filter(stays);
    this.seconds = this.seconds.filter(stays);
  }

  /** Forgets when the steps after `step` were made: they come again. */
  rewind(step: number): void {
    if ((this.steps.at(-1) ?? 0) <= step) return;
    const seconds = this.secondsAt(step);
    const kept = lastAtMost(this.steps, step) + 1;
    this.steps.length = kept;
    this.seconds.length = kept;
    if (kept > 0) this.push(step, seconds);
  }

  clear(): void {
    this.steps = [];
    this.seconds = [];
  }

  /** Seconds of training behind `step` updates. */
  secondsAt(step: number): number {
    return between(this.steps, this.seconds, step);
  }

  /** Updates made after so many seconds, between two whole numbers. */
  stepAt(seconds: number): number {
    return between(this.seconds, this.steps, seconds);
  }
}
