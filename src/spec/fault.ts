/**
 * Faults: everything that can go wrong for a person, by code. The engine knows codes and values
 * only; the sentences stand in `i18n`, whose dictionaries the type checker holds against this list.
 */
export interface Faults {
  /** A document or link that does not say what it must. `path` is like `network.layers[2].units`. */
  "spec.missing": { path: string };
  "spec.unknownKey": { path: string };
  "spec.type": { path: string; expected: string; got: string };
  "spec.range": { path: string; min: number; max: number; got: number };
  "spec.choice": { path: string; options: string; got: string };
  "spec.tooMany": { path: string; max: number; got: number };
  "spec.tooLong": { path: string; max: number; got: number };
  "spec.firstLayer": { got: string };
  "spec.duplicateId": { path: string; id: string };
  /** A layer's input must be a layer that stands before it. */
  "spec.inputOrder": { path: string; id: string };
  "spec.newerVersion": { got: number; known: number };
  "link.format": { reason: string };
  "link.damaged": Record<never, never>;
  "link.tooLong": { max: number; got: number };
  "link.expands": { max: number };

  /** A network whose shapes do not fit; `layer` is the layer's name, as `dense_1`. */
  "shape.needsFlat": { layer: string; got: string };
  "shape.outputUnits": { layer: string; expected: number; got: number; loss: string };
  "shape.outputFlat": { layer: string; got: string; loss: string };
  "shape.lossNeedsClasses": { loss: string };
  "shape.noOutput": Record<never, never>;
  /** `expected` is a form such as `[time, channels]` or `[height, width, channels]`. */
  "shape.needsRank": { layer: string; expected: string; got: string };
  /** The window is longer than what it slides over. */
  "shape.windowTooLong": { layer: string; window: number; got: number };
  "shape.reshape": { layer: string; from: string; to: string };
  "shape.mergeNeedsTwo": { layer: string };
  /** Two inputs of a merge do not fit each other. */
  "shape.mergeConflict": { layer: string; first: string; second: string };
  /** No path leads from the layer to the output. */
  "shape.unused": { layer: string };
  "shape.classWeights": { expected: number; got: number };
  "shape.tooManyParameters": { layer: string; max: number; got: number };
  "memory.tooMuch": { layer: string; needed: number; available: number };

  "data.empty": { file: string };
  "data.tooLarge": { file: string; max: number; got: number };
  "data.tooFewExamples": { file: string; got: number; min: number };
  "data.unknownFormat": { file: string };
  "data.changed": { file: string };
  "data.encoding": { file: string; line: number };
  "data.gzipTruncated": { file: string; byte: number };
  "data.gzipDamaged": { file: string; byte: number };
  "data.gzipTrailing": { file: string; byte: number };
  "data.expands": { file: string; max: number };
  "data.idxMagic": { file: string; got: string };
  "data.idxType": { file: string; got: string };
  "data.idxLength": { file: string; expected: number; got: number };
  "data.idxPair": { images: string; labels: string; imageCount: number; labelCount: number };
  "data.idxLonely": { file: string; missing: "images" | "labels" };
  "data.npyHeader": { file: string; got: string };
  "data.npyType": { file: string; got: string };
  "data.npyOrder": { file: string };
  "data.npyLength": { file: string; expected: number; got: number };
  "data.npzArrays": { file: string; found: string };
  "data.zipDamaged": { file: string };
  "data.raggedRow": { file: string; line: number; expected: number; got: number };
  "data.quote": { file: string; line: number };
  "data.notNumber": { file: string; line: number; column: string; got: string };
  "data.missingCell": { file: string; line: number; column: string; count: number };
  /** A warning: records with missing cells were left out; `line` and `column` of the first. */
  "data.recordsLeftOut": { file: string; line: number; column: string; count: number };
  "data.noFeature": { file: string };
  "data.columns": { file: string; max: number; got: number };
  "data.cells": { file: string; max: number; got: number };
  "data.notFinite": { file: string; row: number; column: string };
  "data.oneClass": { file: string; label: string };
  "data.tooManyClasses": { file: string; max: number; got: number };
  "data.labels": { file: string; row: number; got: string };
  "data.lengths": { file: string; examples: number; labels: number };
  "data.constantColumn": { file: string; column: string };
  "data.fetch": { address: string; status: string };
  "data.hash": { address: string; expected: string; got: string };
  "data.unknownSet": { id: string };
  "data.notLoaded": { name: string };
  "data.wrongFile": { name: string; expected: string; got: string };
  "data.unknownColumn": { file: string; column: string; known: string };
  "data.windowTooLong": { file: string; window: number; longest: number };
  "data.noSubjects": { name: string };
  "data.fewSubjects": { name: string; got: number };
  /** A file in the `.ts` or `.tsv` form of the time series archives that breaks its rules. */
  "data.seriesFormat": { file: string; line: number; got: string };
  "data.seriesChannels": { file: string; line: number; expected: number; got: number };
  "data.raggedSeries": { file: string; line: number; expected: number; got: number };
  "data.symbolRange": { layer: string; max: number; got: number };
  "checkpoint.missing": { name: string };
  "checkpoint.damaged": { name: string };
  "checkpoint.format": { file: string; reason: string };
  "checkpoint.shapes": { name: string; weight: string; expected: string; got: string };
  "data.cancelled": Record<never, never>;
  "data.arrayShape": { name: string; expected: string; got: string };

  "engine.noWebGpu": { reason: "missing" | "insecure" | "adapter" | "device"; detail: string };
  "engine.shader": { shader: string; line: number; column: number; message: string };
  "engine.validation": { message: string };
  "engine.outOfMemory": { needed: number };
  "engine.lost": { message: string };
  "engine.hung": { seconds: number };
  "engine.notBuilt": Record<never, never>;
  "engine.internal": { message: string };
  "engine.unknownRun": { run: number; runs: number };
  "engine.unknownWeight": { name: string; known: string };
  "engine.weightShape": { name: string; expected: string; got: string };
  "storage.full": Record<never, never>;
  "storage.unavailable": { reason: string };
}

export type FaultCode = keyof Faults;

/** What crosses a worker boundary, a store or a log. */
export type FaultRecord = { [C in FaultCode]: { code: C; values: Faults[C] } }[FaultCode];

/** An error that a person can be told in words; `message` is for logs and tests only. */
export class Fault<C extends FaultCode = FaultCode> extends Error {
  override readonly name = "Fault";
  readonly code: C;
  readonly values: Faults[C];

  constructor(code: C, values: Faults[C]) {
    super(`${code} ${JSON.stringify(values)}`);
    this.code = code;
    this.values = values;
  }
}

/** Any thrown thing as a record; what is not a Fault is our own mistake and says so. */
export function faultRecord(error: unknown): FaultRecord {
  if (error instanceof Fault) {
    return { code: error.code, values: error.values };
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { code: "engine.internal", values: { message } };
}
