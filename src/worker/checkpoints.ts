/**
 * The checkpoints at hand: what training keeps by itself, what people keep, and what they open. All
 * changes go one after the other, so that replacing one never leaves two or none.
 */
import type { CheckpointStore, StoredCheckpoint } from "../data/checkpoint-store.ts";
import { crc32 } from "../data/readers/crc32.ts";
import { Sha256 } from "../data/readers/sha256.ts";
import type { Experiment } from "../spec/experiment.ts";
import { Fault, faultRecord } from "../spec/fault.ts";
import {
  type Checkpoint,
  type CheckpointKind,
  decodeCheckpoint,
  encodeCheckpoint,
  startWeights,
} from "../train/checkpoint.ts";
import type { StartWeights } from "../train/program.ts";
import type { SessionCheckpoint, SessionEvaluation } from "../train/session-listener.ts";
import type { Snapshot } from "../train/state.ts";
import type { Training } from "../train/training.ts";
import { BestOfRuns } from "./best-of-runs.ts";
import type { CheckpointInfo, EngineEvent } from "./protocol.ts";

export type About = Omit<CheckpointInfo, "id">;

/** More numbers than these are only kept when someone asks. */
const mostAutomaticNumbers = 8_000_000;
const mostRegular = 5;

export class Checkpoints {
  private readonly store: CheckpointStore<About>;
  private readonly emit: (event: EngineEvent) => void;
  private queue: Promise<unknown> = Promise.resolve();
  private best = new BestOfRuns();

  constructor(store: CheckpointStore<About>, emit: (event: EngineEvent) => void) {
    this.store = store;
    this.emit = emit;
  }

  /** A new training: its best is not that of the last one. */
  begin(): void {
    this.best = new BestOfRuns();
  }

  /** What training keeps by itself; that it failed is told, and stops nothing. */
  keep(training: Training, checkpoint: SessionCheckpoint): void {
    const { kind, evaluation } = checkpoint;
    const best = kind === "best";
    const state = best ? this.best.merge(training, checkpoint) : checkpoint.snapshot;
    const seen = best ? this.best.evaluation : evaluation;
    this.aside(() =>
      this.write(training, state, { kind, name: "", evaluation: seen }, best ? 1 : mostRegular),
    );
  }

  /** The state of now, for a page that is left or reloaded; there is only one. */
  keepSession(training: Training, snapshot: Snapshot, evaluation: SessionEvaluation | null): void {
    if (snapshot.step === 0 || numbersIn(snapshot) > mostAutomaticNumbers) return;
    this.aside(() => this.write(training, snapshot, { kind: "session", name: "", evaluation }, 1));
  }

  save(
    training: Training,
    snapshot: Snapshot,
    name: string,
    evaluation: SessionEvaluation | null,
  ): Promise<CheckpointInfo> {
    return this.alone(() =>
      this.write(training, snapshot, { kind: "manual", name, evaluation }, null),
    );
  }

  /** Newest first. */
  async list(): Promise<CheckpointInfo[]> {
    const all = await this.store.list();
    return all.map(({ id, about }) => ({ id, ...about })).sort((a, b) => b.createdAt - a.createdAt);
  }

  /** Throws `checkpoint.missing` and `checkpoint.damaged`. */
  async read(id: string, name: string): Promise<Checkpoint> {
    return decodeCheckpoint(await this.bytes(id, name), name || id.slice(0, 8));
  }

  async bytes(id: string, name: string): Promise<Uint8Array> {
    await this.queue;
    const found = await this.store.get(id);
    if (!found) throw new Fault("checkpoint.missing", { name });
    if (crc32(found.bytes) !== found.crc) {
      throw new Fault("checkpoint.damaged", { name: found.about.name || name });
    }
    return found.bytes;
  }

  /** Weights that a document takes from a checkpoint instead of drawing them. */
  async startFor(experiment: Experiment, inputShape: readonly number[]): Promise<StartWeights> {
    const { start } = experiment.network;
    if (start === null) return new Map();
    return startWeights(experiment, await this.read(start.sha256, start.name), inputShape);
  }

  delete(id: string): Promise<void> {
    return this.alone(async () => {
      await this.store.delete(id);
      await this.tell();
    });
  }

  /** Takes in a file that was downloaded from here. */
  open(bytes: Uint8Array, file: string): Promise<CheckpointInfo> {
    return this.alone(async () => {
      const { about, experiment } = decodeCheckpoint(bytes, file);
      const opened = { ...about, kind: "opened" as const, name: about.name || file };
      const stored = storedForm(bytes, opened, experiment);
      await this.store.put(stored);
      await this.tell();
      return { id: stored.id, ...stored.about };
    });
  }

  private async write(
    training: Training,
    snapshot: Snapshot,
    what: { kind: CheckpointKind; name: string; evaluation: SessionEvaluation | null },
    most: number | null,
  ): Promise<CheckpointInfo> {
    const { kind, name, evaluation } = what;
    const about = {
      kind,
      name,
      createdAt: Date.now(),
      step: snapshot.step,
      loss: evaluation?.loss ?? [],
      accuracy: evaluation?.accuracy ?? [],
    };
    const stored = storedForm(
      encodeCheckpoint(training, snapshot, about),
      about,
      training.experiment,
    );
    await this.store.put(stored);
    if (most !== null) await this.dropOldest(kind, most);
    await this.tell();
    return { id: stored.id, ...stored.about };
  }

  private async dropOldest(kind: CheckpointKind, most: number): Promise<void> {
    const alike = (await this.list()).filter((known) => known.kind === kind);
    for (const { id } of alike.slice(most)) await this.store.delete(id);
  }

  private async tell(): Promise<void> {
    this.emit({ type: "checkpoints", list: await this.list() });
  }

  private aside(work: () => Promise<unknown>): void {
    this.alone(work).catch((error: unknown) => {
      this.emit({ type: "checkpointFailed", fault: storageFault(error) });
    });
  }

  private alone<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    // The next goes on however this one ends; its caller hears of a failure.
    this.queue = result.catch(() => null);
    return result;
  }
}

function numbersIn({ cohorts }: Snapshot): number {
  return cohorts.reduce((sum, { parameters, slots }) => sum + parameters.length + slots.length, 0);
}

function storedForm(
  bytes: Uint8Array,
  about: Omit<About, "bytes" | "experiment">,
  experiment: Experiment,
): StoredCheckpoint<About> {
  const hash = new Sha256();
  hash.update(bytes);
  const id = hash.digest();
  return { id, crc: crc32(bytes), about: { ...about, bytes: bytes.length, experiment }, bytes };
}

function storageFault(error: unknown) {
  const full = error instanceof DOMException && error.name === "QuotaExceededError";
  return full ? faultRecord(new Fault("storage.full", {})) : faultRecord(error);
}
