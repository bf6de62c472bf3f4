/** What the networks answered last to the examples that are watched. */
import { create } from "zustand";
import type { Answers } from "../worker/protocol.ts";

interface AnswersState {
  /** null when they belonged to a network or data that is no longer there. */
  readonly answers: Answers | null;
}

let requests = 0;

/** A number that no other question about examples has. */
export function nextRequest(): number {
  requests += 1;
  return requests;
}

export const useAnswers = create<AnswersState>(() => ({ answers: null }));

export function showAnswers(answers: Answers | null): void {
  useAnswers.setState({ answers });
}
