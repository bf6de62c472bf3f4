/** The shape of the catalogue's words, derived from its rows: what a row gains, both dictionaries owe. */
import type {
  initializers,
  LayerActivationName,
  layers,
  losses,
  optimizers,
  Row,
  runFields,
  schedules,
  structureFields,
  trainingFields,
} from "../spec/catalogue.ts";
import type {
  augmentationFields,
  dataFields,
  datasets,
  Preprocessing,
  tableFields,
} from "../spec/data-catalogue.ts";
import type { Field, Fields } from "../spec/field.ts";
import type { searchFields, searchParameters } from "../spec/search-catalogue.ts";

export interface Words {
  readonly label: string;
  readonly help: string;
}

export type FieldWords<F extends Field> = F extends {
  readonly kind: "choice";
  readonly options: readonly (infer Option extends string)[];
}
  ? Words & { readonly options: Readonly<Record<Option, string>> }
  : Words;

export type FieldsWords<F extends Fields> = {
  readonly [Name in keyof F]: FieldWords<F[Name]>;
};

export type RowsWords<Rows extends Record<string, Row>> = {
  readonly [Kind in keyof Rows]: Words & { readonly fields: FieldsWords<Rows[Kind]["fields"]> };
};

export interface CatalogueWords {
  readonly layers: RowsWords<typeof layers>;
  readonly activations: Readonly<Record<LayerActivationName, Words>>;
  readonly initializers: RowsWords<typeof initializers>;
  readonly losses: RowsWords<typeof losses>;
  readonly optimizers: RowsWords<typeof optimizers>;
  readonly schedules: RowsWords<typeof schedules>;
  readonly datasets: RowsWords<typeof datasets>;
  readonly sources: Readonly<Record<"file" | "remote" | "arrays", Words>>;
  readonly preprocessings: Readonly<Record<Preprocessing, Words>>;
  /** The words of the other fields stand with the panels that draw them in their own way. */
  readonly data: FieldsWords<Pick<typeof dataFields, "split">>;
  readonly augmentation: FieldsWords<typeof augmentationFields>;
  readonly table: FieldsWords<Omit<typeof tableFields, "header" | "label" | "task" | "incomplete">>;
  readonly training: FieldsWords<typeof trainingFields>;
  readonly run: FieldsWords<typeof runFields>;
  readonly structure: FieldsWords<typeof structureFields>;
  readonly search: FieldsWords<typeof searchFields>;
  readonly searchParameters: FieldsWords<typeof searchParameters>;
}
