/** Runs side by side, and those of the past. */

const table = {
  run: "Run",
  about:
    "Each row is a run. Cells that differ from the first run are marked; everything else is the same for all.",
  alike: "like the first run",
  cell: "{field} of {run}",
  initializerNumber: "{field} of the initial weights of {run}",
  none: "–",
  add: "Add a run",
  menu: "Actions for {run}",
  settings: "All settings",
  columns: "Columns",
  columnsHelp: "Fields in which runs differ are always shown, and come first.",
  differs: "differs",
  scroll: "Runs and their settings; scrolls sideways",
} as const;

const presets = {
  title: "Comparisons by one click",
  mode: "What becomes of the runs there are",
  replace: "Replace",
  add: "Add",
  optimizers: "SGD, Momentum, AdaGrad, Adam",
  initializers: "std 0.01, Xavier, He",
  seeds: "Seeds of each run",
  oneSeed: "One seed",
  fiveSeeds: "Five seeds",
} as const;

/** What is the same for all runs. */
const fair = {
  batches: "All runs see the same data in the same batches, in the same order.",
  sameStart: "They start from the same weights: drawn with the same seeds, in the same way.",
  sameStartWhere: "Their seeds are the same: where shapes match, they start from the same weights.",
  sameDraw:
    "Their seeds are the same: their first weights come from the same random numbers, scaled by each run's own initializer.",
  sameDrawWhere:
    "Their seeds are the same: where shapes match, their first weights come from the same random numbers.",
  ownStart: "Their seeds differ, so each run draws its own first weights.",
  seeds: "Each run is trained with {count} seeds, which begin with its own.",
} as const;

const verdict = {
  waiting: "Who is ahead shows after the first evaluation.",
  oneSeed:
    "With one seed no winner is named: another seed could turn the order around. Five seeds show how far chance goes.",
  best: "{run} is best: {value} on the validation part, from {low} to {high} over {count} seeds; no other run reaches into that range.",
  tie: "{run} has the best mean, {value} ({low} to {high}), but cannot be told apart from {others}: their ranges overlap.",
  none: "No run has kept all its seeds, so none is called best.",
  soFar: "So far: {sentence}",
} as const;

const results = {
  title: "Results",
  about:
    "Of the validation part: the mean over a run's seeds and, under it, the smallest and the largest.",
  empty: "Train, and each run's figures stand here.",
  scroll: "Results of the runs; scrolls sideways",
  choose: "Choose {run} for an ensemble",
  bestLoss: "Best loss",
  finalLoss: "Final loss",
  bestAccuracy: "Best accuracy",
  finalAccuracy: "Final accuracy",
  bestR2: "Best R²",
  finalR2: "Final R²",
  seconds: "Time",
  rate: "Steps/s",
  state: "Diverged",
  range: "{low} – {high}",
  no: "no",
  yes: "yes",
  diverged: "diverged",
  divergedSeeds: { one: "{count} of {seeds} seeds", other: "{count} of {seeds} seeds" },
  sort: "Sort by {column}",
} as const;

const ensemble = {
  about:
    "Choose runs, or one with several seeds: their predictions on the validation part are averaged.",
  name: { one: "Ensemble of {count}", other: "Ensemble of {count}" },
  again: "Average again",
  step: "at step {step}",
  noValidation: "Nothing is held out, so there is nothing to average on.",
  better: "Averaged predictions reach {value} at step {step}, {gain} above the best of them alone.",
  worse: "Averaged predictions reach {value} at step {step}, {gain} below the best of them alone.",
  equal: "Averaged predictions reach {value} at step {step}, as good as the best of them alone.",
  alone: "Averaged predictions reach {value} at step {step}.",
} as const;

const past = {
  title: "Past runs",
  about:
    "When weights are made anew, the runs so far are kept: as ghosts behind the curves until you hide them, and the last {count} trainings across visits, in this browser.",
  none: "Nothing yet. Reset or rebuild after some steps, and the runs so far stay here.",
  list: "Past trainings, newest first",
  seeds: { one: "{count} seed", other: "{count} seeds" },
  steps: { one: "{count} step", other: "{count} steps" },
  figures: "Final loss {loss} · {accuracy}",
  noFigures: "not evaluated",
  other: "other data or loss",
  otherHelp: "Its ghosts are drawn only beside runs on the same data with the same loss.",
  show: "Show {run} behind the curves",
  hide: "Hide {run} from the curves",
  hideAll: "Hide all ghosts",
  branch: "Go on from {run}",
  branched: "“{run}” joined the runs. Undo takes it back.",
  opened: "The document of “{run}” is open. Undo brings back the one you had.",
  full: "There is no room for another run: delete one first.",
  differences: "What differs between {run} and the present first run",
  delete: "Delete the training of {when}",
} as const;

const diff = {
  title: "What differs",
  first: "Compare",
  second: "with",
  present: "Present runs",
  past: "{run}, {when}",
  none: "Nothing differs: the two would train alike.",
  same: "These are the same run.",
  field: "Field",
  absent: "–",
  sections: {
    run: "Run",
    data: "Data",
    network: "Network",
    loss: "Loss",
    training: "Training",
  },
  caption: "What differs between {first} and {second}",
} as const;

export const compare = {
  title: "Runs side by side",
  change: "{before} → {after}",
  on: "on",
  off: "off",
  batchNorm: { asBuilt: "Batch norm as built", on: "Batch norm", off: "No batch norm" },
  structure: "Changes to the network",
  start: "First weights from",
  startOf: { one: "{name}, {count} layer", other: "{name}, {count} layers" },
  table,
  presets,
  fair,
  verdict,
  results,
  ensemble,
  past,
  diff,
} as const;
