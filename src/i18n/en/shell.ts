/** Words around the panels: buttons, engine, notices, dialogs, units. */
const app = {
  name: "Trainyard",
  tagline: "Build a neural network, train it on your own GPU, see why it learns.",
  loading: "Loading…",
  skipToTrain: "Skip to the Train button",
  skipToNetwork: "Skip to the network",
  untitled: "Untitled experiment",
  titleLabel: "Name of the experiment",
  crashTitle: "This part of the page stopped working",
  crashBody:
    "Your experiment is saved. Reload the page to go on; if it happens again, copy the report.",
  reload: "Reload the page",
  copyReport: "Copy the report",
  help: "Help",
  settings: "Settings",
  examples: "Examples",
  menu: "Menu",
} as const;

const actions = {
  close: "Close",
  cancel: "Cancel",
  done: "Done",
  ok: "OK",
  apply: "Apply",
  delete: "Delete",
  duplicate: "Duplicate",
  edit: "Edit",
  rename: "Rename",
  copy: "Copy",
  copied: "Copied",
  download: "Download",
  retry: "Try again",
  undo: "Undo",
  redo: "Redo",
  undoHelp: "Take back the last edit",
  redoHelp: "Do it again",
  more: "More",
  less: "Less",
  show: "Show",
  hide: "Hide",
  dismiss: "Dismiss",
  learnMore: "Learn more",
  about: "About {name}",
  reset: "Back to the default",
} as const;

const transport = {
  label: "Training controls",
  train: "Train",
  trainHelp: "Start training (Space)",
  pause: "Pause",
  pauseHelp: "Pause training (Space)",
  resume: "Go on",
  resumeHelp: "Go on training (Space)",
  step: "Step",
  stepHelp: "Make one update (.)",
  reset: "Reset",
  resetHelp: "Back to fresh weights, step 0 (R)",
  share: "Share",
  shareHelp: "Get a link that opens exactly this experiment",
  preparing: "Preparing…",
  trainAgain: "Train again",
  rebuild: "Reset and train",
  progress: "Progress of training",
} as const;

const badge = {
  label: "Engine: {name}",
  gpu: "GPU",
  cpu: "CPU",
  reference: "Reference",
  software: "software GPU",
  device: "{engine} · {device}",
  measuring: "Measuring…",
  starting: "Starting the engine…",
} as const;

const engine = {
  title: "Engine",
  choose: "Where to train",
  auto: "Automatic",
  autoHelp: "Times GPU and CPU on your network and takes the faster one.",
  gpu: "GPU",
  gpuHelp: "WebGPU: the fastest for all but very small networks.",
  cpu: "CPU",
  cpuHelp: "Works everywhere; often the faster one for very small networks.",
  reference: "Reference",
  referenceHelp: "Plain loops in double precision: slow, and right to the last digit.",
  device: "Runs on {device}",
  reason: {
    asked: "You chose this engine.",
    faster: "Measured on your network: this engine is the faster one.",
    noWebGpu: "WebGPU is not available here, so the CPU trains.",
    lost: "The browser lost the GPU twice within two minutes, so the CPU took over.",
  },
  measured: "GPU {gpu} steps/s, CPU {cpu} steps/s",
  measuredGpu: "GPU {gpu} steps/s",
  measuredCpu: "CPU {cpu} steps/s",
  softwareNote:
    "This GPU is emulated in software: it computes the same numbers, but slowly. A real GPU may be switched off in the browser's settings.",
  howTo: {
    title: "How to get WebGPU",
    chrome:
      "Chrome, Edge, Brave or Opera: version 113 or newer, with “Use graphics acceleration when available” switched on under Settings → System.",
    chromeLinux:
      "Chrome on Linux: version 144 or newer with recent Intel graphics; otherwise open chrome://flags and switch on “Unsafe WebGPU Support” and “Vulkan”.",
    firefox:
      "Firefox: version 141 or newer on Windows, 145 or newer on Macs with Apple silicon; elsewhere set dom.webgpu.enabled to true in about:config.",
    safari: "Safari: version 26 or newer, on macOS Tahoe, iOS 26 or iPadOS 26.",
    android: "Chrome on Android: version 121 or newer, on Android 12 or newer.",
    secure: "Open the page by https:// or from localhost: browsers offer WebGPU nowhere else.",
    blocked:
      "After repeated GPU faults the browser blocks the GPU for about two minutes. Wait, then reload with the browser's own reload button.",
  },
} as const;

const status = {
  label: "State of training",
  phase: {
    idle: "Not started",
    loading: "Loading the data…",
    building: "Preparing the network…",
    ready: "Ready",
    training: "Training",
    paused: "Paused",
    finished: "Finished",
    diverged: "Stopped: numbers no longer finite",
    failed: "Stopped by an error",
  },
  step: "Step",
  epoch: "Epoch",
  stepOf: "Step {step} of {limit}",
  epochOf: "Epoch {epoch} of {limit}",
  stepsPerSecond: "Steps/s",
  examplesPerSecond: "Examples/s",
  remaining: "Time left",
  remainingUnknown: "not known yet",
  elapsed: "Time spent",
  compile: "Compiling kernels: {done} of {total}",
  read: "Reading: {done} of {total}",
  readSome: "Reading: {done}",
  fetch: "Downloading: {done} of {total}",
  fetchSome: "Downloading: {done}",
  announceStarted: "Training has started.",
  announcePaused: "Paused at step {step}.",
  announceFinished: "Finished at step {step}: validation loss {loss}.",
  announceReset: "Reset to step 0.",
} as const;

