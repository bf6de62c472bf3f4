/** An Experiment without what is at its default: what a link carries. `parseExperiment` undoes it. */
import {
  initializers,
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
import { defaultExperiment, defaultRun } from "./defaults.ts";
import type {
  DataSpec,
  Experiment,
  LayerSpec,
  NetworkSpec,
  RunSpec,
  SearchSpec,
  SourceSpec,
} from "./experiment.ts";
import type { Fields } from "./field.ts";
import { isPlainObject } from "./read.ts";
import { searchFields } from "./search-catalogue.ts";

type Part = Readonly<Record<string, unknown>>;

/** The key with its value, unless that is the standard one; alike parts have their keys alike. */
function unless(name: string, value: unknown, standard: unknown): Part {
  return JSON.stringify(value) === JSON.stringify(standard) ? {} : { [name]: value };
}

function compactFields(part: Part, fields: Fields): Part {
  const values = Object.entries(fields).map(([name, field]) => {
    const value = part[name];
    const row = field.kind === "initializer" && isPlainObject(value);
    return unless(name, row ? compactRow(initializers, value) : value, field.default);
  });
  return Object.assign({}, ...values);
}

function compactRow(rows: Readonly<Record<string, Row>>, value: Part): Part {
  const { kind } = value;
  const fields: Fields = rows[String(kind)]?.fields ?? {};
  return { kind, ...compactFields(value, fields) };
}

function compactLayer(layer: LayerSpec, index: number): Part {
  return {
    ...compactRow(layers, layer),
    ...unless("id", layer.id, String(index + 1)),
    ...unless("inputs", layer.inputs, index === 0 ? [] : [null]),
  };
}

function compactSource(source: SourceSpec): Part {
  switch (source.kind) {
    case "file": {
      const { kind, name, sha256, files, table } = source;
      const named = { kind, name, sha256, files };
      return table ? { ...named, table: compactFields({ ...table }, tableFields) } : named;
    }
    case "remote":
      return { kind: source.kind, id: source.id };
    case "arrays":
      return { kind: source.kind, name: source.name };
    default:
      return compactRow(datasets, source);
  }
}

function compactData(data: DataSpec): Part {
  return {
    ...unless("source", compactSource(data.source), compactSource(defaultExperiment().data.source)),
    ...compactFields({ ...data }, dataFields),
    ...unless("fitted", data.fitted, null),
    ...unless("augmentation", compactFields({ ...data.augmentation }, augmentationFields), {}),
  };
}

function compactNetwork(network: NetworkSpec): Part {
  const { initializer, layers: stack } = network;
  const standard = defaultExperiment().network;
  return {
    ...unless("layers", stack.map(compactLayer), standard.layers.map(compactLayer)),
    ...unless(
      "initializer",
      compactRow(initializers, initializer),
      compactRow(initializers, standard.initializer),
    ),
    ...unless("start", network.start, null),
  };
}

function compactRun(run: RunSpec): Part {
  const { name, optimizer, schedule, initializer } = run;
  const standard = defaultRun().optimizer;
  return {
    ...unless("name", name, ""),
    ...unless("optimizer", compactRow(optimizers, optimizer), compactRow(optimizers, standard)),
    ...unless("schedule", compactRow(schedules, schedule), { kind: "constant" }),
    ...unless("initializer", initializer && compactRow(initializers, initializer), null),
    ...compactFields(run, runFields),
    ...unless("structure", compactFields(run.structure, structureFields), {}),
  };
}

function compactSearch(search: SearchSpec | null): Part {
  if (search === null) return {};
  return { search: { ...compactFields({ ...search }, searchFields), ranges: search.ranges } };
}

/** What differs from the default experiment, always in the same order. */
export function compactExperiment(experiment: Experiment): Part {
  const { title, data, network, loss, training, runs } = experiment;
  return {
    ...unless("title", title, ""),
    ...unless("data", compactData(data), {}),
    ...unless("network", compactNetwork(network), {}),
    ...unless("loss", compactRow(losses, loss), compactRow(losses, defaultExperiment().loss)),
    ...unless("training", compactFields(training, trainingFields), {}),
    ...unless("orderSeed", experiment.orderSeed, orderSeed.default),
    ...unless("runs", runs.map(compactRun), [{}]),
    ...compactSearch(experiment.search),
  };
}
