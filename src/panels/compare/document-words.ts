/** A document with one of its runs as a list of facts in words, so that two can be held side by side. */
import { type FieldPlace, fieldWords, rowWords } from "../../i18n/catalogue.ts";
import { t } from "../../i18n/index.ts";
import { layerNames } from "../../nn/network.ts";
import {
  layers,
  losses,
  optimizers,
  runFields,
  schedules,
  structureFields,
  trainingFields,
} from "../../spec/catalogue.ts";
import {
  augmentationFields,
  dataFields,
  datasets,
  tableFields,
} from "../../spec/data-catalogue.ts";
import type { DataSpec, Experiment, LayerSpec, TableSpec } from "../../spec/experiment.ts";
import type { Fields } from "../../spec/field.ts";
import { initializerWords, numberWords, valueWords } from "../../ui/value-words.ts";

export type Section = "data" | "network" | "loss" | "training" | "run";

export interface Fact {
  /** The same in two documents that speak of the same thing. */
  readonly key: string;
  readonly section: Section;
  readonly label: string;
  readonly value: string;
  /** It counts also where the other document has nothing of the kind, as a layer does. */
  readonly alone: boolean;
}

interface Part {
  readonly section: Section;
  readonly key: string;
  readonly place: FieldPlace;
  readonly fields: Fields;
  readonly values: object;
  /** In front of each label: the layer's name. */
  readonly of?: string;
}

function fieldFacts({ section, key, place, fields, values, of }: Part): Fact[] {
  const all = new Map<string, unknown>(Object.entries(values));
  return Object.entries(fields).map(([name, field]) => {
    const { label } = fieldWords(place, name);
    return {
      key: `${key}.${name}`,
      section,
      label: of === undefined ? label : `${of} · ${label}`,
      value: valueWords(field, place, name, all.get(name)),
      alone: false,
    };
  });
}

function fact(section: Section, key: string, label: string, value: string): Fact {
  return { key, section, label, value, alone: true };
}

const isGenerated = (kind: string): kind is keyof typeof datasets => Object.hasOwn(datasets, kind);

function sourceFacts({ source }: DataSpec): Fact[] {
  const { kind } = source;
  const title = (value: string) => fact("data", "source", t("data.source"), value);
  if (isGenerated(kind)) {
    const place = { area: "datasets", kind } as const;
    const part = { section: "data", key: "source", place, values: source } as const;
    return [
      title(rowWords("datasets", kind).label),
      ...fieldFacts({ ...part, fields: datasets[kind].fields }),
    ];
  }
  const name = "name" in source ? source.name : "id" in source ? source.id : kind;
  const table = source.kind === "file" && source.table ? tableFacts(source.table) : [];
  return [title(name), ...table];
}

/** Fields of a table whose words stand with the dialog that asks for them. */
const tableLabels = () =>
  new Map([
    ["header", t("importing.header")],
    ["label", t("importing.label")],
    ["task", t("importing.task")],
    ["incomplete", t("importing.incomplete")],
  ]);

function tableFacts(table: TableSpec): Fact[] {
  const labels = tableLabels();
  const values = new Map<string, unknown>(Object.entries(table));
  const place = { area: "table" } as const;
  return Object.entries(tableFields).map(([name, field]) => {
    const own = labels.get(name);
    const value = values.get(name);
    const words = own === undefined ? valueWords(field, place, name, value) : plain(value);
    return { ...fact("data", `table.${name}`, own ?? fieldWords(place, name).label, words) };
  });
}

function plain(value: unknown): string {
  if (typeof value === "number") return numberWords(value);
  if (typeof value === "boolean") return t(value ? "compare.on" : "compare.off");
  return String(value);
}

function dataFacts({ data }: Experiment): Fact[] {
  const { seed, validationShare, preprocessing, split, augmentation } = data;
  const place = { area: "augmentation" } as const;
  const splitWords = valueWords(dataFields.split, { area: "data" }, "split", split);
  return [
    ...sourceFacts(data),
    fact("data", "data.seed", t("data.seed"), numberWords(seed)),
    fact("data", "data.share", t("data.validationShare"), numberWords(validationShare)),
    fact("data", "data.split", fieldWords({ area: "data" }, "split").label, splitWords),
    fact(
      "data",
      "data.preprocessing",
      t("data.preprocessing"),
      rowWords("preprocessings", preprocessing).label,
    ),
    ...fieldFacts({
      section: "data",
      key: "augmentation",
      place,
      fields: augmentationFields,
      values: augmentation,
    }),
  ];
}

