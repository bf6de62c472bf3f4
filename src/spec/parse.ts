/**
 * From an untrusted value to an Experiment. What is missing takes its default, so that partial
 * documents are welcome; what is there must be exactly right. Driven by the rows of the catalogue.
 */
import {
  initializers,
  isMerge,
  layers,
  losses,
  optimizers,
  orderSeed,
  type Row,
  runFields,
  schedules,
  structureFields,
  trainingFields,
} from "./catalogue.ts";
import { augmentationFields, dataFields, datasets, tableFields } from "./data-catalogue.ts";
import { asBuilt, defaultExperiment, defaultRun, noAugmentation } from "./defaults.ts";
import type {
  AugmentationSpec,
  DataSpec,
  Experiment,
  FileSourceSpec,
  InitializerSpec,
  LayerSpec,
  NetworkSpec,
  Normalization,
  RowValue,
  RunSpec,
  SearchRange,
  SearchSpec,
  SourceSpec,
  StartSpec,
  StructureSpec,
  TableSpec,
  Values,
} from "./experiment.ts";
import { Fault } from "./fault.ts";
import type { Fields } from "./field.ts";
import { limits } from "./limits.ts";
import { currentVersion, migrate } from "./migrate.ts";
import {
  isPlainObject,
  readChoice,
  readField,
  readFields,
  readFilledList,
  readHash,
  readInteger,
  readKey,
  readKind,
  readList,
  readNumber,
  readObject,
  readText,
} from "./read.ts";
import { searchFields, searchParameterNames, searchParameters } from "./search-catalogue.ts";

/** The fields of one place in the document; the rows say the types that the values have. */
function fieldValues<F extends Fields>(
  fields: F,
  object: ReadonlyMap<string, unknown>,
  path: string,
): Values<F> {
  return readFields(fields, object, path, readInitializer) as Values<F>;
}

/** A row's value: its kind, its fields, nothing else but the keys in `besides`. */
function readRow<Rows extends Record<string, Row>>(
  rows: Rows,
  value: unknown,
  path: string,
  besides: readonly string[] = [],
): RowValue<Rows> {
  const kind = readKind(value, path, rows);
  const fields: Fields = rows[kind]?.fields ?? {};
  const object = readObject(value, path, ["kind", ...besides, ...Object.keys(fields)]);
  return { kind, ...fieldValues(fields, object, path) } as unknown as RowValue<Rows>;
}

function readInitializer(value: unknown, path: string): InitializerSpec {
  return readRow(initializers, value, path);
}

function readOptionalInitializer(value: unknown, path: string): InitializerSpec | null {
  return value === null ? null : readInitializer(value, path);
}

function readId(value: unknown): string | null {
  return isPlainObject(value) && typeof value["id"] === "string" ? value["id"] : null;
}

/** Ids that were not given: the layer's number, or the next one that is free. */
function missingId(index: number, taken: ReadonlySet<string>): string {
  let number = index + 1;
  while (taken.has(String(number))) number += 1;
  return String(number);
}

/** Ids of layers that stand before, or null for the one right before: so there is never a cycle. */
function readInputs(before: ReadonlySet<string>) {
  return (value: unknown, path: string): (string | null)[] =>
    readList(value, path, limits.layers, (item, at) => {
      if (item === null) return null;
      const id = readText(item, at);
      if (!before.has(id)) throw new Fault("spec.inputOrder", { path: at, id });
      return id;
    });
}

function readLayers(value: unknown, path: string): LayerSpec[] {
  const given: unknown[] = Array.isArray(value) ? value.slice(0, limits.layers) : [];
  const taken = new Set(given.map(readId).filter((id) => id !== null));
  const used = new Set<string>();
  return readFilledList(value, path, limits.layers, (item, at, index) => {
    const layer = readRow(layers, item, at, ["id", "inputs"]);
    if ((layer.kind === "input") !== (index === 0)) {
      throw new Fault("spec.firstLayer", { got: `${at}: ${layer.kind}` });
    }
    const object = readObject(item, at, ["id", "inputs", ...Object.keys(layer)]);
    const id = readKey(object, at, "id", readText, () => missingId(index, taken));
    if (used.has(id)) throw new Fault("spec.duplicateId", { path: `${at}.id`, id });
    const standard = index === 0 ? [] : [null];
    const inputs = readKey(object, at, "inputs", readInputs(used), () => standard);
    const most = index === 0 ? 0 : isMerge(layer.kind) ? limits.layers : 1;
    const least = index === 0 ? 0 : 1;
    if (inputs.length < least || inputs.length > most) {
      const range = { min: least, max: most, got: inputs.length };
      throw new Fault("spec.range", { path: `${at}.inputs.length`, ...range });
    }
    taken.add(id);
    used.add(id);
    return { ...layer, id, inputs };
  });
}

