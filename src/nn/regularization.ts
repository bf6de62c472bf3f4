/** Which parts of regularisation some run or layer asks for, so that graphs hold no more than these. */
import type { Experiment } from "../spec/experiment.ts";

/** What the graph holds only where some run asks for it. */
export interface Regularization {
  /** Clipping by global norm. */
  readonly clips: boolean;
  /** L1 or L2, of a run or of a layer. */
  readonly penalizes: boolean;
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
  return {
    clips: runs.some((run) => run.clipNorm > 0),
    penalizes: own || runs.some((run) => run.l1 > 0 || run.l2 > 0),
    own,
    limitsNorms: runs.some((run) => run.maxNorm > 0),
  };
}
