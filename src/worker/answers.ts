/** What the networks answer to a few examples that the page shows. */
import { elements } from "../engine/core/shape.ts";
import { normalised } from "./normalised.ts";
import type { WatchedExamples } from "./protocol.ts";
import type { Question } from "./watch.ts";

/** Asks for the answers; a session whose data have another shape has none. */
export function answersQuestion({ request, count, x, lengths }: WatchedExamples): Question {
  return async (session) => {
    const { dataset } = session.training;
    if (count === 0 || x.length !== count * elements(dataset.inputShape)) return null;
    const { step } = session;
    const { outputUnits } = session.first.program.model;
    const inputs = normalised(dataset, x);
    const values = await session.predict({ count, inputs, lengths });
    return { type: "answers", answers: { request, step, outputs: outputUnits, values } };
  };
}
