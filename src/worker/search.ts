/**
 * Runs random searches: each stage's candidates train side by side in cohorts of their own, beside
 * the session of the document, which they leave as it is.
 */
import type { DataSet } from "../engine/core/dataset.ts";
import type { Experiment } from "../spec/experiment.ts";
import { Fault, type FaultRecord, faultRecord } from "../spec/fault.ts";
import type { StartWeights } from "../train/program.ts";
import type { Candidate } from "../train/search/candidate.ts";
import { SearchRecord } from "../train/search/record.ts";
import { joinRows, type RunState, takeRow } from "../train/search/rows.ts";
import type { SearchPhase, SearchState } from "../train/search/state.ts";
import type { Session } from "../train/session.ts";
import type { SessionListener, SessionMetrics } from "../train/session-listener.ts";
import { compileTraining } from "../train/training.ts";
import type { Engines } from "./engines.ts";
import type { EngineEvent } from "./protocol.ts";
import { isLoss } from "./recovery.ts";

/** Milliseconds between two reports while nothing but numbers changes. */
const reportInterval = 250;

export interface SearchRequest {
  readonly experiment: Experiment;
  readonly dataset: DataSet;
  readonly start: StartWeights;
}

/** Holds at most one search; another one takes its place. */
export class Searches {
  private readonly engines: Engines;
  private readonly emit: (event: EngineEvent) => void;
  private current: RunningSearch | null = null;

  constructor(engines: Engines, emit: (event: EngineEvent) => void) {
    this.engines = engines;
    this.emit = emit;
  }

  /** Resolves with how it ended, also where it failed or was stopped. Throws what `request` throws. */
  async start(request: () => Promise<SearchRequest>): Promise<SearchState> {
    const wanted = await request();
    // Another start may have come meanwhile: the last one counts.
    while (this.current !== null) await this.stop();
    const search = new RunningSearch(wanted, this.engines, this.emit);
    this.current = search;
    const state = await search.ended;
    if (this.current === search) this.current = null;
    return state;
  }

  /** Resolves when nothing trains any more; what was found stays. */
  async stop(): Promise<void> {
    const { current } = this;
    if (current === null) return;
    current.stop();
    await current.ended;
    if (this.current === current) this.current = null;
  }

  dispose(): void {
    this.current?.stop();
  }
}

class RunningSearch {
  readonly ended: Promise<SearchState>;
  private readonly record: SearchRecord;
  private readonly request: SearchRequest;
  private readonly engines: Engines;
  private readonly emit: (event: EngineEvent) => void;
  private readonly started = performance.now();
  private session: Session | null = null;
  private stopping = false;
  private reportedAt = Number.NEGATIVE_INFINITY;

  constructor(request: SearchRequest, engines: Engines, emit: (event: EngineEvent) => void) {
    this.request = request;
    this.engines = engines;
    this.emit = emit;
    this.record = new SearchRecord(request.experiment, request.dataset);
    this.ended = this.run();
  }

  stop(): void {
    this.stopping = true;
    this.session?.pause();
  }

  private async run(): Promise<SearchState> {
    try {
      do await this.trainStage();
      while (!this.stopping && this.record.endStage());
    } catch (error) {
      this.record.stop();
      return this.tell("failed", faultRecord(error));
    }
    if (!this.stopping) return this.tell("done");
    this.record.stop();
    return this.tell("stopped");
  }

  private async trainStage(): Promise<void> {
    for (const cohort of this.record.cohorts()) {
      if (this.stopping) return;
      await this.trainCohort(cohort);
      this.record.prune();
    }
  }

  /** In halves, one after the other, where the memory does not hold all at once. */
  private async trainCohort(candidates: readonly Candidate[]): Promise<void> {
    for (const each of candidates) each.begin();
    this.tell("training");
    try {
      await this.trainTogether(candidates);
    } catch (error) {
      if (!isMemory(error) || candidates.length < 2) throw error;
      for (const each of candidates) each.rest();
      const half = Math.ceil(candidates.length / 2);
      await this.trainCohort(candidates.slice(0, half));
      if (!this.stopping) await this.trainCohort(candidates.slice(half));
    }
  }

  private async trainTogether(candidates: readonly Candidate[]): Promise<void> {
    const session = await this.open(candidates);
    this.session = session;
    try {
      // A stop that came while the cohort was built holds.
      if (!this.stopping) await session.train(this.record.target);
      if (!this.stopping) await this.keepStates(session, candidates);
    } catch (error) {
      if (await isLoss(session, error)) this.engines.forgetGpu(false);
      throw error;
    } finally {
      this.session = null;
      session.dispose();
      for (const each of candidates) each.rest();
    }
  }

  private async open(candidates: readonly Candidate[]): Promise<Session> {
    const { dataset, start } = this.request;
    const training = compileTraining(this.record.document(candidates), dataset, start);
    const states = candidates.map(({ state }) => state).filter(isState);
    const [cohort] = training.cohorts;
    const snapshot = cohort && states.length > 0 ? joinRows(cohort.program, states) : null;
    const listener = this.listener(candidates);
    const request = { training, listener, ...(snapshot ? { snapshot } : {}) };
    const { session } = await this.engines.open(request);
    return session;
  }

  private listener(candidates: readonly Candidate[]): SessionListener {
    return {
      metrics: (metrics) => {
        takeMetrics(candidates, metrics);
        if (performance.now() - this.reportedAt >= reportInterval) this.tell("training");
      },
      diverged: ({ member, step }) => candidates[member]?.diverged(step),
      checkpoint: () => {},
      progressed: () => {},
    };
  }

  private async keepStates(session: Session, candidates: readonly Candidate[]): Promise<void> {
    if (this.record.isLastStage) return;
    await session.rememberState();
    const { program } = session.first;
    for (const [run, candidate] of candidates.entries()) {
      if (candidate.status !== "diverged") {
        candidate.state = takeRow(program, session.snapshot, run);
      }
    }
  }

  private tell(phase: SearchPhase, fault: FaultRecord | null = null): SearchState {
    this.reportedAt = performance.now();
    const seconds = (this.reportedAt - this.started) / 1000;
    const state = this.record.report({ phase, seconds, fault });
    this.emit({ type: "search", state });
    return state;
  }
}

function isState(state: RunState | null): state is RunState {
  return state !== null;
}

/** Too much for a device in all, for one binding, or for what is left of it. */
function isMemory(error: unknown): boolean {
  const known = error instanceof Fault ? error.code : null;
  return known === "memory.tooMuch" || known === "engine.outOfMemory";
}

function takeMetrics(candidates: readonly Candidate[], metrics: SessionMetrics): void {
  const { loss, accuracy, evaluations } = metrics;
  for (let at = 0; at < loss.length; at++) {
    candidates[at % candidates.length]?.step(loss[at] ?? Number.NaN, accuracy[at] ?? Number.NaN);
  }
  for (const evaluation of evaluations) {
    if (evaluation.step === 0) continue;
    for (const [run, candidate] of candidates.entries()) {
      candidate.evaluated({
        loss: evaluation.loss[run] ?? Number.NaN,
        accuracy: evaluation.accuracy[run] ?? Number.NaN,
      });
    }
  }
}
