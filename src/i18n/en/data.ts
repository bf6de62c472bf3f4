/** Words of the data panel about sequences, holding out and augmentation, and of answers to examples. */

/** Groups of the generated sets. */
const dataGroups = {
  planes: "Points in the plane",
  values: "Values to predict",
  images: "Images",
  sequences: "Sequences",
} as const;

const tableDialog = {
  firstRows: "First rows of the file",
  noColumn: "None",
  outcome: "What becomes of it",
  reading: "Reading the table…",
  windows: { one: "{count} window of {shape}", other: "{count} windows of {shape}" },
  examples: "{examples} of {shape}",
} as const;

const heldOut = {
  split: "Split",
  own: "This set brings its own validation part, so nothing more is held out.",
  people: { one: "{count} person", other: "{count} people" },
  peopleApart: "People: {training} for training, {validation} held out",
  peopleBoth: { one: "{count} person, in both parts", other: "{count} people, in both parts" },
} as const;

const sequences = {
  byClass: "Windows of each class",
  picture: "One sequence of {name}",
  pictureOf: "A sequence; its target is {value}",
  others: "Show other sequences",
  all: "Show all {count} classes",
  parts: "{training} for training, {validation} held out",
  partsShort: "{training} + {validation}",
  channel: "Channel {index}",
  channels: "{count} channels from top to bottom",
  bits: "Filled: 1",
  symbols: "{count} symbols from top to bottom",
  shape: "{time} steps of {channels}",
  shapeVaries: "Up to {time} steps of {channels}",
  channelCount: { one: "{count} channel", other: "{count} channels" },
} as const;

const augmenting = {
  title: "Augmentation",
  about:
    "Each batch of training is changed a little on its way into the network, anew at every step; what is held out never is.",
  none: "Rows of a table have nothing that could be shifted or turned without becoming other data. Augmentation is for images and sequences.",
  preview: "Eight examples, each beside itself as training may see it",
  pair: "{name}: as it is, and augmented",
  again: "Draw again",
  nothing: "All is off: training sees the examples as they are.",
} as const;

const answers = {
  title: "Answers",
  help: "Examples that the network has not been trained on, with what it makes of them now.",
  helpTraining: "Examples of the training part, with what the network makes of them now.",
  list: "Examples and the network's answers",
  right: "right: {name}, {share}",
  wrong: "wrong: {name}, {share}",
  is: "It is {name}",
  value: "It is {value}",
  predicted: "predicted {value}",
  rightOf: "{right} of these {count} are right",
  others: "Show other examples",
  onlyWrong: "Only wrong ones",
  noneWrong: "None of these is wrong.",
} as const;

export const dataMessages = {
  dataGroups,
  tableDialog,
  heldOut,
  sequences,
  augmenting,
  answers,
} as const;
