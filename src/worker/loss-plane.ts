/** The loss around the weights of a run, computed beside the session: training goes on meanwhile. */
import {
  type LossPlaneAnswer,
  type LossPlaneRequest,
  lossPlane,
} from "../train/loss-plane/loss-plane.ts";
import { Breather } from "../train/pace.ts";
import type { Program } from "../train/program.ts";
import { readRunWeights } from "../train/weights.ts";
import type { Engines } from "./engines.ts";
import type { Trainer } from "./trainer.ts";

/** Throws a Fault where nothing is built or there is no such run. */
export async function askLossPlane(
  trainer: Trainer,
  engines: Engines,
  { run, settings }: LossPlaneRequest,
): Promise<LossPlaneAnswer> {
  const taken = await trainer.beside(async (session) => {
    const weights = Object.entries(await readRunWeights(session, run));
    const { kind } = session.first.executor;
    const { experiment, step } = session;
    const start = new Map(weights.map(([name, { data }]) => [name, data]));
    const open = (program: Program) => engines.executorFor(program, kind);
    return { subject: { experiment, dataset: session.training.dataset, run, start, open }, step };
  });
  const breather = new Breather();
  try {
    const plane = await lossPlane(taken.subject, settings, () => breather.pause());
    return { ...plane, step: taken.step };
  } finally {
    breather.dispose();
  }
}
