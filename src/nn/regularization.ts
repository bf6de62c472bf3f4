/** Which parts of regularisation some run or layer asks for, so that graphs hold no more than these. */
import type { Experiment, RunSpec } from "../spec/experiment.ts";

/** What the graph holds only where some run asks for it. */
export interface Regularization {
  /** Clipping by global norm. */
  readonly clips: boolean;
  /** L1 or L2, of a run or of a layer. */
  readonly penalizes: boolean;
  /** L1, L2, weight decay or clipping by value, which an update does beside its formula. */
  readonly regularizes: boolean;
  /** L1 or L2 of a layer's own. */
  readonly own: boolean;
  /** Max-norm of a run, which holds for every layer that has none of its own. */
  readonly limitsNorms: boolean;
}

/** What the runs and the layers ask of the graph. */
export function regularizationOf({ runs, network }: Experiment): Regularization {
  const own = network.layers.some(
    (spec) => "l1" in spec && spec.trainable && (spec.l1 > 0 || spec.l2 > 0),
  );
  const penalizes = own || runs.some((run) => run.l1 > 0 || run.l2 > 0);
  return {
    clips: runs.some((run) => run.clipNorm > 0),
    penalizes,
    regularizes: penalizes || runs.some((run) => run.clipValue > 0 || decays(run)),
    own,
    limitsNorms: runs.some((run) => run.maxNorm > 0),
  };
}

/** AdamW's decay adds to that of the run. */
function decays({ weightDecay, optimizer }: RunSpec): boolean {
  return weightDecay > 0 || ("decay" in optimizer && optimizer.decay > 0);
}
