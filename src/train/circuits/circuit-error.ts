/** What is wrong with an expression, and at which character from 0. */
export type CircuitProblem =
  | { readonly kind: "empty"; readonly at: number }
  | { readonly kind: "character"; readonly at: number; readonly got: string }
  /** Something else should stand here. */
  | { readonly kind: "unexpected"; readonly at: number; readonly got: string }
  | { readonly kind: "unfinished"; readonly at: number }
  /** A parenthesis is opened here and never closed. */
  | { readonly kind: "unclosed"; readonly at: number }
  | { readonly kind: "unknownFunction"; readonly at: number; readonly got: string }
  | {
      readonly kind: "arguments";
      readonly at: number;
      readonly got: string;
      readonly expected: number;
      readonly count: number;
    }
  /** A name is defined that has a meaning already. */
  | { readonly kind: "redefined"; readonly at: number; readonly got: string }
  | { readonly kind: "tooLarge"; readonly at: number; readonly max: number };

export class CircuitError extends Error {
  override readonly name = "CircuitError";
  readonly problem: CircuitProblem;

  constructor(problem: CircuitProblem) {
    super(`circuit: ${problem.kind} at character ${problem.at + 1}`);
    this.problem = problem;
  }
}
