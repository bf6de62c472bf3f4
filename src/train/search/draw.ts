/** Candidates of a random search: what is drawn, and the run that it makes. */
import { nameHash, streams, uniform } from "../../engine/core/random.ts";
import type { Experiment, OptimizerSpec, RunSpec, SearchRange } from "../../spec/experiment.ts";
import type { SearchParameter } from "../../spec/search-catalogue.ts";
import { placeOf, valueAt } from "./walk.ts";

/** A value for each parameter that is searched. */
export type Draw = Readonly<Partial<Record<SearchParameter, number>>>;

/**
 * Draw `index` of a search: a function of seed, index and range alone, so that a parameter more or
 * less leaves the draws of the others as they were. Three significant digits.
 */
export function drawCandidate(ranges: readonly SearchRange[], seed: number, index: number): Draw {
  return Object.fromEntries(
    ranges.map(({ parameter, low, high }) => {
      const share = uniform(seed, streams.search, index, nameHash(parameter));
      const from = placeOf(parameter, low);
      const place = from + share * (placeOf(parameter, high) - from);
      // Rounding may step over an end.
      return [parameter, Math.min(high, Math.max(low, valueAt(parameter, place)))];
    }),
  );
}

/** The run that a draw makes of the first one; what was not drawn stays as it is. */
export function candidateRun(base: RunSpec, draw: Draw): RunSpec {
  const { initialStd } = draw;
  return {
    ...base,
    name: "",
    optimizer: drawnOptimizer(base.optimizer, draw),
    l1: draw.l1 ?? base.l1,
    l2: draw.l2 ?? base.l2,
    weightDecay: draw.weightDecay ?? base.weightDecay,
    dropout: draw.dropout ?? base.dropout,
    clipNorm: draw.clipNorm ?? base.clipNorm,
    initializer: initialStd === undefined ? base.initializer : { kind: "normal", std: initialStd },
  };
}

function drawnOptimizer(optimizer: OptimizerSpec, draw: Draw): OptimizerSpec {
  const learningRate = draw.learningRate ?? optimizer.learningRate;
  if (!("momentum" in optimizer)) return { ...optimizer, learningRate };
  return { ...optimizer, learningRate, momentum: draw.momentum ?? optimizer.momentum };
}

/** Whether a parameter changes anything in the first run of a document. */
export function hasEffect({ runs, network }: Experiment, parameter: SearchParameter): boolean {
  const [base] = runs;
  switch (parameter) {
    case "momentum":
      return base !== undefined && "momentum" in base.optimizer && !cyclesMomentum(base);
    case "dropout":
      return network.layers.some(({ kind }) => kind === "dropout");
    case "initialStd":
      return network.layers.some((layer) => "initializer" in layer && layer.initializer === null);
    default:
      return true;
  }
}

/** A schedule that sets the momentum itself leaves nothing of what is drawn. */
function cyclesMomentum({ schedule }: RunSpec): boolean {
  return schedule.kind === "oneCycle" && schedule.cycleMomentum;
}
