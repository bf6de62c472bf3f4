/** A state of training as a file that other tools read too: safetensors, the document in its metadata. */
import { elements, sameShape, shapeText } from "../engine/core/shape.ts";
import { placeLayers } from "../nn/network.ts";
import { networkOf } from "../nn/structure.ts";
import { asBuilt } from "../spec/defaults.ts";
import type { Experiment } from "../spec/experiment.ts";
import { Fault } from "../spec/fault.ts";
import { parseExperiment } from "../spec/parse.ts";
import { isPlainObject } from "../spec/read.ts";
import type { Program, StartWeights } from "./program.ts";
import { decodeTensors, encodeTensors } from "./safetensors.ts";
import type { CohortState, Snapshot } from "./state.ts";
import type { Training } from "./training.ts";
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

/** Of a member: `run_1/`, and `run_1_seed_2/` for its second seed. */
function prefix({ training: { seeds } }: Experiment, member: number): string {
  const seed = member % seeds;
  const run = `run_${Math.floor(member / seeds) + 1}`;
  return seed === 0 ? `${run}/` : `${run}_seed_${seed + 1}/`;
}

/** Weights of run r are `run_1/dense_1/kernel` and so on, its optimizer's slots `run_1/optimizer`. */
export function encodeCheckpoint(
  training: Training,
  snapshot: Snapshot,
  about: CheckpointAbout,
): Uint8Array {
  const halted = new Float32Array(training.members.length);
  const tensors: Record<string, WeightArray> = {};
  for (const [index, { program, members }] of training.cohorts.entries()) {
    const state = snapshot.cohorts[index];
    if (!state) continue;
    for (const [run, member] of members.entries()) {
      const before = prefix(training.experiment, member);
      Object.assign(tensors, runTensors(program, state, run, before));
      halted[member] = state.halted[run] ?? 0;
    }
  }
  tensors["halted"] = { shape: [halted.length], data: halted };
  const metadata = {
    format: "trainyard",
    experiment: JSON.stringify(training.experiment),
    about: JSON.stringify(about),
    watch: JSON.stringify(snapshot.watch),
  };
  return encodeTensors({ tensors, metadata });
}

/** Weights and slots of one run of a cohort, by name. */
function runTensors(
  { model, plan }: Program,
  state: CohortState,
  run: number,
  before: string,
): Record<string, WeightArray> {
  const strides = { parameters: plan.parameterStride, moving: plan.movingStride };
  const tensors: Record<string, WeightArray> = {};
  for (const { name, shape, buffer, offset } of model.parameters) {
    const start = run * strides[buffer] + offset;
    const data = Float32Array.from(state[buffer].subarray(start, start + elements(shape)));
    tensors[`${before}${name}`] = { shape, data };
  }
  const slots = model.slots * plan.parameterStride;
  if (state.slots.length === plan.runs * slots) {
    const data = state.slots.slice(run * slots, (run + 1) * slots);
    tensors[`${before}optimizer`] = { shape: [model.slots, plan.parameterStride], data };
  }
  return tensors;
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
function readWatch(value: unknown, { runs, training }: Experiment): WatchState {
  const items: unknown[] = Array.isArray(value) ? value : [];
  return items.length === runs.length * training.seeds && items.every(isWatch) ? items : [];
}

function isWatch(value: unknown): value is WatchState[number] {
  return (
    isPlainObject(value) && "best" in value && "waited" in value && isPlainObject(value["plateau"])
  );
}

/** The state that a checkpoint holds, for a training of the same networks and runs. */
export function checkpointSnapshot(training: Training, checkpoint: Checkpoint): Snapshot {
  const halted = checkpoint.tensors["halted"]?.data;
  const isHalted = (member: number) =>
    halted?.length === training.members.length ? (halted[member] ?? 0) : 0;
  return {
    step: checkpoint.about.step,
    cohorts: training.cohorts.map(({ program, members }) => ({
      ...cohortState(program, members, checkpoint),
      halted: Float32Array.from(members, isHalted),
    })),
    watch: checkpoint.watch,
  };
}

function cohortState(
  { model, plan }: Program,
  members: readonly number[],
  checkpoint: Checkpoint,
): Omit<CohortState, "halted"> {
  const strides = { parameters: plan.parameterStride, moving: plan.movingStride };
  const state = {
    parameters: new Float32Array(plan.runs * strides.parameters),
    moving: new Float32Array(plan.runs * strides.moving),
  };
  const size = model.slots * plan.parameterStride;
  const slots = new Float32Array(plan.runs * size);
  for (const [run, member] of members.entries()) {
    const before = prefix(checkpoint.experiment, member);
    for (const { name, shape, buffer, offset } of model.parameters) {
      const { data } = tensorOf(checkpoint, `${before}${name}`, shape);
      state[buffer].set(data, run * strides[buffer] + offset);
    }
    const kept = checkpoint.tensors[`${before}optimizer`]?.data;
    if (kept?.length === size) slots.set(kept, run * size);
  }
  return { ...state, slots };
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
  const { network, runs } = checkpoint.experiment;
  const structure = runs[0]?.structure ?? asBuilt();
  const given = placeLayers(networkOf(network, structure).layers, inputShape);
  const count = experiment.network.start?.layers ?? 0;
  const weights = new Map<string, Float32Array>();
  for (const [index, { name, parameters }] of wanted.slice(0, count).entries()) {
    for (const [row, parameter] of parameters.entries()) {
      const source = given[index];
      const from = `${prefix(checkpoint.experiment, 0)}${source?.name ?? name}/${source?.parameters[row]?.name ?? parameter.name}`;
      const { data } = tensorOf(checkpoint, from, parameter.shape);
      weights.set(`${name}/${parameter.name}`, data);
    }
  }
  return weights;
}
