/** The course of a search: who trains in which stage, for how long, and who goes on. Trains nothing. */
import type { DataSet } from "../../engine/core/dataset.ts";
import { defaultRun, defaultSearch } from "../../spec/defaults.ts";
import type { Experiment, RunSpec, SearchRange, SearchSpec } from "../../spec/experiment.ts";
import { limits } from "../../spec/limits.ts";
import { Candidate } from "./candidate.ts";
import { candidateRun, type Draw, drawCandidate } from "./draw.ts";
import { epochsOf, keptOf, nextStage, plannedEpochs } from "./halving.ts";
import { ranked, type Watched } from "./outcome.ts";
import type { SearchPhase, SearchState } from "./state.ts";

/** Points of the curve of a candidate that trains to the end. */
const curvePoints = 48;
/** Bytes of the states that survivors go on with; others begin again, and come to the same. */
const stateBytes = limits.memoryBytes / 2;

export class SearchRecord {
  readonly experiment: Experiment;
  readonly search: SearchSpec;
  readonly base: RunSpec;
  readonly watched: Watched;
  readonly candidates: Candidate[] = [];
  stage = 0;
  private readonly heldOut: boolean;
  private readonly regression: boolean;
  private readonly stepsPerEpoch: number;
  private readonly curveSteps: number;
  /** What the latest candidates were drawn from. */
  private ranges: readonly SearchRange[];
  private contenders: readonly Candidate[];
  private readonly planned: number;

  constructor(experiment: Experiment, dataset: DataSet) {
    const search = experiment.search ?? defaultSearch();
    this.experiment = experiment;
    this.search = search;
    this.base = experiment.runs[0] ?? defaultRun();
    this.watched = experiment.training.watch;
    this.heldOut = dataset.validation.count > 0;
    this.regression = dataset.targets.kind === "values";
    const examples = dataset.training.count;
    this.stepsPerEpoch = examples / Math.min(experiment.training.batchSize, examples);
    const last = epochsOf(search, search.stages - 1);
    this.curveSteps = Math.ceil((last * this.stepsPerEpoch) / curvePoints);
    this.planned = plannedEpochs(search) * this.stepsPerEpoch;
    this.ranges = search.ranges;
    this.contenders = this.drawn(
      Array.from({ length: search.candidates }, (_, index) =>
        drawCandidate(search.ranges, search.seed, index),
      ),
    );
  }

  /** Updates that every candidate of the present stage has made when it ends. */
  get target(): number {
    return Math.ceil(epochsOf(this.search, this.stage) * this.stepsPerEpoch);
  }

  get isLastStage(): boolean {
    return this.stage >= this.search.stages - 1;
  }

  /** Candidates of this stage by cohorts: those of one are at the same step. */
  cohorts(): Candidate[][] {
    const waiting = this.contenders.filter(({ status }) => status === "waiting");
    const going = waiting.filter(({ state }) => state !== null);
    const fresh = waiting.filter(({ state }) => state === null);
    return [going, fresh].flatMap((together) => evenly(together, limits.runs));
  }

  /** The document that trains these candidates side by side: rates follow the last stage's length. */
  document(candidates: readonly Candidate[]): Experiment {
    const training = {
      ...this.experiment.training,
      limitUnit: "epochs" as const,
      limit: epochsOf(this.search, this.search.stages - 1),
      seeds: 1,
      target: 0,
      patience: 0,
      keepBest: false,
      checkpointEvery: 0,
    };
    const runs = candidates.map(({ draw }) => candidateRun(this.base, draw));
    return { ...this.experiment, training, runs, search: null };
  }

  /** Lets go of states that cannot be among the kept ones, or are too much to hold. */
  prune(): void {
    const order = this.ranking();
    const kept = keptOf(this.search, this.contenders.length);
    let bytes = 0;
    for (const [rank, candidate] of order.entries()) {
      const { state } = candidate;
      if (state === null) continue;
      bytes += 4 * (state.parameters.length + state.moving.length + state.slots.length);
      if (rank >= kept || bytes > stateBytes || this.isLastStage) candidate.state = null;
    }
  }

  /** Who of a stage goes on; whether there is another stage. */
  endStage(): boolean {
    if (this.isLastStage) {
      for (const each of this.contenders) if (each.status !== "diverged") each.status = "done";
      return false;
    }
    const { watched, ranges, search } = this;
    const drawn = this.candidates.length;
    const judged = this.contenders.map((each) => each.judged());
    const next = nextStage(search, ranges, judged, { watched, drawn });
    for (const each of this.contenders) {
      if (each.status !== "diverged")
        each.status = next.kept.includes(each.index) ? "kept" : "dropped";
      if (each.status !== "kept") each.state = null;
    }
    if (next.kept.length === 0) return false;
    this.stage += 1;
    this.ranges = next.ranges;
    const going = this.contenders.filter(({ status }) => status === "kept");
    for (const each of going) this.enter(each);
    this.contenders = [...going, ...this.drawn(next.fresh)];
    return true;
  }

  /** The search ends in the middle of a stage. */
  stop(): void {
    for (const each of this.contenders) {
      if (each.status === "training" || each.status === "waiting") each.status = "stopped";
      each.state = null;
    }
  }

  report(rest: Pick<SearchState, "seconds" | "fault"> & { phase: SearchPhase }): SearchState {
    const { stage, experiment, search, base, watched, heldOut, regression } = this;
    const { stepsPerEpoch, curveSteps } = this;
    const made = this.candidates.reduce((sum, { steps }) => sum + steps, 0);
    return {
      ...rest,
      stage,
      stages: search.stages,
      candidates: this.candidates.map((each) => each.report()),
      search,
      base,
      experiment,
      regression,
      watched,
      heldOut,
      stepsPerEpoch,
      curveSteps,
      progress: rest.phase === "done" ? 1 : Math.min(1, made / this.planned),
    };
  }

  private enter(candidate: Candidate): void {
    candidate.status = "waiting";
    candidate.reached = this.stage;
  }

  private drawn(draws: readonly Draw[]): Candidate[] {
    const { curveSteps, heldOut, stage: born } = this;
    const first = this.candidates.length;
    const added = draws.map(
      (draw, place) => new Candidate({ index: first + place, draw, born }, { curveSteps, heldOut }),
    );
    this.candidates.push(...added);
    return added;
  }

  /** Those that have been through this stage, the best first. */
  private ranking(): Candidate[] {
    const judged = this.contenders
      .filter(({ status, steps }) => status !== "diverged" && steps >= this.target)
      .map((candidate) => ({ candidate, outcome: candidate.judged().outcome }));
    return ranked(judged, this.watched).map(({ candidate }) => candidate);
  }
}

/** As few parts as hold at most `most` each, all about as large. */
function evenly<T>(all: readonly T[], most: number): T[][] {
  const parts = Math.ceil(all.length / most);
  return Array.from({ length: parts }, (_, part) =>
    all.slice(
      Math.round((part * all.length) / parts),
      Math.round(((part + 1) * all.length) / parts),
    ),
  );
}
