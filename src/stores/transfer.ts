/** Transfer: a network whose lower layers come from a checkpoint, with a new head for other classes. */
import type { Targets } from "../engine/core/dataset.ts";
import { expectedUnits } from "../nn/losses/index.ts";
import { layers } from "../spec/catalogue.ts";
import { rowDefault } from "../spec/defaults.ts";
import type { Experiment, LayerSpec } from "../spec/experiment.ts";
import type { CheckpointInfo } from "../worker/protocol.ts";
import { edit } from "./document.ts";

/** How many layers from the input on are usually worth keeping: all but the last one. */
export function usualDepth({ experiment }: CheckpointInfo): number {
  return Math.max(1, experiment.network.layers.length - 1);
}

export interface TransferChoice {
  readonly checkpoint: CheckpointInfo;
  /** Layers from the input on that take their weights from the checkpoint. */
  readonly depth: number;
  readonly freeze: boolean;
  /** What the head has to tell apart. */
  readonly targets: Targets;
}

/** Takes the lower layers into the document as one step of undo. */
export function transfer(choice: TransferChoice): void {
  edit((draft) => transferred(draft, choice));
}

export function transferred(draft: Experiment, choice: TransferChoice): void {
  const { checkpoint, depth, freeze, targets } = choice;
  const lower = checkpoint.experiment.network.layers.slice(0, depth);
  const kept = lower.map((layer) => (freeze ? frozen(layer) : layer));
  const units = expectedUnits(draft.loss.kind, targets);
  const id = freshId(kept);
  draft.network.layers = [...kept, { ...rowDefault(layers, "dense"), units, id, inputs: [null] }];
  const name = checkpoint.name.slice(0, 80);
  draft.network.start = { name, sha256: checkpoint.id, layers: depth };
}

function frozen(layer: LayerSpec): LayerSpec {
  const copy = { ...layer };
  if ("trainable" in copy) copy.trainable = false;
  return copy;
}

function freshId(stack: readonly LayerSpec[]): string {
  const numbers = stack.map((layer) => Number(layer.id)).filter(Number.isSafeInteger);
  return String(Math.max(0, ...numbers) + 1);
}

/** First weights are drawn again. */
export function drawAnew(): void {
  edit((draft) => {
    draft.network.start = null;
  });
}
