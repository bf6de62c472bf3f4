/** What goes on inside the networks, as often as it costs training little. */
import type { Question } from "./watch.ts";

/** Looking may take one part in as many of the time. */
const mostShare = 1 / 30;

/** Looks inside; rests after a look in proportion to what it took. */
export function inspectionQuestion(): Question {
  let nextLook = 0;
  return async (session) => {
    if (performance.now() < nextLook) return "later";
    const inspection = await session.inspect();
    nextLook = performance.now() + session.inspectionCost * (1 / mostShare - 1);
    return { type: "inspection", inspection };
  };
}
