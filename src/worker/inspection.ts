/** What goes on inside the networks, as often as it costs training little. */
import type { Question } from "./watch.ts";

/** Looking may take one part in as many of the time. */
const mostShare = 1 / 30;

/**
 * Looks inside; rests after a look in proportion to what it took. While nothing is trained nothing is
 * held up: where training has ended is seen at once.
 */
export function inspectionQuestion(): Question {
  let looked = Number.NEGATIVE_INFINITY;
  return async (session) => {
    const rest = session.inspectionCost * (1 / mostShare - 1);
    if (performance.now() < looked + rest) return "later";
    const inspection = await session.inspect();
    looked = performance.now();
    return { type: "inspection", inspection };
  };
}
