/**
 * `window.trainyard`: the same doings as on the page, for teachers, scripts and tests. Errors reject
 * with the sentences that the page shows. Documented in README.md.
 */
import type { EngineClient } from "../client/client.ts";
import type { Targets } from "../engine/core/dataset.ts";
import { elements, type Shape } from "../engine/core/shape.ts";
import { faultSentence } from "../i18n/fault-sentence.ts";
import type { Experiment } from "../spec/experiment.ts";
import { faultRecord } from "../spec/fault.ts";
import { decodeLink } from "../spec/link.ts";
import { parseExperiment } from "../spec/parse.ts";
import { plainText } from "../spec/plain-text.ts";
import { edit, replaceDocument, useDocument } from "../stores/document.ts";
import { outdateExamination } from "../stores/examination.ts";
import { useRuns } from "../stores/runs.ts";
import { type RunHistory, series } from "../stores/series.ts";
import type {
  ArrayPart,
  BuildReport,
  EngineChoice,
  EngineInfo,
  TrainSummary,
  Weight,
} from "../worker/protocol.ts";
import type { EngineLink } from "./engine.ts";

type Numbers = ArrayLike<number>;

export interface ConsoleExamples {
  /** All examples one after the other; bytes stay bytes. */
  readonly x: Numbers;
  /** Class indices, or target values. */
  readonly y: Numbers;
}

export interface ConsoleDataset extends ConsoleExamples {
  /** Of one example. */
  readonly shape: Shape;
  /** Names of the classes, or how many there are; absent: regression. */
  readonly classes?: readonly string[] | number;
  /** How many of the last examples are held out, or the held-out examples themselves. */
  readonly validation?: number | ConsoleExamples;
}

export interface ConsoleWeight {
  readonly shape: readonly number[];
  readonly data: Numbers;
}

export interface TrainyardConsole {
  readonly version: string;
  experiment(): Experiment;
  /** Takes a document, a part of one (the rest keeps its defaults), or a link. */
  load(experiment: unknown): Promise<BuildReport>;
  /** Makes the arrays the document's data; the network is built for them by `load` or `build`. */
  addDataset(name: string, dataset: ConsoleDataset): Promise<void>;
  build(): Promise<BuildReport>;
  /** Makes `steps` updates more; without a number, trains to the document's limit. */
  train(steps?: number): Promise<TrainSummary>;
  pause(): Promise<void>;
  history(run?: number): RunHistory;
  weights(run?: number): Promise<Record<string, Weight>>;
  setWeights(run: number, weights: Readonly<Record<string, ConsoleWeight>>): Promise<void>;
  reset(): Promise<void>;
  engine(): EngineInfo | null;
  setEngine(choice: EngineChoice): Promise<EngineInfo | null>;
}

/** Turns a Fault into an Error whose message is the sentence for people. */
async function spoken<T>(work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(faultSentence(faultRecord(error)), { cause: error });
  }
}

export function createConsole(client: EngineClient, link: EngineLink): TrainyardConsole {
  const build = () => spoken(() => link.load());
  const built = async () => {
    if (useRuns.getState().report === null || link.isBehind) await link.load();
  };
  return {
    version: __APP_VERSION__,
    experiment: () => structuredClone(useDocument.getState().experiment),
    build,
    load: (value) =>
      spoken(() => {
        replaceDocument(
          typeof value === "string" ? decodeLink(hashOf(value)) : parseExperiment(value),
        );
        return link.load();
      }),
    addDataset: (name, dataset) => spoken(() => addDataset(client, name, dataset)),
    train: (steps) =>
      spoken(async () => {
        await built();
        return client.send("train", { steps: steps ?? null });
      }),
    pause: () => spoken(async () => void (await client.send("pause", null))),
    history: (run = 0) => {
      const { runs } = useDocument.getState().experiment;
      if (!(run in runs)) throw new Error(unknownRun(run, runs.length));
      return run < series.runs ? series.history(run) : noHistory;
    },
    weights: (run = 0) =>
      spoken(async () => {
        await built();
        return client.send("weights", { run });
      }),
    setWeights: (run, weights) =>
      spoken(async () => {
        await built();
        await client.send("setWeights", { run, weights: floatWeights(weights) });
        outdateExamination();
      }),
    reset: () => spoken(async () => void (await client.send("reset", null))),
    engine: () => useRuns.getState().engine,
    setEngine: (choice) => spoken(() => client.send("setEngine", { choice })),
  };
}

/** Before the first step. */
const noHistory: RunHistory = {
  step: [],
  loss: [],
  accuracy: [],
  penalty: [],
  learningRate: [],
  validationStep: [],
  validationLoss: [],
  validationAccuracy: [],
};

function unknownRun(run: number, runs: number): string {
  return faultSentence({ code: "engine.unknownRun", values: { run, runs } });
}

/** A whole address, or its part from # on. */
function hashOf(link: string): string {
  const at = link.indexOf("#");
  return at < 0 ? link : link.slice(at);
}

function floatWeights(weights: Readonly<Record<string, ConsoleWeight>>): Record<string, Weight> {
  const entries = Object.entries(weights);
  return Object.fromEntries(
    entries.map(([name, { shape, data }]) => [name, { shape, data: Float32Array.from(data) }]),
  );
}

function part(x: Numbers, y: Numbers): ArrayPart {
  const bytes = x instanceof Uint8Array || x instanceof Uint8ClampedArray;
  return { x: bytes ? Uint8Array.from(x) : Float32Array.from(x), y: Float32Array.from(y) };
}

function targetsOf({ classes, y, x, shape }: ConsoleDataset): Targets {
  if (classes === undefined) {
    const width = Math.max(1, Math.round(y.length / Math.max(1, x.length / elements(shape))));
    return { kind: "values", names: Array.from({ length: width }, (_, index) => `y${index + 1}`) };
  }
  const names =
    typeof classes === "number" ? Array.from({ length: classes }, (_, i) => String(i)) : classes;
  return { kind: "classes", names };
}

/** Splits off the last examples, takes the ones given, or leaves the split to the document. */
function partsOf(dataset: ConsoleDataset, width: number) {
  const { x, y, shape, validation } = dataset;
  const all = part(x, y);
  if (validation === undefined) return { training: all, validation: null };
  if (typeof validation !== "number") {
    return { training: all, validation: part(validation.x, validation.y) };
  }
  const size = elements(shape);
  const first = x.length / size - validation;
  return {
    training: { x: all.x.slice(0, first * size), y: all.y.slice(0, first * width) },
    validation: { x: all.x.slice(first * size), y: all.y.slice(first * width) },
  };
}

async function addDataset(
  client: EngineClient,
  givenName: string,
  dataset: ConsoleDataset,
): Promise<void> {
  const name = plainText(givenName);
  const targets = targetsOf(dataset);
  const width = targets.kind === "classes" ? 1 : targets.names.length;
  const parts = partsOf(dataset, width);
  const inputShape = [...dataset.shape];
  await client.send("addArrays", { arrays: { name, inputShape, targets, ...parts } });
  edit((draft) => {
    draft.data.source = { kind: "arrays", name };
    draft.data.fitted = null;
  });
}
