/** Measures how fast an executor trains this very network, then puts everything back. */
import { trainingSteps } from "./hyper-parameters.ts";
import type { Session } from "./session.ts";

/** Long enough to be told from the clock's grain, short enough not to be waited for. */
const budgetMilliseconds = 80;
const mostSteps = 512;

/** Steps per second. Leaves the session at the state it came with. */
export async function measureSpeed(session: Session): Promise<number> {
  let rate = 0;
  let steps = 1;
  let spent = 0;
  // The first round warms caches and compilers up; only later and longer ones count.
  while (spent < budgetMilliseconds && steps <= mostSteps) {
    const milliseconds = await timed(session, steps);
    rate = (1000 * steps) / milliseconds;
    spent += milliseconds;
    steps *= 2;
  }
  session.restore(session.snapshot);
  return rate;
}

async function timed(session: Session, steps: number): Promise<number> {
  const start = performance.now();
  session.executor.run("train", trainingSteps(session.program, 0, steps));
  await session.executor.settled();
  return Math.max(performance.now() - start, 0.01);
}
