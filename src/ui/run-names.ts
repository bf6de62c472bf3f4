/** What runs are called: as a person named them, or by what differs between them. */
import { fieldWords, rowWords } from "../i18n/catalogue.ts";
import { formatNumber } from "../i18n/format.ts";
import { currentLocale, t } from "../i18n/index.ts";
import type { RunSpec } from "../spec/experiment.ts";

/** One thing in which runs may differ: compared by its words. Empty: nothing to say about it. */
type Aspect = (run: RunSpec) => string;

function field(label: string, value: number): string {
  return t("runs.difference", { field: label, value: formatNumber(value, currentLocale()) });
}

const optimizerName: Aspect = (run) => rowWords("optimizers", run.optimizer.kind).label;

function optimizerField(name: string): Aspect {
  return ({ optimizer }) => {
    const value = Object.entries(optimizer).find(([key]) => key === name)?.[1];
    if (typeof value !== "number") return "";
    return field(fieldWords({ area: "optimizers", kind: optimizer.kind }, name).label, value);
  };
}

const initializerName: Aspect = ({ initializer }) => {
  if (!initializer) return t("runs.initializerOfNetwork");
  const values = Object.values(initializer).filter((value) => typeof value === "number");
  const texts = values.map((value) => formatNumber(value, currentLocale()));
  return [rowWords("initializers", initializer.kind).label, ...texts].join(" ");
};

function runField(name: "l2" | "clipNorm" | "seed"): Aspect {
  return (run) => field(fieldWords({ area: "run" }, name).label, run[name]);
}

function differs(aspect: Aspect, runs: readonly RunSpec[]): boolean {
  return new Set(runs.map(aspect)).size > 1;
}

/** Whether runs with the same optimizer differ: between optimizers its name says enough. */
function differsWithinOptimizer(aspect: Aspect, runs: readonly RunSpec[]): boolean {
  return runs.some(({ optimizer }) =>
    differs(
      aspect,
      runs.filter((other) => other.optimizer.kind === optimizer.kind),
    ),
  );
}

/** "Adam 0.01": the rate needs no name. */
const optimizerWithRate: Aspect = (run) =>
  `${optimizerName(run)} ${formatNumber(run.optimizer.learningRate, currentLocale())}`;

function telling(runs: readonly RunSpec[]): Aspect[] {
  const names = new Set(runs.flatMap(({ optimizer }) => Object.keys(optimizer)));
  names.delete("kind");
  names.delete("learningRate");
  const ratesDiffer = differsWithinOptimizer(optimizerField("learningRate"), runs);
  const ofOptimizer = [...names].map(optimizerField);
  const ofRun = [initializerName, runField("l2"), runField("clipNorm"), runField("seed")];
  return [
    ...[ratesDiffer ? optimizerWithRate : optimizerName].filter((aspect) => differs(aspect, runs)),
    ...ofOptimizer.filter((aspect) => differsWithinOptimizer(aspect, runs)),
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
