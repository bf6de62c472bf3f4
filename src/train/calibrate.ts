/** Measures how fast an executor trains this very network, then puts everything back. */
import type { Session } from "./session.ts";

/** Long enough to be told from the clock's grain, short enough not to be waited for. Milliseconds. */
const roundTarget = 40;
const patience = 400;
const mostSteps = 512;
const goodRounds = 2;

/**
 * Steps per second, the best of a few rounds: a machine that is busy for a moment makes a round
 * slower, never faster. Leaves the session at the state it came with.
 */
export async function measureSpeed(session: Session): Promise<number> {
  let best = 0;
  let steps = 1;
  let spent = 0;
  let good = 0;
  while (good < goodRounds && spent < patience) {
    const milliseconds = await timed(session, steps);
    best = Math.max(best, (1000 * steps) / milliseconds);
    spent += milliseconds;
    if (milliseconds >= roundTarget || steps >= mostSteps) good += 1;
    steps = nextSteps(steps, milliseconds);
  }
  session.restore(session.snapshot);
  return best;
}

/** As many steps as should take the round's time, at most eight times as many as before. */
function nextSteps(steps: number, milliseconds: number): number {
  const fitting = Math.ceil((1.2 * steps * roundTarget) / milliseconds);
  return Math.max(1, Math.min(fitting, 8 * steps, mostSteps));
}

async function timed(session: Session, steps: number): Promise<number> {
  const start = performance.now();
  for (const cohort of session.cohorts) cohort.enqueue(0, steps, []);
  await session.settled();
  return Math.max(performance.now() - start, 0.01);
}
