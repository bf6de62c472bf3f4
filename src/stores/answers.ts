/** What the networks answered last to the examples that are watched. */
import { create } from "zustand";
import type { Answers } from "../worker/protocol.ts";

interface AnswersState {
  /** null when they belonged to a network or data that is no longer there. */
  readonly answers: Answers | null;
}

export const useAnswers = create<AnswersState>(() => ({ answers: null }));

export function showAnswers(answers: Answers | null): void {
  useAnswers.setState({ answers });
}
