/**
 * The engine's end of the protocol: answers commands and tells events. Knows nothing of workers; the
 * same class serves in-process.
 */

import type { CheckpointStore } from "../data/checkpoint-store.ts";
import type { DataSet } from "../engine/core/dataset.ts";
import type { Experiment } from "../spec/experiment.ts";
import { faultRecord } from "../spec/fault.ts";
import { checkpointSnapshot } from "../train/checkpoint.ts";
import { signalSpreads } from "../train/first-weights/signal.ts";
import { readRunWeights, writeRunWeights } from "../train/weights.ts";
import { answersQuestion } from "./answers.ts";
import { type About, Checkpoints } from "./checkpoints.ts";
import { Checks } from "./checks.ts";
import { Engines, type Machine } from "./engines.ts";
import { askEnsemble } from "./ensemble.ts";
import { examine, examplesOf, saliencyOf } from "./examine.ts";
import { inspectionQuestion } from "./inspection.ts";
import { kernelQuestion } from "./kernels.ts";
import { askLossPlane } from "./loss-plane.ts";
import { operationsReport, operationTimes, stepTrace } from "./operations.ts";
import type {
  CommandMessage,
  CommandName,
  Commands,
  EngineEvent,
  EngineMessage,
} from "./protocol.ts";
import { Searches } from "./search.ts";
import { Shelf } from "./shelf.ts";
import { surfaceQuestion } from "./surface.ts";
import { Trainer } from "./trainer.ts";
import { Watch } from "./watch.ts";

type Result = Commands[CommandName]["result"];

/** What answers each command. */
type Handlers = {
  readonly [C in CommandName]: (
    params: Commands[C]["params"],
  ) => Promise<Commands[C]["result"]> | Commands[C]["result"];
};

export interface HostOptions {
  /** Where checkpoints are kept. */
  readonly checkpoints: CheckpointStore<About>;
}

export class EngineHost {
  private readonly post: (message: EngineMessage) => void;
  private readonly shelf: Shelf;
  private readonly checkpoints: Checkpoints;
  private readonly trainer: Trainer;
  private readonly searches: Searches;
  private readonly checks: Checks;
  private readonly engines: Engines;
  private readonly handlers: Handlers;
  private readonly surfaces: Watch;
  private readonly answers: Watch;
  private readonly inspections: Watch;
  private readonly kernels: Watch;

  constructor(post: (message: EngineMessage) => void, machine: Machine & HostOptions) {
    this.post = post;
    const emit = (event: EngineEvent) => post(event);
    const progress = (task: "read" | "fetch") => (done: number, total: number) =>
      emit({ type: "progress", task, done, total });
    this.shelf = new Shelf({ onRead: progress("read"), onFetch: progress("fetch") });
    const onCompile = (done: number, total: number) =>
      emit({ type: "progress", task: "compile", done, total });
    this.checkpoints = new Checkpoints(machine.checkpoints, emit);
    this.engines = new Engines({ ...machine, onCompile });
    const { engines } = this;
    this.trainer = new Trainer(engines, this.checkpoints, emit);
    this.searches = new Searches(engines, emit);
    this.checks = new Checks({
      beside: (work) => this.trainer.beside(work),
      executorFor: (program, kind) => engines.executorFor(program, kind),
      onProgress: (progress) => emit({ type: "checkProgress", progress }),
    });
    this.surfaces = new Watch(() => this.trainer.session, emit);
    this.answers = new Watch(() => this.trainer.session, emit);
    this.kernels = new Watch(() => this.trainer.session, emit);
    this.inspections = new Watch(() => this.trainer.session, emit);
    this.handlers = {
      ...this.training(),
      ...this.data(),
      ...this.keeping(),
      ...this.watching(),
      ...this.insight(),
      ...this.trials(),
    };
  }

  /** Answers with `reply` or `refused`, in its own time. */
  handle(message: CommandMessage): void {
    this.answer(message).then(
      (value) => this.post({ type: "reply", id: message.id, value }),
      (error: unknown) => this.post({ type: "refused", id: message.id, fault: faultRecord(error) }),
    );
  }

  dispose(): void {
    this.surfaces.stop();
    this.answers.stop();
    this.inspections.stop();
    this.kernels.stop();
    this.searches.dispose();
    this.checks.dispose();
    this.trainer.dispose();
  }

  private async answer({ command, params }: CommandMessage): Promise<Result> {
    // Command and parameters belong together by the message's type; a union cannot say so.
    const handler = this.handlers[command] as (params: unknown) => Promise<Result> | Result;
    return handler(params);
  }

