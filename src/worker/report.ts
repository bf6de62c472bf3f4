/** What was built, and what training came to, as the page hears of it. */
import { describeNetwork } from "../nn/describe.ts";
import { dispatchCount } from "../train/dispatch-count.ts";
import { planBytes } from "../train/program.ts";
import type { Session } from "../train/session.ts";
import type {
  SessionDivergence,
  SessionEvaluation,
  SessionMetrics,
} from "../train/session-listener.ts";
import type { Training } from "../train/training.ts";
import type { BuildReport, Divergence, EngineInfo, RunSummary } from "./protocol.ts";

/** The layers are those of the document; cohorts may differ from them as their runs say. */
export function buildReport(training: Training, engine: EngineInfo): BuildReport {
  const { experiment, dataset, cohorts } = training;
  const { layers, parameters } = describeNetwork(experiment, dataset.inputShape, dataset.targets);
  const total = (count: (cohort: Training["cohorts"][number]) => number) =>
    cohorts.reduce((sum, cohort) => sum + count(cohort), 0);
  return {
    layers: layers.map(({ id, name, outputShape, parameters: count }, index) => ({
      id,
      name,
      kind: experiment.network.layers[index]?.kind ?? "",
      outputShape,
      parameters: count,
    })),
    parameters,
    bytes: total(({ program }) => planBytes(program.plan)),
    dispatchesPerStep: total(({ program }) => dispatchCount(program.plan, "train")),
    runs: training.members.length,
    engine,
    stepLimit: training.stepLimit,
    stepsPerEpoch: training.stepsPerEpoch,
  };
}

/** A member as a run of the document and one of its seeds. */
function memberPlace({ experiment }: Training, member: number): { run: number; seed: number } {
  const { seeds } = experiment.training;
  return { run: Math.floor(member / seeds), seed: member % seeds };
}

export function divergenceOf(training: Training, found: SessionDivergence): Divergence {
  const { member, ...rest } = found;
  return { ...memberPlace(training, member), ...rest };
}

/** The last figures that training has told, for whoever waited for its end. */
export class LastFigures {
  evaluation: SessionEvaluation | null = null;
  private loss: number[] = [];
  private accuracy: number[] = [];

  take(metrics: SessionMetrics, members: number): void {
    const last = metrics.loss.length - members;
    if (last >= 0) {
      this.loss = [...metrics.loss.subarray(last)];
      this.accuracy = [...metrics.accuracy.subarray(last)];
    }
    this.evaluation = metrics.evaluations.at(-1) ?? this.evaluation;
  }

  /** One a member. */
  summaries(session: Session): RunSummary[] {
    const { loss, accuracy, evaluation } = this;
    return session.training.members.map((_, member) => ({
      ...memberPlace(session.training, member),
      step: session.diverged.get(member)?.step ?? session.step,
      loss: loss[member] ?? Number.NaN,
      accuracy: accuracy[member] ?? null,
      validationLoss: evaluation?.loss[member] ?? null,
      validationAccuracy: evaluation?.accuracy[member] ?? null,
    }));
  }
}
