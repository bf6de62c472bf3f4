/** What goes on inside the networks, as often as it costs training little. */
import type { Question } from "./watch.ts";

/**
 * Looking may take one part in as many of the time. Training is to lose a tenth at most: what a look
 * leaves behind, as emptied caches and messages to the page, is not in its time. An MLP on MNIST was
 * measured to lose 7 % on a processor, docs/performance.md.
 */
const mostShare = 1 / 16;

/** Looks inside; rests after a look in proportion to what it took. */
export function inspectionQuestion(): Question {
  let lookedAt = performance.now();
  return async (session) => {
    const period = session.inspectionCost / mostShare;
    const now = performance.now();
    if (now < lookedAt + period) return "later";
    // Who asks at fixed times comes a little late, which must not add up; but time in which nobody
    // looked is saved up for one look, not for many.
    lookedAt = Math.max(lookedAt + period, now - period);
    return { type: "inspection", inspection: await session.inspect() };
  };
}
