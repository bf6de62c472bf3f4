/** What runs are called, and how one differs from another: as a person named them, or by their fields. */
import { type FieldPlace, fieldWords, rowWords } from "../i18n/catalogue.ts";
import { currentLocale, type Locale, t } from "../i18n/index.ts";
import { optimizers, type Row, runFields, schedules, structureFields } from "../spec/catalogue.ts";
import type { InitializerSpec, RunSpec, StructureSpec } from "../spec/experiment.ts";
import type { Field, Fields } from "../spec/field.ts";
import { initializerWords, numberWords, valueWords } from "./value-words.ts";

/** One thing in which runs may differ: compared by its words. Empty: nothing to say about it. */
type Aspect = (run: RunSpec) => string;

/** What a run leaves as it is: nothing that it would be called by. */
function isUnused(field: Field, { area }: FieldPlace, value: unknown): boolean {
  if (area === "structure") return "default" in field && value === field.default;
  return area === "run" && field.kind === "number" && value === 0;
}

function valueOf(row: object, name: string): unknown {
  return Object.entries(row).find(([key]) => key === name)?.[1];
}

/** "L2 penalty 0.01"; a switch is its label alone, a choice its option. */
function fieldText(field: Field | undefined, place: FieldPlace, name: string, value: unknown) {
  if (!field || value === null || value === undefined || value === false) return "";
  if (isUnused(field, place, value)) return "";
  const { label } = fieldWords(place, name);
  if (value === true) return label;
  const words = valueWords(field, place, name, value);
  return field.kind === "choice" ? words : t("runs.difference", { field: label, value: words });
}

/** Parts of a run that are a row of the catalogue. */
interface RowPart {
  readonly area: "optimizers" | "schedules";
  readonly rows: Readonly<Record<string, Row>>;
  readonly of: (run: RunSpec) => { readonly kind: string };
}

const optimizerPart: RowPart = {
  area: "optimizers",
  rows: optimizers,
  of: ({ optimizer }) => optimizer,
};
const schedulePart: RowPart = {
  area: "schedules",
  rows: schedules,
  of: ({ schedule }) => schedule,
};

function kindName({ area, of }: RowPart): Aspect {
  return (run) => rowWords(area, of(run).kind).label;
}

function fieldsOf({ rows, of }: RowPart, run: RunSpec): Fields {
  return rows[of(run).kind]?.fields ?? {};
}

function rowField(part: RowPart, name: string): Aspect {
  return (run) => {
    const row = part.of(run);
    const place = { area: part.area, kind: row.kind };
    return fieldText(fieldsOf(part, run)[name], place, name, valueOf(row, name));
  };
}

const optimizerName = kindName(optimizerPart);

/** "Adam 0.01": the rate needs no name. */
const optimizerWithRate: Aspect = (run) =>
  `${optimizerName(run)} ${numberWords(run.optimizer.learningRate)}`;

const isRunField = (name: string): name is keyof typeof runFields => name in runFields;
const runFieldNames = Object.keys(runFields).filter(isRunField);

function runField(name: keyof typeof runFields): Aspect {
  return (run) => fieldText(runFields[name], { area: "run" }, name, run[name]);
}

const normalizationWords: Readonly<Record<StructureSpec["batchNormalization"], Aspect>> = {
  asBuilt: () => "",
  on: () => t("compare.batchNorm.on"),
  off: () => t("compare.batchNorm.off"),
};

const structureAspects: readonly Aspect[] = [
  ({ structure }) =>
    fieldText(
      structureFields.activation,
      { area: "structure" },
      "activation",
      structure.activation,
    ),
  (run) => normalizationWords[run.structure.batchNormalization](run),
  ({ structure }) =>
    fieldText(structureFields.width, { area: "structure" }, "width", structure.width),
];

function differs(aspect: Aspect, runs: readonly RunSpec[]): boolean {
  return new Set(runs.map(aspect)).size > 1;
}

/** Whether runs of one kind differ: between kinds the name of the kind says enough. */
function differsWithin({ of }: RowPart, aspect: Aspect, runs: readonly RunSpec[]): boolean {
  return runs.some((run) =>
    differs(
      aspect,
      runs.filter((other) => of(other).kind === of(run).kind),
    ),
  );
}

/** Aspects of the fields in which runs of one kind differ. */
function tellingFields(part: RowPart, runs: readonly RunSpec[]): Aspect[] {
  const names = new Set(runs.flatMap((run) => Object.keys(fieldsOf(part, run))));
  names.delete("learningRate");
  const aspects = [...names].map((name) => rowField(part, name));
  return aspects.filter((aspect) => differsWithin(part, aspect, runs));
}

