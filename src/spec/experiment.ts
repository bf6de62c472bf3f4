/**
 * The Experiment: the one document. Everything that affects a result lies in it, seeds included;
 * the builder edits it, undo walks it, the link carries it, the worker trains it.
 */
import type {
  datasets,
  initializers,
  layers,
  losses,
  optimizers,
  Preprocessing,
  Row,
  runFields,
  trainingFields,
} from "./catalogue.ts";
import type { BooleanField, ChoiceField, Fields, InitializerField } from "./field.ts";

type FieldValue<F> = F extends BooleanField
  ? boolean
  : F extends InitializerField
    ? InitializerSpec | null
    : F extends ChoiceField<infer Option>
      ? Option
      : number;

export type Values<F extends Fields> = { -readonly [K in keyof F]: FieldValue<F[K]> };

/** The value of one row of a catalogue: its kind beside its fields. */
export type RowValue<Rows extends Record<string, Row>> = {
  [K in keyof Rows & string]: { kind: K } & Values<Rows[K]["fields"]>;
}[keyof Rows & string];

/** Written out, not derived: fields of layers refer to it. */
export type InitializerSpec = {
  [K in keyof typeof initializers]: { kind: K } & {
    -readonly [F in keyof (typeof initializers)[K]["fields"]]: number;
  };
}[keyof typeof initializers];

/** `id` is unique in the network and stable while layers move; it is never shown. */
export type LayerSpec = RowValue<typeof layers> & { id: string };
export type LossSpec = RowValue<typeof losses>;
export type OptimizerSpec = RowValue<typeof optimizers>;
export type GeneratedSpec = RowValue<typeof datasets>;
export type TrainingSpec = Values<typeof trainingFields>;

/** Own data: the document names it and its hash; whoever opens a link is asked for the files. */
export interface FileSourceSpec {
  kind: "file";
  /** Shown to people; plain text, at most 80 characters. */
  name: string;
  /** SHA-256 in hex over the contents of the files, in the order of `files`. */
  sha256: string;
  files: string[];
  table: TableSpec | null;
}

/** How a CSV table is read. */
export interface TableSpec {
  header: boolean;
  /** Index of the label column, from 0. */
  label: number;
  task: "classification" | "regression";
  /** What happens to rows with an empty or non-numeric cell in a feature column. */
  incomplete: "stop" | "drop" | "mean";
}

/** A data set of the catalogue in `public/datasets.json`, fetched only when a person asks. */
export interface RemoteSourceSpec {
  kind: "remote";
  id: string;
}

/** Arrays given through the console; they live as long as the page. */
export interface ArraySourceSpec {
  kind: "arrays";
  name: string;
}

export type SourceSpec = GeneratedSpec | FileSourceSpec | RemoteSourceSpec | ArraySourceSpec;

/** x' = (x - shift) * scale, a number for each feature or one for all; fitted on the training part. */
export interface Normalization {
  shift: number[];
  scale: number[];
}

export interface DataSpec {
  source: SourceSpec;
  /** Seed of generation and of the split. */
  seed: number;
  /** Share of the examples held out, 0 to 0.9; a set with a validation part of its own ignores it. */
  validationShare: number;
  preprocessing: Preprocessing;
  /** The numbers found for own data, kept so that the document alone tells what the network saw. */
  fitted: Normalization | null;
}

export interface NetworkSpec {
  /** The first is the input; each layer feeds the next. */
  layers: LayerSpec[];
  initializer: InitializerSpec;
}

export type RunSpec = Values<typeof runFields> & {
  /** Empty: named by what differs from the first run. */
  name: string;
  optimizer: OptimizerSpec;
  /** null: the network's. A layer's own initializer wins over both. */
  initializer: InitializerSpec | null;
};

export interface Experiment {
  version: 1;
  title: string;
  data: DataSpec;
  network: NetworkSpec;
  loss: LossSpec;
  training: TrainingSpec;
  /** Seed of the order of batches; the same for every run. */
  orderSeed: number;
  runs: RunSpec[];
}