function readStart(value: unknown, path: string): StartSpec | null {
  if (value === null) return null;
  const object = readObject(value, path, ["name", "sha256", "layers"]);
  const readCount = (count: unknown, at: string) =>
    readInteger(count, at, { min: 1, max: limits.layers });
  return {
    name: readKey(object, path, "name", readText),
    sha256: readKey(object, path, "sha256", readHash),
    layers: readKey(object, path, "layers", readCount),
  };
}

function readNetwork(value: unknown, path: string): NetworkSpec {
  const object = readObject(value, path, ["layers", "initializer", "start"]);
  const standard = defaultExperiment().network;
  return {
    layers: readKey(object, path, "layers", readLayers, () => standard.layers),
    initializer: readKey(object, path, "initializer", readInitializer, () => standard.initializer),
    start: readKey(object, path, "start", readStart, () => null),
  };
}

function readTable(value: unknown, path: string): TableSpec | null {
  if (value === null) return null;
  return fieldValues(tableFields, readObject(value, path, Object.keys(tableFields)), path);
}

function readFileSource(value: unknown, path: string): FileSourceSpec {
  const object = readObject(value, path, ["kind", "name", "sha256", "files", "table"]);
  const readFiles = (list: unknown, at: string) =>
    readFilledList(list, at, limits.files, (item, place) => readText(item, place));
  return {
    kind: "file",
    name: readKey(object, path, "name", readText),
    sha256: readKey(object, path, "sha256", readHash),
    files: readKey(object, path, "files", readFiles),
    table: readKey(object, path, "table", readTable, () => null),
  };
}

const sources = {
  ...datasets,
  file: { fields: {} },
  remote: { fields: {} },
  arrays: { fields: {} },
} as const satisfies Record<string, Row>;

function readSource(value: unknown, path: string): SourceSpec {
  const kind = readKind(value, path, sources);
  switch (kind) {
    case "file":
      return readFileSource(value, path);
    case "remote":
      return { kind, id: readKey(readObject(value, path, ["kind", "id"]), path, "id", readText) };
    case "arrays": {
      const object = readObject(value, path, ["kind", "name"]);
      return { kind, name: readKey(object, path, "name", readText) };
    }
    default:
      return readRow(datasets, value, path);
  }
}

function readNormalization(value: unknown, path: string): Normalization | null {
  if (value === null) return null;
  const object = readObject(value, path, ["shift", "scale"]);
  const readNumbers = (list: unknown, at: string) =>
    readFilledList(list, at, limits.features, (item, place) => readNumber(item, place));
  const shift = readKey(object, path, "shift", readNumbers);
  const scale = readKey(object, path, "scale", readNumbers);
  if (scale.length !== shift.length) {
    const count = shift.length;
    const at = `${path}.scale.length`;
    throw new Fault("spec.range", { path: at, min: count, max: count, got: scale.length });
  }
  return { shift, scale };
}

function readAugmentation(value: unknown, path: string): AugmentationSpec {
  const object = readObject(value, path, Object.keys(augmentationFields));
  return fieldValues(augmentationFields, object, path);
}

function readData(value: unknown, path: string): DataSpec {
  const known = ["source", "fitted", "augmentation", ...Object.keys(dataFields)];
  const object = readObject(value, path, known);
  const standard = defaultExperiment().data;
  return {
    source: readKey(object, path, "source", readSource, () => standard.source),
    ...fieldValues(dataFields, object, path),
    fitted: readKey(object, path, "fitted", readNormalization, () => standard.fitted),
    augmentation: readKey(object, path, "augmentation", readAugmentation, noAugmentation),
  };
}

