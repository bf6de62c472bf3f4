/** Values of rows as they stand before anyone edits them, and the document that opens on arrival. */
import {
  initializers,
  layers,
  losses,
  optimizers,
  type Row,
  runFields,
  schedules,
  structureFields,
  trainingFields,
} from "./catalogue.ts";
import { augmentationFields, datasets, tableFields } from "./data-catalogue.ts";
import type {
  AugmentationSpec,
  Experiment,
  RowValue,
  RunSpec,
  SearchSpec,
  StructureSpec,
  TableSpec,
  Values,
} from "./experiment.ts";
import type { Fields } from "./field.ts";
import { searchFields } from "./search-catalogue.ts";

function fieldDefaults<F extends Fields>(fields: F): Values<F> {
  const values = Object.entries(fields).map(([name, field]) => [
    name,
    field.kind === "numbers" ? [...field.default] : field.default,
  ]);
  return Object.fromEntries(values) as Values<F>;
}

/** A row's value with every field at its default. */
export function rowDefault<Rows extends Record<string, Row>, K extends keyof Rows & string>(
  rows: Rows,
  kind: K,
): Extract<RowValue<Rows>, { kind: K }> {
  const fields = rows[kind]?.fields ?? {};
  return { kind, ...fieldDefaults(fields) } as unknown as Extract<RowValue<Rows>, { kind: K }>;
}

export function defaultRun(): RunSpec {
  return {
    ...fieldDefaults(runFields),
    name: "",
    optimizer: rowDefault(optimizers, "adam"),
    schedule: rowDefault(schedules, "constant"),
    initializer: null,
    structure: asBuilt(),
  };
}

/** A run that takes the network as it is. */
export function asBuilt(): StructureSpec {
  return fieldDefaults(structureFields);
}

/** The notes' search: rates and penalties over decades. */
export function defaultSearch(): SearchSpec {
  return {
    ...fieldDefaults(searchFields),
    ranges: [
      { parameter: "learningRate", low: 1e-4, high: 1 },
      { parameter: "l2", low: 1e-7, high: 1e-2 },
    ],
  };
}

export function noAugmentation(): AugmentationSpec {
  return fieldDefaults(augmentationFields);
}

/** A table of examples with a header, its label first. */
export function defaultTable(): TableSpec {
  return fieldDefaults(tableFields);
}

/** The spiral, a small network, Adam: what a first visit finds. */
export function defaultExperiment(): Experiment {
  const dense = rowDefault(layers, "dense");
  return {
    version: 1,
    title: "",
    data: {
      source: rowDefault(datasets, "spiral"),
      seed: 1,
      validationShare: 0.2,
      preprocessing: "none",
      split: "stratified",
      fitted: null,
      augmentation: noAugmentation(),
    },
    network: {
      layers: [
        { id: "1", kind: "input", inputs: [] },
        { ...dense, id: "2", inputs: [null], units: 16, activation: "tanh" },
        { ...dense, id: "3", inputs: [null], units: 16, activation: "tanh" },
        { ...dense, id: "4", inputs: [null], units: 2 },
      ],
      initializer: rowDefault(initializers, "xavierUniform"),
      start: null,
    },
    loss: rowDefault(losses, "softmaxCrossEntropy"),
    training: fieldDefaults(trainingFields),
    orderSeed: 1,
    runs: [defaultRun()],
    search: null,
  };
}
