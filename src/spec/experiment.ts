/**
 * The Experiment: the one document. Everything that affects a result lies in it, seeds included;
 * the builder edits it, undo walks it, the link carries it, the worker trains it.
 */
import type {
  initializers,
  layers,
  losses,
  optimizers,
  Row,
  runFields,
  schedules,
  structureFields,
  trainingFields,
} from "./catalogue.ts";
import type { augmentationFields, dataFields, datasets, tableFields } from "./data-catalogue.ts";
import type {
  BooleanField,
  ChoiceField,
  Fields,
  InitializerField,
  NumbersField,
  OptionalNumberField,
} from "./field.ts";
import type { SearchParameter, searchFields } from "./search-catalogue.ts";

type FieldValue<F> = F extends BooleanField
  ? boolean
  : F extends InitializerField
    ? InitializerSpec | null
    : F extends ChoiceField<infer Option>
      ? Option
      : F extends NumbersField
        ? number[]
        : F extends OptionalNumberField
          ? number | null
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

/** A layer as its row of the catalogue has it, without its place in a network. */
export type LayerValue = RowValue<typeof layers>;

/**
 * `id` is unique in the network and stable while layers move; it is never shown. `inputs` are ids of
 * layers that stand before, null for the one right before; only merges have more than one.
 */
export type LayerSpec = LayerValue & { id: string; inputs: (string | null)[] };
export type LossSpec = RowValue<typeof losses>;
export type OptimizerSpec = RowValue<typeof optimizers>;
export type ScheduleSpec = RowValue<typeof schedules>;
export type GeneratedSpec = RowValue<typeof datasets>;
export type TrainingSpec = Values<typeof trainingFields>;
export type AugmentationSpec = Values<typeof augmentationFields>;
/** How a CSV table is read. */
export type TableSpec = Values<typeof tableFields>;

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

export type DataSpec = Values<typeof dataFields> & {
  source: SourceSpec;
  /** The numbers found for own data, kept so that the document alone tells what the network saw. */
  fitted: Normalization | null;
  augmentation: AugmentationSpec;
};

/** Where first weights come from instead of being drawn: the lower layers of a checkpoint. */
export interface StartSpec {
  /** Shown to people; plain text. */
  name: string;
  /** SHA-256 in hex of the checkpoint's file. */
  sha256: string;
  /** How many layers from the input on take their weights from it. */
  layers: number;
}

export interface NetworkSpec {
  /** In an order in which every layer stands behind its inputs; the first is the input, the last the output. */
  layers: LayerSpec[];
  initializer: InitializerSpec;
  start: StartSpec | null;
}

/** What one run changes in the network that all share. */
export type StructureSpec = Values<typeof structureFields>;

export type RunSpec = Values<typeof runFields> & {
  /** Empty: named by what differs from the first run. */
  name: string;
  optimizer: OptimizerSpec;
  schedule: ScheduleSpec;
  /** null: the network's. A layer's own initializer wins over both. */
  initializer: InitializerSpec | null;
  structure: StructureSpec;
};

/** What a random search draws for one hyper-parameter: between low and high, both in its units. */
export interface SearchRange {
  parameter: SearchParameter;
  low: number;
  high: number;
}

/** A random search around the first run. */
export type SearchSpec = Values<typeof searchFields> & {
  /** Each parameter at most once. */
  ranges: SearchRange[];
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
  /** null: nobody has set one up. */
  search: SearchSpec | null;
}