function readRun(value: unknown, path: string): RunSpec {
  const known = [
    "name",
    "optimizer",
    "schedule",
    "initializer",
    "structure",
    ...Object.keys(runFields),
  ];
  const object = readObject(value, path, known);
  const standard = defaultRun();
  const readOptimizer = (row: unknown, at: string) => readRow(optimizers, row, at);
  const readSchedule = (row: unknown, at: string) => readRow(schedules, row, at);
  return {
    ...fieldValues(runFields, object, path),
    name: readKey(object, path, "name", readText, () => standard.name),
    optimizer: readKey(object, path, "optimizer", readOptimizer, () => standard.optimizer),
    schedule: readKey(object, path, "schedule", readSchedule, () => standard.schedule),
    initializer: readKey(
      object,
      path,
      "initializer",
      readOptionalInitializer,
      () => standard.initializer,
    ),
    structure: readKey(object, path, "structure", readStructure, asBuilt),
  };
}

function readStructure(value: unknown, path: string): StructureSpec {
  const object = readObject(value, path, Object.keys(structureFields));
  return fieldValues(structureFields, object, path);
}

function readSearchRange(value: unknown, path: string): SearchRange {
  const object = readObject(value, path, ["parameter", "low", "high"]);
  const readParameter = (name: unknown, at: string) => readChoice(name, at, searchParameterNames);
  const parameter = readKey(object, path, "parameter", readParameter);
  const { min, max } = searchParameters[parameter];
  const low = readKey(object, path, "low", (number, at) => readNumber(number, at, { min, max }));
  const readHigh = (number: unknown, at: string) => readNumber(number, at, { min: low, max });
  return { parameter, low, high: readKey(object, path, "high", readHigh) };
}

function readSearch(value: unknown, path: string): SearchSpec | null {
  if (value === null) return null;
  const object = readObject(value, path, ["ranges", ...Object.keys(searchFields)]);
  const most = searchParameterNames.length;
  const readRanges = (list: unknown, at: string) => readFilledList(list, at, most, readSearchRange);
  const ranges = readKey(object, path, "ranges", readRanges);
  for (const [index, { parameter }] of ranges.entries()) {
    if (ranges.findIndex((range) => range.parameter === parameter) === index) continue;
    throw new Fault("spec.duplicateId", { path: `${path}.ranges[${index}]`, id: parameter });
  }
  return { ...fieldValues(searchFields, object, path), ranges };
}

function readVersion(value: unknown): number {
  if (!isPlainObject(value) || value["version"] === undefined) return currentVersion;
  return readNumber(value["version"], "version", { min: 1, max: Number.MAX_SAFE_INTEGER });
}

/**
 * The Experiment that an untrusted value describes, brought up from older versions.
 * Throws a Fault `spec.*` that names the exact path.
 */
export function parseExperiment(value: unknown): Experiment {
  const document = migrate(value, readVersion(value));
  const object = readObject(document, "", [
    "version",
    "title",
    "data",
    "network",
    "loss",
    "training",
    "orderSeed",
    "runs",
    "search",
  ]);
  const standard = defaultExperiment();
  return {
    version: 1,
    title: readKey(object, "", "title", readText, () => standard.title),
    data: readKey(object, "", "data", readData, () => standard.data),
    network: readKey(object, "", "network", readNetwork, () => standard.network),
    loss: readKey(
      object,
      "",
      "loss",
      (row, at) => readRow(losses, row, at),
      () => standard.loss,
    ),
    training: readKey(
      object,
      "",
      "training",
      (part, at) =>
        fieldValues(trainingFields, readObject(part, at, Object.keys(trainingFields)), at),
      () => standard.training,
    ),
    orderSeed: readKey(
      object,
      "",
      "orderSeed",
      (seed, at) => Number(readField(orderSeed, seed, at, readInitializer)),
      () => orderSeed.default,
    ),
    runs: readKey(
      object,
      "",
      "runs",
      (list, at) => readFilledList(list, at, limits.runs, readRun),
      () => standard.runs,
    ),
    search: readKey(object, "", "search", readSearch, () => null),
  };
}