  private training() {
    const { trainer } = this;
    return {
      load: ({ experiment }) => this.load(experiment),
      adjust: ({ experiment }) => nothing(trainer.adjust(experiment)),
      train: ({ steps }) => trainer.train(steps),
      pause: () => nothing(trainer.pause()),
      reset: () => nothing(trainer.reset().then(() => this.refresh())),
      setEngine: ({ choice }) => trainer.setEngine(choice),
      undoPoint: () => ({ step: trainer.session?.healthySnapshot.step ?? 0 }),
      undoDivergence: () => this.undoDivergence(),
    } satisfies Partial<Handlers>;
  }

  private data() {
    const { shelf } = this;
    return {
      importFiles: ({ files, options }) => shelf.importFiles(files, options),
      fetchRemote: (params) => shelf.fetchRemote(params),
      cancelImport: () => {
        shelf.cancel();
        return null;
      },
      addArrays: ({ arrays }) => {
        shelf.addArrays(arrays);
        return null;
      },
    } satisfies Partial<Handlers>;
  }

  /** Weights taken out, put in and kept. */
  private keeping() {
    const { trainer, checkpoints } = this;
    return {
      weights: ({ run }) => trainer.beside((session) => readRunWeights(session, run)),
      setWeights: (params) => nothing(this.setWeights(params)),
      checkpoints: () => checkpoints.list(),
      saveCheckpoint: ({ name }) => trainer.saveCheckpoint(name),
      restoreCheckpoint: (params) => this.restore(params),
      deleteCheckpoint: ({ id }) => nothing(checkpoints.delete(id)),
      exportCheckpoint: ({ id, name }) => checkpoints.bytes(id, name),
      openCheckpoint: ({ file }) => this.openCheckpoint(file),
    } satisfies Partial<Handlers>;
  }

  /** Streams that go on as long as somebody looks. */
  private watching() {
    return {
      watchSurface: (wanted) =>
        this.surfaces.follow(wanted, (asked) => surfaceQuestion(asked.size)),
      watchAnswers: (wanted) => this.answers.follow(wanted, answersQuestion),
      watchKernel: (wanted) => this.kernels.follow(wanted, kernelQuestion),
      watchInspection: (wanted) => this.inspections.follow(wanted, inspectionQuestion),
    } satisfies Partial<Handlers>;
  }

  /** Questions about the networks as they are; training goes on beside them. */
  private insight() {
    const { trainer, engines } = this;
    return {
      operations: ({ run }) => operationsReport(trainer.required(), run),
      traceStep: ({ run }) => stepTrace(trainer.required(), run),
      operationTimes: ({ run }) =>
        trainer.beside((session) => operationTimes(engines, session, run)),
      examine: (params) => examine(trainer.session, params),
      examples: ({ indices }) => examplesOf(trainer.session, indices),
      saliency: (params) => saliencyOf(trainer.session, params),
      ensemble: ({ members }) => trainer.beside((session) => askEnsemble(session, members)),
      lossPlane: (params) => askLossPlane(trainer, engines, params),
      initializerLab: (params) => signalSpreads(params),
    } satisfies Partial<Handlers>;
  }

  /** Networks beside the one in training. */
  private trials() {
    const { searches, checks } = this;
    return {
      startSearch: ({ experiment }) => this.search(experiment),
      stopSearch: () => nothing(searches.stop()),
      check: (params) => checks.run(params),
      cancelCheck: () => checks.cancel(),
    } satisfies Partial<Handlers>;
  }

  private load(experiment: Experiment) {
    return this.trainer.load(experiment, () => this.dataFor(experiment));
  }

  private dataFor(experiment: Experiment): DataSet {
    const { dataset, info } = this.shelf.load(experiment.data);
    this.post({ type: "dataset", info });
    return dataset;
  }

  private async restore({ id, name }: Commands["restoreCheckpoint"]["params"]) {
    const checkpoint = await this.checkpoints.read(id, name);
    const { experiment } = checkpoint;
    return this.trainer.load(
      experiment,
      () => this.dataFor(experiment),
      (training) => checkpointSnapshot(training, checkpoint),
    );
  }

  private async openCheckpoint(file: File) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return this.checkpoints.open(bytes, file.name);
  }

  private setWeights({ run, weights }: Commands["setWeights"]["params"]): Promise<void> {
    return this.trainer.withSession(async (session) => {
      writeRunWeights(session, run, weights);
      await session.rememberState();
      this.refresh();
    });
  }

  private async undoDivergence() {
    const step = await this.trainer.undoDivergence();
    this.refresh();
    return { step };
  }

  private search(experiment: Experiment) {
    return this.searches.start(async () => {
      await this.trainer.pause();
      const { dataset } = this.shelf.load(experiment.data);
      const start = await this.checkpoints.startFor(experiment, dataset.inputShape);
      return { experiment, dataset, start };
    });
  }

  /** Weights were set or made anew at the same step. */
  private refresh(): void {
    this.surfaces.refresh();
    this.answers.refresh();
    this.inspections.refresh();
    this.kernels.refresh();
  }
}

async function nothing(work: Promise<unknown>): Promise<null> {
  await work;
  return null;
}