/** Aspects in which the runs differ: of their optimizers, and all others. */
function telling(runs: readonly RunSpec[]): { optimizer: Aspect[]; others: Aspect[] } {
  const ratesDiffer = differsWithin(optimizerPart, rowField(optimizerPart, "learningRate"), runs);
  const plain = runFieldNames.filter((name) => name !== "seed").map(runField);
  const initializer: Aspect = (run) => initializerWords(run.initializer);
  const ofRun = [initializer, ...structureAspects, ...plain, runField("seed")];
  return {
    optimizer: [
      ...[ratesDiffer ? optimizerWithRate : optimizerName].filter((aspect) =>
        differs(aspect, runs),
      ),
      ...tellingFields(optimizerPart, runs),
    ],
    others: [
      ...[kindName(schedulePart)].filter((aspect) => differs(aspect, runs)),
      ...tellingFields(schedulePart, runs),
      ...ofRun.filter((aspect) => differs(aspect, runs)),
    ],
  };
}

/** Names by these words of each run; without any it is called by its optimizer. */
function namesBy(runs: readonly RunSpec[], words: (run: RunSpec) => string[]): string[] {
  return runs.map((run) => {
    if (run.name !== "") return run.name;
    const told = words(run).filter((text) => text !== "");
    return told.length > 0 ? told.join(", ") : optimizerName(run);
  });
}

function areUnlike(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

/**
 * By the optimizer, and by what differs from the first run: where runs differ in several ways, what
 * most have alike would stand first in every name, and the names be cut before what tells them apart.
 */
function shortNames(runs: readonly RunSpec[]): string[] {
  const [first] = runs;
  const { optimizer, others } = telling(runs);
  if (!first || others.length < 2) return [];
  return namesBy(runs, (run) => [
    ...optimizer.map((aspect) => aspect(run)),
    ...others.filter((aspect) => aspect(run) !== aspect(first)).map((aspect) => aspect(run)),
  ]);
}

function fullNames(runs: readonly RunSpec[]): string[] {
  const { optimizer, others } = telling(runs);
  return namesBy(runs, (run) => [...optimizer, ...others].map((aspect) => aspect(run)));
}

const known = new WeakMap<readonly RunSpec[], { locale: Locale; names: readonly string[] }>();

/** A name for each run, no two alike; found once for all parts of the page that tell them. */
export function runNames(runs: readonly RunSpec[]): readonly string[] {
  const locale = currentLocale();
  const found = known.get(runs);
  if (found?.locale === locale) return found.names;
  const names = namesOf(runs);
  known.set(runs, { locale, names });
  return names;
}

function namesOf(runs: readonly RunSpec[]): string[] {
  const short = shortNames(runs);
  const plain = short.length > 0 && areUnlike(short) ? short : fullNames(runs);
  return plain.map((name, index) =>
    plain.filter((other) => other === name).length > 1
      ? t("runs.same", { name, number: index + 1 })
      : name,
  );
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Fields of a row in words, where they are not as in `before`: each with its name. */
function changedFields(
  fields: Fields,
  place: FieldPlace,
  row: object,
  before: (name: string, field: Field) => unknown,
): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = valueOf(row, name);
    if (name === "learningRate" || same(value, before(name, field))) return [];
    const words = { field: fieldWords(place, name).label };
    return t("runs.difference", { ...words, value: valueWords(field, place, name, value) });
  });
}

/** What is told of a row beside its kind: against the other run's row, or the kind's defaults. */
function rowChanges(part: RowPart, run: RunSpec, first: RunSpec): string[] {
  const [row, before] = [part.of(run), part.of(first)];
  const place = { area: part.area, kind: row.kind };
  return changedFields(fieldsOf(part, run), place, row, (name, field) =>
    row.kind === before.kind ? valueOf(before, name) : field.default,
  );
}

function change(before: string, after: string): string[] {
  return before === after ? [] : [t("compare.change", { before, after })];
}

function structureChanges({ structure }: RunSpec, { structure: before }: RunSpec): string[] {
  const place = { area: "structure" } as const;
  const { activation, width } = structureFields;
  const activationWords = (value: string) => valueWords(activation, place, "activation", value);
  const normalization = structure.batchNormalization;
  return [
    ...change(activationWords(before.activation), activationWords(structure.activation)),
    ...(normalization === before.batchNormalization
      ? []
      : [t(`compare.batchNorm.${normalization}`)]),
    ...changedFields({ width }, place, structure, () => before.width),
  ];
}

/**
 * Everything in which a run differs from another: "Adam 0.001, He normal → Normal 0.01". `network` is
 * the initializer that runs without one of their own have. Empty where nothing differs.
 */
export function runDifference(run: RunSpec, first: RunSpec, network: InitializerSpec): string {
  const { optimizer, schedule } = run;
  const rate = same(
    [optimizer.kind, optimizer.learningRate],
    [first.optimizer.kind, first.optimizer.learningRate],
  );
  const initializer = (spec: RunSpec) => initializerWords(spec.initializer, network);
  return [
    ...(rate ? [] : [optimizerWithRate(run)]),
    ...rowChanges(optimizerPart, run, first),
    ...(schedule.kind === first.schedule.kind ? [] : [kindName(schedulePart)(run)]),
    ...rowChanges(schedulePart, run, first),
    ...change(initializer(first), initializer(run)),
    ...structureChanges(run, first),
    ...changedFields(runFields, { area: "run" }, run, (name) => valueOf(first, name)),
  ].join(", ");
}
