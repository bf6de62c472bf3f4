/** What is wrong with data before any network sees them: scale, constants, balance, overlap. */
import { type DataSet, formOf } from "../../engine/core/dataset.ts";
import { elements } from "../../engine/core/shape.ts";
import type { Experiment } from "../../spec/experiment.ts";
import type { Finding } from "./check.ts";
import { columnFigures, constantPlaces } from "./data-columns.ts";
import { findRepeats } from "./repeats.ts";

/**
 * Spread of a column. Initializers assume inputs of a variance around 1 (Glorot and Bengio, 2010; He et
 * al., 2015); the notes' example of inputs times 1000 makes gradients a thousand times too large.
 */
const spread = { low: 0.05, high: 3, far: 30 };
/** Largest std over the smallest: one rate cannot suit both. */
const uneven = 10;
/** |mean| over std: beyond, all gradients of a unit's weights share a sign (LeCun et al., 1998). */
const offset = 3;

const limitsOfScale = {
  lowLimit: spread.low,
  highLimit: spread.high,
  ratioLimit: uneven,
  awayLimit: offset,
};

export function checkInputs(experiment: Experiment, dataset: DataSet): Finding[] {
  const first = experiment.network.layers.find(({ kind }) => kind !== "input");
  if (first?.kind === "embedding") {
    const vocabulary = first.vocabulary;
    return [{ grade: "none", reason: "inputsSymbols", values: { vocabulary }, next: null }];
  }
  return [judgeScale(dataset), ...judgeConstants(dataset)];
}

function judgeScale(dataset: DataSet): Finding {
  const columns = columnFigures(dataset);
  const notFinite = columns.reduce((sum, column) => sum + column.notFinite, 0);
  // A constant column has no scale; it is told of apart.
  const varied = columns.filter(({ std }) => std > 0);
  const stds = varied.map(({ std }) => std);
  // Where nothing varies there is no deviation but 0.
  const [lowStd, highStd] = stds.length > 0 ? [Math.min(...stds), Math.max(...stds)] : [0, 0];
  const means = varied.map(({ mean }) => mean);
  const away = varied.reduce((most, { mean, std }) => Math.max(most, Math.abs(mean) / std), 0);
  const values = {
    columns: columns.length,
    lowStd,
    highStd,
    lowMean: Math.min(...means),
    highMean: Math.max(...means),
    largest: Math.max(0, ...columns.map((column) => column.largest)),
    ratio: highStd / lowStd,
    away,
    notFinite,
    ...limitsOfScale,
  };
  const told = (grade: Finding["grade"], reason: Finding["reason"]): Finding => ({
    grade,
    reason,
    values,
    next: grade === "pass" ? null : "standardize",
  });
  if (notFinite > 0) return told("fail", "inputsNotFinite");
  if (varied.length === 0) return told("fail", "inputsNarrow");
  if (highStd > spread.high) return told(highStd > spread.far ? "fail" : "warn", "inputsWide");
  if (highStd / lowStd > uneven) return told("warn", "inputsUneven");
  if (lowStd < spread.low) return told("warn", "inputsNarrow");
  if (away > offset) return told("warn", "inputsOffset");
  return told("pass", varied.length === 1 ? "inputsFineAll" : "inputsFine");
}

/** Pixels at the edge of pictures are often the same in all: that is told, and no fault. */
function judgeConstants(dataset: DataSet): Finding[] {
  const places = constantPlaces(dataset);
  const total = elements(dataset.inputShape);
  if (places.length === 0) {
    return [{ grade: "pass", reason: "constantNone", values: { total }, next: null }];
  }
  const shown = places.slice(0, 5).map((place) => dataset.featureNames[place] ?? `${place + 1}`);
  const names = shown.join(", ") + (places.length > shown.length ? " …" : "");
  const values = { count: places.length, total, names };
  const harmless = formOf(dataset) !== "table" && places.length < total;
  const grade = harmless ? "pass" : "warn";
  return [{ grade, reason: "constantSome", values, next: harmless ? null : "dropFeatures" }];
}

/** Most frequent class over the least frequent; beyond 10, guessing the large one is hard to beat. */
const imbalance = { high: 3, far: 10 };
/** Targets beyond have losses and gradients that no usual rate suits. */
const wideTargets = 10;

export function checkLabels(dataset: DataSet): Finding[] {
  const { targets } = dataset;
  if (targets.kind === "values") return [judgeTargets(dataset)];
  const counts = targets.names.map(() => 0);
  for (const label of dataset.training.y) counts[label] = (counts[label] ?? 0) + 1;
  const most = Math.max(...counts);
  const least = Math.min(...counts);
  const nameOf = (count: number) => targets.names[counts.indexOf(count)] ?? "";
  const values = {
    classes: counts.length,
    most,
    least,
    mostName: nameOf(most),
    leastName: nameOf(least),
    ratio: most / Math.max(1, least),
    limit: imbalance.high,
    // What a network that always says the most frequent class gets.
    guessPercent: Math.round((1000 * most) / Math.max(1, dataset.training.count)) / 10,
  };
  const told = (
    grade: Finding["grade"],
    reason: Finding["reason"],
    next: Finding["next"],
  ): Finding[] => [{ grade, reason, values, next }];
  if (counts.filter((count) => count > 0).length < 2) {
    return told("fail", "labelsLonely", "moreExamples");
  }
  if (least === 0) return told("fail", "labelsMissing", "moreExamples");
  if (most > imbalance.far * least) return told("fail", "labelsUneven", "weighClasses");
  if (most > imbalance.high * least) return told("warn", "labelsUneven", "weighClasses");
  return told("pass", most === least ? "labelsAlike" : "labelsBalanced", null);
}

function judgeTargets({ training, targets }: DataSet): Finding {
  const { y } = training;
  let mean = 0;
  for (const value of y) mean += value / y.length;
  let variance = 0;
  for (const value of y) variance += (value - mean) ** 2 / y.length;
  const std = Math.sqrt(variance);
  const values = { mean, std, columns: targets.names.length, limit: wideTargets };
  if (std === 0) return { grade: "fail", reason: "targetsConstant", values, next: "moreExamples" };
  const wide = Math.max(std, Math.abs(mean)) > wideTargets;
  return wide
    ? { grade: "warn", reason: "targetsWide", values, next: "scaleTargets" }
    : { grade: "pass", reason: "targetsFine", values, next: null };
}

/** Share of the held-out examples that training has seen. */
const sharedFar = 0.01;

export function checkDisjoint(dataset: DataSet): Finding[] {
  const { training, validation } = dataset;
  const { shared, repeated, contradictions } = findRepeats(dataset);
  const percent = (count: number, of: number) => Math.round((1000 * count) / Math.max(1, of)) / 10;
  const values = {
    shared,
    sharedPercent: percent(shared, validation.count),
    training: training.count,
    validation: validation.count,
    repeated,
    repeatedPercent: percent(repeated, training.count),
    contradictions,
  };
  const found: Finding[] = [];
  if (validation.count === 0) {
    found.push({ grade: "warn", reason: "disjointNothing", values, next: "holdOut" });
  } else if (shared === 0) {
    found.push({ grade: "pass", reason: "disjointFine", values, next: null });
  } else {
    const grade = shared > sharedFar * validation.count ? "fail" : "warn";
    found.push({ grade, reason: "disjointShared", values, next: "removeShared" });
  }
  if (contradictions > 0) {
    found.push({ grade: "warn", reason: "contradictions", values, next: "relabel" });
  } else if (repeated > 0) {
    found.push({ grade: "pass", reason: "repeatedSome", values, next: null });
  }
  return found;
}
