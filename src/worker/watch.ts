/** Asks the networks the same some times a second, as long as somebody watches. */
import { faultRecord } from "../spec/fault.ts";
import type { Session } from "../train/session.ts";
import type { EngineEvent } from "./protocol.ts";

/** What is asked of a session; null where it has no answer to that, "later" where it has to rest. */
export type Question = (session: Session) => Promise<EngineEvent | "later" | null>;

export class Watch {
  private readonly session: () => Session | null;
  private readonly emit: (event: EngineEvent) => void;
  private timer: ReturnType<typeof setInterval> | null = null;
  private question: Question | null = null;
  private shown: { session: Session; step: number } | null = null;
  private busy = false;

  constructor(session: () => Session | null, emit: (event: EngineEvent) => void) {
    this.session = session;
    this.emit = emit;
  }

  /** Asks what somebody wants to know from now on, or no more where nobody does. */
  follow<Wanted extends { readonly hertz: number }>(
    wanted: Wanted | null,
    questionOf: (wanted: Wanted) => Question,
  ): null {
    if (wanted === null) this.stop();
    else this.ask(questionOf(wanted), wanted.hertz);
    return null;
  }

  ask(question: Question, hertz: number): void {
    this.stop();
    this.question = question;
    this.shown = null;
    this.timer = setInterval(() => void this.look(), 1000 / hertz);
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    this.question = null;
  }

  /** Asks again although the step is the same: weights were set or made anew. */
  refresh(): void {
    this.shown = null;
  }

  private async look(): Promise<void> {
    const { question } = this;
    const session = this.session();
    if (session === null || question === null || this.busy) return;
    if (this.shown?.session === session && this.shown.step === session.step) return;
    this.busy = true;
    try {
      const step = session.step;
      const answer = await question(session);
      // Nobody waits for what was asked of a session replaced meanwhile, or before another question.
      const wanted = this.session() === session && this.question === question;
      if (!wanted || answer === "later") return;
      if (answer !== null) this.emit(answer);
      this.shown = { session, step };
    } catch (error) {
      // A session that was disposed or lost its device meanwhile is replaced by its trainer.
      const replaced = this.session() !== session || session.isClosed;
      if (!replaced && faultRecord(error).code !== "engine.lost") throw error;
    } finally {
      this.busy = false;
    }
  }
}