function layerFacts(spec: LayerSpec, name: string, names: ReadonlyMap<string, string>): Fact[] {
  const { id, kind, inputs } = spec;
  const key = `layer.${id}.${kind}`;
  const place = { area: "layers", kind } as const;
  const sources = inputs.map((input) =>
    input === null ? t("builder.before") : (names.get(input) ?? input),
  );
  const { fields } = layers[kind];
  return [
    fact("network", key, name, rowWords("layers", kind).label),
    {
      ...fact(
        "network",
        `${key}.inputs`,
        `${name} · ${t("builder.readsFrom")}`,
        sources.join(", "),
      ),
      alone: false,
    },
    ...fieldFacts({ section: "network", key, place, fields, values: spec, of: name }),
  ];
}

function networkFacts({ network }: Experiment): Fact[] {
  const names = layerNames(network.layers);
  const byId = new Map(network.layers.map(({ id }, at) => [id, names[at] ?? id]));
  const { initializer, start } = network;
  return [
    ...network.layers.flatMap((spec, at) => layerFacts(spec, names[at] ?? spec.id, byId)),
    fact("network", "initializer", t("builder.initializer"), initializerWords(initializer)),
    ...(start
      ? [
          fact(
            "network",
            "start",
            t("compare.start"),
            t("compare.startOf", { name: start.name, count: start.layers }),
          ),
        ]
      : []),
  ];
}

function rowFacts(section: Section, key: string, area: "losses" | "optimizers" | "schedules") {
  const rows = { losses, optimizers, schedules }[area];
  const labels = { losses: "training.loss", optimizers: "training.optimizer" } as const;
  const label = area === "schedules" ? "training.schedule" : labels[area];
  return (row: { readonly kind: string }): Fact[] => {
    const found = new Map(Object.entries(rows)).get(row.kind);
    const place = { area, kind: row.kind };
    const part = { section, key, place, fields: found?.fields ?? {}, values: row };
    return [fact(section, key, t(label), rowWords(area, row.kind).label), ...fieldFacts(part)];
  };
}

function runFacts(experiment: Experiment, run: number): Fact[] {
  const spec = experiment.runs[run];
  if (!spec) return [];
  const { initializer } = spec;
  const own = initializerWords(initializer, experiment.network.initializer);
  return [
    ...rowFacts("run", "optimizer", "optimizers")(spec.optimizer),
    ...rowFacts("run", "schedule", "schedules")(spec.schedule),
    fact("run", "run.initializer", t("runs.initializer"), own),
    ...fieldFacts({
      section: "run",
      key: "structure",
      place: { area: "structure" },
      fields: structureFields,
      values: spec.structure,
    }),
    ...fieldFacts({
      section: "run",
      key: "run",
      place: { area: "run" },
      fields: runFields,
      values: spec,
    }),
  ];
}

/** Everything in a document that a result follows from, for one of its runs. */
export function documentFacts(experiment: Experiment, run: number): Fact[] {
  const place = { area: "training" } as const;
  const { training, orderSeed, loss } = experiment;
  return [
    ...runFacts(experiment, run),
    ...dataFacts(experiment),
    ...networkFacts(experiment),
    ...rowFacts("loss", "loss", "losses")(loss),
    ...fieldFacts({
      section: "training",
      key: "training",
      place,
      fields: trainingFields,
      values: training,
    }),
    fact("training", "orderSeed", t("training.orderSeed"), numberWords(orderSeed)),
  ];
}

export interface Difference {
  readonly key: string;
  readonly section: Section;
  readonly label: string;
  /** null: there is nothing of the kind. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Facts in which two lists differ; in the order of the first, what only the second has behind. */
export function differences(before: readonly Fact[], after: readonly Fact[]): Difference[] {
  const [left, right] = [byKey(before), byKey(after)];
  const order: Section[] = ["run", "data", "network", "loss", "training"];
  const all = [...before, ...after.filter(({ key }) => !left.has(key))];
  return all
    .toSorted((a, b) => order.indexOf(a.section) - order.indexOf(b.section))
    .flatMap(({ key, section, label, alone }) => {
      const [was, is] = [left.get(key)?.value ?? null, right.get(key)?.value ?? null];
      const told = was !== is && (alone || (was !== null && is !== null));
      return told ? [{ key, section, label, before: was, after: is }] : [];
    });
}

function byKey(facts: readonly Fact[]): ReadonlyMap<string, Fact> {
  return new Map(facts.map((each) => [each.key, each]));
}
