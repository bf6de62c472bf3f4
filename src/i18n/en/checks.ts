/** Is it a bug of mine? */
export const checks = {
  title: "Checks",
  help: "Before training: is the loss what chance gives, is the gradient right, can the network learn twenty examples by heart, are the data in order? While training: what goes wrong, and what may help. Checks run on copies beside your training, which is paused while its weights are copied and otherwise left as it is.",
  run: "Run the checks",
  again: "Run again",
  cancel: "Cancel",
  stale: "The network was edited after it was built. The checks look at what is built.",
  build: "Build it",
  before: "Before training",
  during: "While training",
  notRun: "Not run yet",
  waiting: "Waiting",
  running: "Running",
  progress: "{done} of {total}",
  took: "{seconds} s, on the {executor}",
  tookAt: "{seconds} s, on the {executor}, with the weights of step {step} and {warmup} more",
  method:
    "How: h = {h}; up to {entries} entries of each tensor; a batch of {examples}; a warm-up of {warmup} steps. Dropout, noise and augmentation draw the same each time; L1 and L2 are checked apart. Relative errors above 1e-2 are wrong; above 1e-4, or 1e-5 in float64 without kinks, they deserve a look.",
  next: "Next",
  settings: "Settings",
  grades: { pass: "Fine", warn: "Look", fail: "Wrong", none: "Open" },
  names: {
    initialLoss: "Loss at the start",
    gradient: "Gradient check",
    overfit: "Twenty by heart",
    inputs: "Scale of the inputs",
    labels: "Balance of the labels",
    disjoint: "Training and held-out part",
  },
  about: {
    initialLoss:
      "The first loss against what chance gives with the regularisation off, then with it on.",
    gradient:
      "The gradient of every tensor against centred differences of the loss in float64, after a short warm-up.",
    overfit:
      "A few examples until all are right, without regularisation, dropout and augmentation.",
    inputs: "Mean and spread of each feature as the network sees it; features that never change.",
    labels: "How many examples each class has, or how far the values to be met spread.",
    disjoint: "Examples that stand in both parts, or more than once, number for number.",
  },
  reasons: {
    initialNear:
      "The first loss is {seen}; chance gives {rule}{expected}, and {low} to {high} times that is near enough.",
    initialHigh:
      "The first loss is {seen}; chance gives {rule}{expected}. That is {ratio} times as much, where up to {high} is near enough: the outputs start too far from 0.",
    initialLow:
      "The first loss is {seen}; chance gives {rule}{expected}. That is only {ratio} of it, where {low} is near enough, before anything was learnt.",
    initialUnknown:
      "The first loss is {seen}. What chance gives cannot be said: the outputs of this network do not start near 0.",
    initialPretrained:
      "The first loss is {seen}. The weights come from a checkpoint, so it need not be what chance gives.",
    initialNotFinite: "The first loss is not a number.",
    penaltyAdds:
      "With regularisation on, the loss rises from {loss} by the penalty of {penalty} to {total}, as the weights say.",
    penaltyProbe:
      "The run has no penalty. With an L2 of {l2} put on for the check, the loss rises from {loss} by {penalty} to {total}, as the weights say.",
    penaltyNothing:
      "With regularisation on, the loss stays at {loss}: no weight that is penalised differs from 0.",
    penaltyWrong: "The penalty is {penalty}; the weights say {apart}.",
    gradientFine:
      "{entries} entries of {tensors} tensors agree with centred differences: to {mathematics} in float64, to {engine} on the {executor} in float32. {kinks} entries stood near a kink.",
    gradientMathematics:
      "In float64 the gradient of {tensor} is off by {error}: {analytic} against {numeric} by differences.",
    gradientMathematicsWrong:
      "The formula is wrong: in float64 the gradient of {tensor} is off by {error}, {analytic} against {numeric} by differences.",
    gradientEngine:
      "On the {executor} the gradient of {tensor} is off by {error}: {analytic} against {numeric} by differences. In float64 the formula agrees to {mathematics}.",
    gradientEngineWrong:
      "The {executor} computes it wrongly: the gradient of {tensor} is off by {error}, {analytic} against {numeric} by differences. In float64 the formula agrees to {mathematics}.",
    gradientNotFinite:
      "After the warm-up the loss is {loss}: training has run away, and there is nothing to compare.",
    gradientNothing: "No tensor of this network is trained.",
    penaltyGradientFine:
      "What L1 and L2 add to the gradient of {tensors} tensors is right to {error}, checked apart.",
    penaltyGradientWrong:
      "What L1 and L2 add to the gradient of {tensor} is off by {error}: {analytic} against {numeric}.",
    overfitDone:
      "{examples} examples were learnt to {accuracyPercent}% in {steps} steps; the loss is {loss}.",
    overfitStuck:
      "After {steps} steps {accuracyPercent}% of {wantedPercent}% are reached on {examples} examples; the loss is stuck at {loss}, from {first}.",
    overfitFalling:
      "After {steps} steps {accuracyPercent}% of {wantedPercent}% are reached on {examples} examples; the loss still falls, from {first} to {loss}.",
    overfitRising:
      "After {steps} steps {accuracyPercent}% of {wantedPercent}% are reached on {examples} examples; the loss has not fallen: it was {first} and is {loss}.",
    overfitAlike:
      "All {examples} examples have the same answer: to know it by heart says nothing about the network.",
    overfitContradictory:
      "{contradictions} of the {examples} examples have the inputs of another one and a different answer: no network can learn both. {accuracyPercent}% of {wantedPercent}% are reached after {steps} steps.",
    overfitNotFinite: "The loss stopped being a number after {steps} steps.",
    inputsFine:
      "Means lie between {lowMean} and {highMean}, standard deviations between {lowStd} and {highStd}; {lowLimit} to {highLimit} is fine.",
    inputsFineAll:
      "The mean is {lowMean}, the standard deviation {lowStd}; {lowLimit} to {highLimit} is fine.",
    inputsWide:
      "Standard deviations reach {highStd} and values {largest}, where a deviation of {highLimit} is the limit: gradients grow with their inputs.",
    inputsUneven:
      "One feature spreads {ratio} times as far as another ({highStd} against {lowStd}; {ratioLimit} times is the limit): one learning rate cannot suit both.",
    inputsOffset:
      "A mean lies {away} standard deviations from 0, where {awayLimit} is the limit: the weights of a unit can only move together.",
    inputsNarrow:
      "A standard deviation is only {lowStd}, where {lowLimit} is the least: the first layer hardly sees differences.",
    inputsNotFinite: "{notFinite} numbers of the inputs are not finite.",
    inputsSymbols:
      "The inputs are symbols below {vocabulary} for an embedding: they have no scale.",
    constantSome: "{count} of {total} features never change: {names}.",
    constantNone: "Every one of the {total} features changes.",
    labelsBalanced:
      "The {classes} classes have {least} to {most} examples; always saying “{mostName}” is right for {guessPercent}%.",
    labelsAlike:
      "Each of the {classes} classes has {most} examples; always saying the same one is right for {guessPercent}%.",
    labelsUneven:
      "“{mostName}” has {most} examples, “{leastName}” {least}, which is {ratio} to 1, where {limit} to 1 is the limit: always saying the first is right for {guessPercent}%.",
    labelsLonely: "All examples belong to “{mostName}”.",
    labelsMissing: "No example of the training part belongs to “{leastName}”.",
    targetsFine: "The values to be met have a mean of {mean} and a standard deviation of {std}.",
    targetsWide:
      "The values to be met have a mean of {mean} and a standard deviation of {std}, where {limit} is the limit: the first losses and gradients are as large.",
    targetsConstant: "The value to be met is {mean} in every example.",
    disjointFine:
      "None of the {validation} held-out examples stands among the {training} for training.",
    disjointShared:
      "{shared} of the {validation} held-out examples ({sharedPercent}%) stand in the training part too: the held-out figures flatter.",
    disjointNothing: "Nothing is held out, so that nobody can tell learning from remembering.",
    repeatedSome: "{repeated} training examples ({repeatedPercent}%) repeat another one.",
    contradictions:
      "{contradictions} training examples have the inputs of another one and a different label.",
  },
  steps: {
    train: "Train.",
    runGradient: "Run the gradient check.",
    runOverfit: "See whether it learns twenty examples by heart.",
    smallerWeights:
      "Let the last layer start smaller, with Xavier or a small standard deviation, and scale the inputs.",
    lookForLeaks:
      "Look whether the label hides among the inputs, or whether trained weights were loaded.",
    reportBug:
      "Try the other engine. If only one of the two is wrong, please report it with this experiment's link.",
    smallerStep:
      "Take a smaller h, a smaller batch and a longer warm-up; if the error stays, look at this layer.",
    smallerNumbers:
      "Change to the other engine and check again: an error that stays is float32 rounding, which grows with large weights and inputs; start with smaller ones. If only one engine errs, please report it.",
    lowerRate: "Take a tenth of the learning rate.",
    higherRate: "Give it more steps, or a higher learning rate.",
    largerNetwork:
      "Run the gradient check and try ten times and a tenth of the learning rate. If neither helps, the network is too small, its units are dead, or its weights all start alike.",
    standardize: "Choose “Standardise” as the scaling of the data.",
    dropFeatures: "Leave such features out: they teach nothing.",
    weighClasses:
      "Weigh the classes in the settings of the loss, or find more examples of the rare ones.",
    moreExamples: "Find examples of the others.",
    scaleTargets: "Divide the values by their standard deviation.",
    removeShared: "Remove repeated examples before the data are split.",
    relabel: "Look at these examples: one of the labels is wrong, or the inputs do not tell.",
    holdOut: "Hold out a fifth of the examples.",
  },
  fields: {
    h: "h",
    entries: "Entries a tensor",
    batch: "Batch",
    warmup: "Warm-up steps",
    seed: "Seed",
    examples: "Examples",
    steps: "Most steps",
  },
  table: {
    caption: "The worst entry of each tensor",
    open: "Tensor by tensor",
    tensor: "Tensor",
    entries: "Entries",
    kinks: "Kinks",
    mathematics: "float64",
    engine: "Engine",
    at: "Worst entry",
    analytic: "Gradient",
    numeric: "Differences",
    penalty: "{tensor}, penalty",
    leftOut: "{kinks}, {leftOut} left out",
    frozen: "Not trained: {names}",
    note: "The error is |a − n| / max(|a|, |n|). Above 1e-2 it is probably wrong, above 1e-4 uneasy, below fine where there are kinks; 1e-7 and below is what float64 gives without. float64: the engine's formulas in float64, so that only the mathematics is judged. Engine: the gradient that trains, in float32, which rounds each term to 6e-8. Entries below the floor are held against the floor: what rounding leaves of the differences, and for the engine a hundredth of the tensor's largest entry.",
  },
  curve: "Loss while learning by heart, from {first} to {last}",
  verdicts: {
    enough: "Nothing is amiss with {run} so far.",
    untrained: "{run} has not been trained yet.",
    early: "Too little of {run} has been seen to judge it. Train on with this view open.",
    empty: "Train, and what goes wrong is told here, with what may help.",
    undo: "Undo to step {step} with a tenth of the learning rate",
    undone: "Back at step {step} with a learning rate of {rate}. Go on training.",
    try: "Try it in a second run:",
    taken: "Added as run {number}: {name}. Train again to see both side by side.",
    trainBoth: "Train both",
    full: "There is no place for another run.",
    notFinite: {
      title: "Not a number",
      text: "At step {step} {tensor} was no longer finite, at a learning rate of {rate}. The run has halted with the weights that gave it.",
    },
    risingLoss: {
      title: "The loss rises",
      text: "It is {last} and was {best} at step {bestStep}.",
    },
    flatLoss: {
      title: "The loss stands still",
      text: "After {step} steps it is {last}; it began at {first}. A rate that is too low or far too high does that, as do weights that start all alike or units that pass nothing on.",
    },
    plateau: {
      title: "No more progress",
      text: "The loss has stood at {loss} for a quarter of the training, with an accuracy of {accuracy}: the network may be too small, or the rate too high for the rest.",
    },
    deadUnits: {
      title: "Dead units",
      text: "{percent}% of the units of {layer} are 0 on the whole sample: nothing flows back through them.",
    },
    saturated: {
      title: "Saturated units",
      text: "{percent}% of the values of {layer} lie on the flat ends of its function, where the slope is nearly 0.",
    },
    vanishingGradient: {
      title: "The gradient vanishes",
      text: "{first} gets {firstSize} a weight, {last} {lastSize}: {ratio} of it arrives at the front.",
    },
    explodingGradient: {
      title: "The gradient explodes",
      text: "Its norm is {norm}; the first layer's is {ratio} times the last's, weight for weight.",
    },
    updateRatioHigh: {
      title: "Updates too large",
      text: "Updates of {tensor} are {ratio} of its weights, and those of {count} of {of} kernels above 1e-2; about 1e-3 is healthy.",
    },
    updateRatioLow: {
      title: "Updates too small",
      text: "Updates of {tensor} are {ratio} of its weights, and those of {count} of {of} kernels below 1e-4; about 1e-3 is healthy.",
    },
    overfitting: {
      title: "Overfitting",
      text: "The accuracy is {training} on the training part and {validation} on the held-out one, whose loss was best at step {bestStep} ({bestLoss}) and is {loss}.",
    },
  },
  remedies: {
    lower: "Learning rate × {factor}",
    clipNorm: "Clip the norm to {norm}",
    heNormal: "He initial weights",
    xavierNormal: "Xavier initial weights",
    activation: "{name}",
    batchNormalization: "Batch normalisation",
    l2: "L2 of {l2}",
    dropout: "Dropout of {rate}",
    width: "Width × {factor}",
  },
} as const;
