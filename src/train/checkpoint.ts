/** A state of training as a file that other tools read too: safetensors, the document in its metadata. */
import { sameShape, shapeText } from "../engine/core/shape.ts";
import { placeLayers } from "../nn/network.ts";
import type { Experiment } from "../spec/experiment.ts";
import { Fault } from "../spec/fault.ts";
import { parseExperiment } from "../spec/parse.ts";
import { isPlainObject } from "../spec/read.ts";
import type { Program, StartWeights } from "./program.ts";
import { decodeTensors, encodeTensors } from "./safetensors.ts";
import type { Snapshot } from "./state.ts";
import type { WatchState } from "./watch.ts";
import type { WeightArray } from "./weights.ts";

export type CheckpointKind = "best" | "regular" | "manual" | "session" | "opened";

/** What is known of a checkpoint besides its numbers. */
export interface CheckpointAbout {
  readonly kind: CheckpointKind;
  /** Shown to people. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Updates made. */
  readonly step: number;
  /** One a run, at the evaluation nearest to it; empty where none was made. */
  readonly loss: readonly number[];
  readonly accuracy: readonly number[];
}

export interface Checkpoint {
  readonly about: CheckpointAbout;
  readonly experiment: Experiment;
  readonly tensors: Readonly<Record<string, WeightArray>>;
  readonly watch: WatchState;
}

const prefix = (run: number) => `run_${run + 1}/`;

/** Weights of run r are `run_1/dense_1/kernel` and so on, its optimizer's slots `run_1/optimizer`. */
export function encodeCheckpoint(
  program: Program,
  snapshot: Snapshot,
  about: CheckpointAbout,
): Uint8Array {
  const { model, plan } = program;
  const strides = { parameters: plan.parameterStride, moving: plan.movingStride };
  const tensors: Record<string, WeightArray> = {};
  for (let run = 0; run < plan.runs; run++) {
    for (const { name, shape, buffer, offset } of model.parameters) {
      const start = run * strides[buffer] + offset;
      const size = shape.reduce((product, side) => product * side, 1);
      const data = Float32Array.from(snapshot[buffer].subarray(start, start + size));
      tensors[`${prefix(run)}${name}`] = { shape, data };
    }
    const slots = model.slots * plan.parameterStride;
    if (snapshot.slots.length !== plan.runs * slots) continue;
    const data = snapshot.slots.slice(run * slots, (run + 1) * slots);
    tensors[`${prefix(run)}optimizer`] = { shape: [model.slots, plan.parameterStride], data };
  }
  tensors["halted"] = { shape: [plan.runs], data: snapshot.halted };
  const metadata = {
    format: "trainyard",
    experiment: JSON.stringify(program.experiment),
    about: JSON.stringify(about),
    watch: JSON.stringify(snapshot.watch),
  };
  return encodeTensors({ tensors, metadata });
}

/** Throws Faults `checkpoint.format` and `spec.*`. */
export function decodeCheckpoint(bytes: Uint8Array, file: string): Checkpoint {
  const { tensors, metadata } = decodeTensors(bytes, file);
  const [document, about, watch] = ["experiment", "about", "watch"].map((key) =>
    parsed(metadata[key], file),
  );
  const experiment = parseExperiment(document);
  return {
    about: readAbout(about, file),
    experiment,
    tensors,
    watch: readWatch(watch, experiment),
  };
}

function parsed(text: string | undefined, file: string): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Fault("checkpoint.format", { file, reason: "metadata" });
  }
}

const kinds: readonly CheckpointKind[] = ["best", "regular", "manual", "session", "opened"];

function readAbout(value: unknown, file: string): CheckpointAbout {
  const kind = isPlainObject(value) ? kinds.find((known) => known === value["kind"]) : undefined;
  if (!isPlainObject(value) || kind === undefined) {
    throw new Fault("checkpoint.format", { file, reason: "metadata" });
  }
  return {
    kind,
    name: typeof value["name"] === "string" ? value["name"] : "",
    createdAt: Number(value["createdAt"] ?? 0),
    step: Number(value["step"] ?? 0),
    loss: numberList(value["loss"]),
    accuracy: numberList(value["accuracy"]),
  };
}

/** What is not a finite number was stored as null. */
function numberList(value: unknown): number[] {
  const items: unknown[] = Array.isArray(value) ? value : [];
  return items.map((item) => (typeof item === "number" ? item : Number.NaN));
}

/** What is not as it was written starts anew: it only decides when to stop and when to slow down. */
function readWatch(value: unknown, { runs }: Experiment): WatchState {
  const items: unknown[] = Array.isArray(value) ? value : [];
  return items.length === runs.length && items.every(isWatch) ? items : [];
}

function isWatch(value: unknown): value is WatchState[number] {
  return (
    isPlainObject(value) && "best" in value && "waited" in value && isPlainObject(value["plateau"])
  );
}

/** The state that a checkpoint holds, for a program of the same network and runs. */
export function checkpointSnapshot(program: Program, checkpoint: Checkpoint): Snapshot {
  const { model, plan } = program;
  const strides = { parameters: plan.parameterStride, moving: plan.movingStride };
  const state = {
    parameters: new Float32Array(plan.runs * strides.parameters),
    moving: new Float32Array(plan.runs * strides.moving),
  };
  const size = model.slots * plan.parameterStride;
  const slots = new Float32Array(plan.runs * size);
  for (let run = 0; run < plan.runs; run++) {
    for (const { name, shape, buffer, offset } of model.parameters) {
      const { data } = tensorOf(checkpoint, `${prefix(run)}${name}`, shape);
      state[buffer].set(data, run * strides[buffer] + offset);
    }
    const kept = checkpoint.tensors[`${prefix(run)}optimizer`]?.data;
    if (kept?.length === size) slots.set(kept, run * size);
  }
  const halted = checkpoint.tensors["halted"]?.data;
  return {
    step: checkpoint.about.step,
    ...state,
    slots,
    halted: halted?.length === plan.runs ? halted : new Float32Array(plan.runs),
    watch: checkpoint.watch,
  };
}

function tensorOf(checkpoint: Checkpoint, name: string, shape: readonly number[]): WeightArray {
  const tensor = checkpoint.tensors[name];
  if (tensor && sameShape(tensor.shape, shape)) return tensor;
  throw new Fault("checkpoint.shapes", {
    name: checkpoint.about.name,
    weight: name.slice(name.indexOf("/") + 1),
    expected: shapeText(shape),
    got: tensor ? shapeText(tensor.shape) : "-",
  });
}

/**
 * The weights of a checkpoint's first run for the lower layers of another network: layer by layer in
 * the order of both, as many as the document says. Throws `checkpoint.shapes` where they differ.
 */
export function startWeights(
  experiment: Experiment,
  checkpoint: Checkpoint,
  inputShape: readonly number[],
): StartWeights {
  const wanted = placeLayers(experiment.network.layers, inputShape);
  const given = placeLayers(checkpoint.experiment.network.layers, inputShape);
  const count = experiment.network.start?.layers ?? 0;
  const weights = new Map<string, Float32Array>();
  for (const [index, { name, parameters }] of wanted.slice(0, count).entries()) {
    for (const [row, parameter] of parameters.entries()) {
      const source = given[index];
      const from = `${prefix(0)}${source?.name ?? name}/${source?.parameters[row]?.name ?? parameter.name}`;
      const { data } = tensorOf(checkpoint, from, parameter.shape);
      weights.set(`${name}/${parameter.name}`, data);
    }
  }
  return weights;
}
