/** What runs are called: as a person named them, or by what differs between them. */
import { type FieldPlace, fieldWords, rowWords } from "../i18n/catalogue.ts";
import { formatNumber } from "../i18n/format.ts";
import { currentLocale, t } from "../i18n/index.ts";
import { runFields } from "../spec/catalogue.ts";
import type { RunSpec } from "../spec/experiment.ts";

/** One thing in which runs may differ: compared by its words. Empty: nothing to say about it. */
type Aspect = (run: RunSpec) => string;

function field(label: string, value: number): string {
  return t("runs.difference", { field: label, value: formatNumber(value, currentLocale()) });
}

const optimizerName: Aspect = (run) => rowWords("optimizers", run.optimizer.kind).label;

/** A number with its label, or the label alone of what is switched on. */
function valued(place: FieldPlace, name: string, value: unknown): string {
  const { label } = fieldWords(place, name);
  if (typeof value === "number") return field(label, value);
  return value === true ? label : "";
}

function optimizerField(name: string): Aspect {
  return ({ optimizer }) => {
    const value = Object.entries(optimizer).find(([key]) => key === name)?.[1];
    return valued({ area: "optimizers", kind: optimizer.kind }, name, value);
  };
}

const scheduleName: Aspect = ({ schedule }) => rowWords("schedules", schedule.kind).label;

function scheduleField(name: string): Aspect {
  return ({ schedule }) => {
    const value = Object.entries(schedule).find(([key]) => key === name)?.[1];
    return valued({ area: "schedules", kind: schedule.kind }, name, value);
  };
}

const initializerName: Aspect = ({ initializer }) => {
  if (!initializer) return t("runs.initializerOfNetwork");
  const values = Object.values(initializer).filter((value) => typeof value === "number");
  const texts = values.map((value) => formatNumber(value, currentLocale()));
  return [rowWords("initializers", initializer.kind).label, ...texts].join(" ");
};

const runFieldNames = Object.keys(runFields).filter(
  (name): name is keyof typeof runFields => name !== "seed",
);

function runField(name: keyof typeof runFields): Aspect {
  return (run) => valued({ area: "run" }, name, run[name]);
}

function differs(aspect: Aspect, runs: readonly RunSpec[]): boolean {
  return new Set(runs.map(aspect)).size > 1;
}

type Kind = (run: RunSpec) => string;
const optimizerKind: Kind = ({ optimizer }) => optimizer.kind;
const scheduleKind: Kind = ({ schedule }) => schedule.kind;

/** Whether runs of one kind differ: between kinds the name of the kind says enough. */
function differsWithin(kindOf: Kind, aspect: Aspect, runs: readonly RunSpec[]): boolean {
  return runs.some((run) =>
    differs(
      aspect,
      runs.filter((other) => kindOf(other) === kindOf(run)),
    ),
  );
}

/** Fields of some of the rows, without their kind and what is told apart by other words. */
function fieldNames(rows: readonly object[]): string[] {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  names.delete("kind");
  names.delete("learningRate");
  return [...names];
}

/** "Adam 0.01": the rate needs no name. */
const optimizerWithRate: Aspect = (run) =>
  `${optimizerName(run)} ${formatNumber(run.optimizer.learningRate, currentLocale())}`;

function telling(runs: readonly RunSpec[]): Aspect[] {
  const ratesDiffer = differsWithin(optimizerKind, optimizerField("learningRate"), runs);
  const ofOptimizer = fieldNames(runs.map(({ optimizer }) => optimizer)).map(optimizerField);
  const ofSchedule = fieldNames(runs.map(({ schedule }) => schedule)).map(scheduleField);
  const ofRun = [initializerName, ...runFieldNames.map(runField), runField("seed")];
  return [
    ...[ratesDiffer ? optimizerWithRate : optimizerName].filter((aspect) => differs(aspect, runs)),
    ...ofOptimizer.filter((aspect) => differsWithin(optimizerKind, aspect, runs)),
    ...[scheduleName].filter((aspect) => differs(aspect, runs)),
    ...ofSchedule.filter((aspect) => differsWithin(scheduleKind, aspect, runs)),
    ...ofRun.filter((aspect) => differs(aspect, runs)),
  ];
}

/** A name for each run, no two alike. */
export function runNames(runs: readonly RunSpec[]): string[] {
  const aspects = telling(runs);
  const plain = runs.map((run) => {
    if (run.name !== "") return run.name;
    const words = aspects.map((aspect) => aspect(run)).filter((text) => text !== "");
    return words.length > 0 ? words.join(", ") : optimizerName(run);
  });
  return plain.map((name, index) =>
    plain.filter((other) => other === name).length > 1
      ? t("runs.same", { name, number: index + 1 })
      : name,
  );
}