const notices = {
  label: "Notices",
  recoveredGpu: "The GPU was restarted; training goes on from step {step}.",
  recoveredCpu: "The GPU was lost again; the CPU goes on from step {step}.",
  restored: "Your last experiment is back.",
  savedDamaged:
    "The experiment saved in this browser could not be read. It was put aside untouched; this is a fresh one.",
  needsReset:
    "The network, the data or the runs have changed. Reset to train what is new; until then the old weights are kept.",
  saveFailed: "This experiment could not be saved in the browser. Use Share to keep a link.",
  linkKept: "The link was not opened; everything is as it was.",
  linkOpened: "Opened from a link. Press Train when you are ready.",
  linkNeedsFile: "This link uses the file “{name}”. Drop it here or choose it to train.",
  linkNeedsArrays:
    "This link uses the arrays “{name}” that were given through the console. Add them again with trainyard.addDataset.",
  linkNeedsFetch: "This link uses the data set “{name}”. Download it to train.",
  linkCopied: "The link is on the clipboard.",
  copyFailed: "The browser did not allow copying. Select the link and copy it by hand.",
  diverged: {
    nan: "Run {run} stopped at step {step}: {tensor} holds a value that is not a number. Try a smaller learning rate or gradient clipping.",
    infinity:
      "Run {run} stopped at step {step}: {tensor} grew beyond every bound. Try a smaller learning rate or gradient clipping.",
  },
  divergedTitle: "The numbers blew up",
  withSeed: "{run}, seed {seed},",
  goBack: "Go back a little, with a tenth of the learning rate",
  lowerRate: "Reset with a tenth of the learning rate",
  clip: "Reset with gradient clipping at 1",
  hidden: "Training goes on while this tab is hidden.",
} as const;

const share = {
  title: "Share this experiment",
  body: "This link holds the whole experiment: data settings, network, runs and seeds. Whoever opens it sees exactly this and trains it at home.",
  address: "Link",
  copy: "Copy the link",
  length: { one: "{count} character", other: "{count} characters" },
  ownFile:
    "Your file “{name}” stays on your device. The link names it and its hash; the receiver is asked for the same file.",
  ownArrays:
    "The arrays “{name}” are not in the link; the receiver has to add them in the console.",
  noWeights: "Trained weights are not in the link.",
} as const;

const openLink = {
  title: "Open the experiment from the link?",
  body: "You have an experiment of your own here. Opening the link replaces it; Undo brings yours back.",
  theirs: "From the link: {summary}",
  mine: "Yours: {summary}",
  keepMine: "Keep mine",
  openIt: "Open it",
  badTitle: "This link could not be opened",
  summary: "{data}, {layers}, {runs}",
} as const;

const guide = {
  data: "Data: choose a built-in set, or drop a file of your own. It never leaves your device.",
  network:
    "Network: drag layers into the line or press them to add them. Each shows its output shape, parameters and memory.",
  train:
    "Train: press the button or Space. Rates, decay and clipping may be changed while it runs.",
  compare:
    "Runs: add a second run with another optimizer, rate or seed; both train on the same batches.",
  share: "Share: the link holds the whole experiment, seeds included.",
} as const;

const shortcuts = {
  title: "Keyboard shortcuts",
  open: "Show the shortcuts",
  space: "Space",
  train: "Train or pause",
  step: "One step",
  reset: "Reset to step 0",
  undo: "Undo",
  redo: "Redo",
  help: "Show this list",
  moveLayer: "Move the focused layer up or down",
  duplicateLayer: "Duplicate the focused layer",
  deleteLayer: "Delete the focused layer",
  escape: "Close a dialog, or stop dragging",
  singleKeys: "Single keys do something",
} as const;

const theme = {
  label: "Theme",
  system: "As the system",
  light: "Light",
  dark: "Dark",
} as const;

const language = {
  label: "Language",
  en: "English",
  "zh-CN": "简体中文",
} as const;

const units = {
  steps: { one: "{count} step", other: "{count} steps" },
  epochs: { one: "{count} epoch", other: "{count} epochs" },
  examples: { one: "{count} example", other: "{count} examples" },
  parameters: { one: "{count} parameter", other: "{count} parameters" },
  layers: { one: "{count} layer", other: "{count} layers" },
  runs: { one: "{count} run", other: "{count} runs" },
  classes: { one: "{count} class", other: "{count} classes" },
  features: { one: "{count} feature", other: "{count} features" },
  files: { one: "{count} file", other: "{count} files" },
  columns: { one: "{count} column", other: "{count} columns" },
  rows: { one: "{count} row", other: "{count} rows" },
  dispatches: { one: "{count} dispatch a step", other: "{count} dispatches a step" },
  stepsPerSecond: "{value} steps/s",
  examplesPerSecond: "{value} examples/s",
  eta: "about {duration} left",
} as const;

export const shellMessages = {
  app,
  actions,
  transport,
  badge,
  engine,
  status,
  notices,
  share,
  openLink,
  guide,
  shortcuts,
  theme,
  language,
  units,
} as const;
