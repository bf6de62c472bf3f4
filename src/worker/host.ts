/**
 * The engine's end of the protocol: answers commands and tells events. Knows nothing of workers; the
 * same class serves in-process.
 */

import { faultRecord } from "../spec/fault.ts";
import { readWeights, writeWeights } from "../train/weights.ts";
import { Engines, type Machine } from "./engines.ts";
import type {
  CommandMessage,
  CommandName,
  Commands,
  EngineEvent,
  EngineMessage,
} from "./protocol.ts";
import { Shelf } from "./shelf.ts";
import { SurfaceWatch } from "./surface-watch.ts";
import { Trainer } from "./trainer.ts";

type Result = Commands[CommandName]["result"];

export class EngineHost {
  private readonly post: (message: EngineMessage) => void;
  private readonly shelf: Shelf;
  private readonly trainer: Trainer;
  private readonly surfaces: SurfaceWatch;

  constructor(post: (message: EngineMessage) => void, machine: Machine) {
    this.post = post;
    const emit = (event: EngineEvent) => post(event);
    const progress = (task: "read" | "fetch") => (done: number, total: number) =>
      emit({ type: "progress", task, done, total });
    this.shelf = new Shelf({ onRead: progress("read"), onFetch: progress("fetch") });
    const onCompile = (done: number, total: number) =>
      emit({ type: "progress", task: "compile", done, total });
    this.trainer = new Trainer(new Engines({ ...machine, onCompile }), emit);
    this.surfaces = new SurfaceWatch(() => this.trainer.session, emit);
  }

  /** Answers with `reply` or `refused`, in its own time. */
  handle(message: CommandMessage): void {
    this.answer(message).then(
      (value) => this.post({ type: "reply", id: message.id, value }),
      (error: unknown) => this.post({ type: "refused", id: message.id, fault: faultRecord(error) }),
    );
  }

  dispose(): void {
    this.surfaces.watch(null);
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
        return nothing(trainer.reset().then(() => this.surfaces.refresh()));
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
        return trainer.withSession((session) =>
          readWeights(session.program, session.executor, message.params.run),
        );
      case "setWeights":
        return nothing(this.setWeights(message.params));
      case "watchSurface":
        this.surfaces.watch(message.params);
        return null;
    }
  }

  private load({ experiment }: Commands["load"]["params"]): Promise<Result> {
    return this.trainer.load(experiment, () => {
      const { dataset, info } = this.shelf.load(experiment.data);
      this.post({ type: "dataset", info });
      return dataset;
    });
  }

  private setWeights({ run, weights }: Commands["setWeights"]["params"]): Promise<void> {
    return this.trainer.withSession(async (session) => {
      writeWeights(session.program, session.executor, run, weights);
      await session.rememberState();
      this.surfaces.refresh();
    });
  }
}

async function nothing(work: Promise<unknown>): Promise<null> {
  await work;
  return null;
}
