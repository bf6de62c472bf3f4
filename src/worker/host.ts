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
      withSession: (work) => this.trainer.withSession(work),
      executorFor: (program, kind) => engines.executorFor(program, kind),
      onProgress: (progress) => emit({ type: "checkProgress", progress }),
    });
    this.surfaces = new Watch(() => this.trainer.session, emit);
    this.answers = new Watch(() => this.trainer.session, emit);
    this.kernels = new Watch(() => this.trainer.session, emit);
    this.inspections = new Watch(() => this.trainer.session, emit);
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

  private async answer(message: CommandMessage): Promise<Result> {
    const { trainer, shelf } = this;
    switch (message.command) {
      case "load":
        return this.load(message.params);
      case "adjust":
        return nothing(trainer.adjust(message.params.experiment));
      case "train":
        return trainer.train(message.params.steps);
      case "pause":
        return nothing(trainer.pause());
      case "reset":
        return nothing(trainer.reset().then(() => this.refresh()));
      case "setEngine":
        return trainer.setEngine(message.params.choice);
      case "importFiles":
        return shelf.importFiles(message.params.files, message.params.options);
      case "fetchRemote":
        return shelf.fetchRemote(message.params);
      case "cancelImport":
        shelf.cancel();
        return null;
      case "addArrays":
        shelf.addArrays(message.params.arrays);
        return null;
      case "weights":
        return trainer.withSession((session) => readRunWeights(session, message.params.run));
      case "setWeights":
        return nothing(this.setWeights(message.params));
      case "checkpoints":
        return this.checkpoints.list();
      case "saveCheckpoint":
        return trainer.saveCheckpoint(message.params.name);
      case "restoreCheckpoint":
        return this.restore(message.params);
      case "deleteCheckpoint":
        return nothing(this.checkpoints.delete(message.params.id));
      case "exportCheckpoint":
        return this.checkpoints.bytes(message.params.id, message.params.name);
      case "openCheckpoint":
        return this.openCheckpoint(message.params.file);
      case "watchSurface":
        return this.watchSurface(message.params);
      case "watchAnswers":
        return this.watchAnswers(message.params);
      case "operations":
        return operationsReport(trainer.required(), message.params.run);
      case "traceStep":
        return stepTrace(trainer.required(), message.params.run);
      case "operationTimes":
        return trainer.beside((session) =>
          operationTimes(this.engines, session, message.params.run),
        );
      case "watchInspection":
        return this.watchInspection(message.params);
      case "watchKernel":
        return this.watchKernel(message.params);
      case "examine":
        return examine(trainer.session, message.params);
      case "examples":
        return examplesOf(trainer.session, message.params.indices);
      case "saliency":
        return saliencyOf(trainer.session, message.params);
      case "lossPlane":
        return askLossPlane(trainer, this.engines, message.params);
      case "initializerLab":
        return signalSpreads(message.params);
      case "ensemble":
        return askEnsemble(trainer.session, message.params.members);
      case "startSearch":
        return this.search(message.params.experiment);
      case "stopSearch":
        return nothing(this.searches.stop());
      case "check":
        return this.checks.run(message.params);
      case "cancelCheck":
        return this.checks.cancel();
      case "undoPoint":
        return { step: trainer.session?.healthySnapshot.step ?? 0 };
      case "undoDivergence":
        return this.undoDivergence();
    }
  }

  private load({ experiment }: Commands["load"]["params"]): Promise<Result> {
    return this.trainer.load(experiment, () => this.dataFor(experiment));
  }

  private dataFor(experiment: Experiment): DataSet {
    const { dataset, info } = this.shelf.load(experiment.data);
    this.post({ type: "dataset", info });
    return dataset;
  }

  private async restore({ id, name }: Commands["restoreCheckpoint"]["params"]): Promise<Result> {
    const checkpoint = await this.checkpoints.read(id, name);
    const { experiment } = checkpoint;
    return this.trainer.load(
      experiment,
      () => this.dataFor(experiment),
      (training) => checkpointSnapshot(training, checkpoint),
    );
  }

  private async openCheckpoint(file: File): Promise<Result> {
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

  private watchSurface(wanted: Commands["watchSurface"]["params"]): null {
    if (wanted === null) this.surfaces.stop();
    else this.surfaces.ask(surfaceQuestion(wanted.size), wanted.hertz);
    return null;
  }

  private watchInspection(wanted: Commands["watchInspection"]["params"]): null {
    if (wanted === null) this.inspections.stop();
    else this.inspections.ask(inspectionQuestion(), wanted.hertz);
    return null;
  }

  private watchAnswers(wanted: Commands["watchAnswers"]["params"]): null {
    if (wanted === null) this.answers.stop();
    else this.answers.ask(answersQuestion(wanted), wanted.hertz);
    return null;
  }

  private watchKernel(wanted: Commands["watchKernel"]["params"]): null {
    if (wanted === null) this.kernels.stop();
    else this.kernels.ask(kernelQuestion(wanted), wanted.hertz);
    return null;
  }

  private async undoDivergence(): Promise<Result> {
    const step = await this.trainer.undoDivergence();
    this.refresh();
    return { step };
  }

  private search(experiment: Experiment): Promise<Result> {
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
