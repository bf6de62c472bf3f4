/** One candidate of a search while it is trained. */
import type { Draw } from "./draw.ts";
import { isSound, type Judged, type Outcome } from "./outcome.ts";
import type { RunState } from "./rows.ts";
import type { CandidateState, CandidateStatus } from "./state.ts";

const diverged: Outcome = { loss: Number.NaN, accuracy: Number.NaN };

export class Candidate {
  readonly index: number;
  readonly draw: Draw;
  readonly born: number;
  reached: number;
  status: CandidateStatus = "waiting";
  steps = 0;
  outcome: Outcome | null = null;
  /** With which it goes on; null: from the beginning. */
  state: RunState | null = null;
  private curve: number[] = [];
  private readonly curveSteps: number;
  /** Without held-out examples, the last steps of training tell what it has come to. */
  private readonly heldOut: boolean;
  private sums = { loss: 0, accuracy: 0, count: 0 };

  constructor(
    place: { index: number; draw: Draw; born: number },
    { curveSteps, heldOut }: { curveSteps: number; heldOut: boolean },
  ) {
    this.index = place.index;
    this.draw = place.draw;
    this.born = place.born;
    this.reached = place.born;
    this.curveSteps = curveSteps;
    this.heldOut = heldOut;
  }

  /** Training goes on with its state, or begins again where that was let go. */
  begin(): void {
    this.status = "training";
    if (this.state !== null) return;
    this.steps = 0;
    this.curve = [];
    this.sums = { loss: 0, accuracy: 0, count: 0 };
  }

  /** Its turn is over; others may still have to come as far. */
  rest(): void {
    if (this.status === "training") this.status = "waiting";
  }

  /** The next step's loss and accuracy. */
  step(loss: number, accuracy: number): void {
    if (this.status === "diverged") return;
    this.steps += 1;
    const { sums } = this;
    sums.loss += loss;
    sums.accuracy += accuracy;
    sums.count += 1;
    if (sums.count < this.curveSteps) return;
    const mean = { loss: sums.loss / sums.count, accuracy: sums.accuracy / sums.count };
    this.curve.push(mean.loss);
    if (!this.heldOut) this.outcome = mean;
    this.sums = { loss: 0, accuracy: 0, count: 0 };
  }

  evaluated(outcome: Outcome): void {
    if (this.status === "diverged") return;
    this.outcome = outcome;
    // What is not a number on the held-out part is lost, whatever the training loss says.
    if (!isSound(outcome)) this.diverged(this.steps);
  }

  /** `step`: whose loss was no number. */
  diverged(step: number): void {
    this.status = "diverged";
    this.steps = step;
    this.outcome = diverged;
    this.state = null;
  }

  judged(): Judged {
    return { index: this.index, draw: this.draw, outcome: this.outcome ?? diverged };
  }

  report(): CandidateState {
    const { index, draw, status, born, reached, steps, outcome } = this;
    return { index, draw, status, born, reached, steps, outcome, curve: [...this.curve] };
  }
}
