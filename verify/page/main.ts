/** The page of the verification: `window.verify`, which the script outside calls once an experiment. */
import type { ExperimentName, Figure } from "../experiments.mjs";
import { accelerometerNetwork } from "./accelerometer.ts";
import { activationStatistics } from "./activations.ts";
import { batchNormalization } from "./batch-normalization.ts";
import { optimizersAndInitializers } from "./optimizers.ts";
import { type Engine, openEngine, watched } from "./training.ts";

/** What an experiment is asked for; `epochs` is null for as many as PyTorch trained. */
export interface Request {
  readonly name: ExperimentName;
  readonly engine: Engine["kind"];
  readonly seeds: readonly number[];
  readonly epochs: number | null;
}

export interface Answer {
  readonly figures: readonly Figure[];
  /** Of WebGPU's adapter. */
  readonly adapter: string;
}

declare global {
  interface Window {
    verify: (request: Request) => Promise<Answer>;
  }
}

function measure({ name, seeds, epochs }: Request, engine: Engine): Promise<Figure[]> {
  switch (name) {
    case "activations":
      return activationStatistics(engine, seeds);
    case "batchnorm":
      return batchNormalization(engine, seeds);
    case "har-small":
    case "har-notes":
      return accelerometerNetwork(engine, { seeds, epochs, network: name });
    case "optimizers":
      return optimizersAndInitializers(engine, seeds);
  }
}

window.verify = async (request) => {
  const engine = await openEngine(request.engine);
  try {
    const figures = await watched(engine, measure(request, engine));
    return { figures, adapter: engine.gpu?.name ?? "" };
  } finally {
    engine.gpu?.dispose();
  }
};
