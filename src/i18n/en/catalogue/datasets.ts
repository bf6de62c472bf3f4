/** English words of data sets, of how they are prepared and of how batches are augmented. */
import type { CatalogueWords, Words } from "../../catalogue-words.ts";

const points: Words = { label: "Points", help: "How many examples are made, validation included." };
const noise: Words = {
  label: "Noise",
  help: "How far points are scattered from where they belong.",
};
const sequences: Words = {
  label: "Sequences",
  help: "How many sequences are made, validation included.",
};

export const datasets = {
  circle: {
    label: "Circle",
    help: "A disc of one class inside a ring of the other.",
    fields: { points, noise },
  },
  xor: {
    label: "XOR",
    help: "Four squares, opposite ones alike: no straight line separates them.",
    fields: { points, noise },
  },
  gaussians: {
    label: "Gaussians",
    help: "One round cloud for each class.",
    fields: { points, noise, classes: { label: "Classes", help: "How many clouds there are." } },
  },
  spiral: {
    label: "Spiral",
    help: "Arms wound around each other: hard for a small network, and worth watching.",
    fields: {
      points,
      noise,
      arms: { label: "Arms", help: "How many arms, each a class of its own." },
    },
  },
  moons: {
    label: "Moons",
    help: "Two crescents that reach into each other.",
    fields: { points, noise },
  },
  plane: {
    label: "Plane",
    help: "Regression: a tilted plane over two inputs, which a single linear unit can learn.",
    fields: { points, noise },
  },
  bumps: {
    label: "Bumps",
    help: "Regression: hills and hollows over two inputs.",
    fields: { points, noise },
  },
  sine: { label: "Sine", help: "Regression: a wave over one input.", fields: { points, noise } },
  digits: {
    label: "Drawn digits",
    help: "Grey images of 28 × 28 pixels in ten classes, drawn stroke by stroke from the seed.",
    fields: {
      points: { label: "Images", help: "How many images are drawn, validation included." },
      distortion: {
        label: "Distortion",
        help: "How much the digits are turned, sheared, shifted and roughened.",
      },
    },
  },
  motion: {
    label: "Motion",
    help: "What an accelerometer would feel in six activities: three axes at 20 Hz, in windows of 80 samples, made from harmonics and noise.",
    fields: {
      points: { label: "Windows", help: "How many windows are made, validation included." },
      subjects: {
        label: "People",
        help: "How many people move, each at a pace and strength of their own; the split can hold out whole people.",
      },
      noise: { label: "Noise", help: "How strong the sensor's noise is." },
    },
  },
  echo: {
    label: "Delayed echo",
    help: "A sequence of symbols; the class is the one that stood some places before the end. Tests how long a network remembers.",
    fields: {
      points: sequences,
      length: { label: "Length", help: "How many symbols each sequence has." },
      delay: {
        label: "Delay",
        help: "How many places before the end the wanted symbol stands; 0 is the last one.",
      },
      symbols: { label: "Symbols", help: "How many different symbols there are." },
    },
  },
  adding: {
    label: "Adding problem",
    help: "Regression: two numbers of each sequence are marked, the answer is their sum. Guessing the mean gives an error of about 0.167 (Hochreiter and Schmidhuber, 1997).",
    fields: {
      points: sequences,
      length: { label: "Length", help: "How many numbers each sequence has." },
    },
  },
  parity: {
    label: "Parity",
    help: "Ones and zeros; the class says whether the ones are odd in number. A single wrong bit turns the answer round.",
    fields: {
      points: sequences,
      length: { label: "Length", help: "How many bits a sequence has at most." },
      variable: {
        label: "Different lengths",
        help: "Sequences differ in length; what lies behind the end is left out of account.",
      },
    },
  },
} as const satisfies CatalogueWords["datasets"];

export const sources = {
  file: { label: "Your file", help: "Read on your device; it is never uploaded." },
  remote: {
    label: "Downloaded data",
    help: "Fetched only when you ask, checked, and kept in this browser.",
  },
  arrays: {
    label: "Arrays from the console",
    help: "Given by a script; they last as long as the page is open.",
  },
} as const satisfies CatalogueWords["sources"];

export const preprocessings = {
  none: { label: "As they are", help: "Inputs go into the network unchanged." },
  standardize: {
    label: "Standardise",
    help: "Each feature gets mean 0 and standard deviation 1, found on the training part only.",
  },
  minMax: {
    label: "Min–max",
    help: "Each feature is scaled to 0 … 1 by its range in the training part.",
  },
  divide255: { label: "Divide by 255", help: "Grey values from 0 to 255 become 0 … 1." },
} as const satisfies CatalogueWords["preprocessings"];

export const data = {
  split: {
    label: "Split",
    help: "How examples are held out: the same share of each class, at random, or whole people, so that the network is tested on somebody it has never met.",
    options: { stratified: "By class", random: "At random", subject: "By person" },
  },
} as const satisfies CatalogueWords["data"];

export const augmentation = {
  shift: {
    label: "Shift",
    help: "Images are moved by up to this share of their side, in both directions.",
  },
  rotate: { label: "Rotate", help: "Images are turned by up to so many degrees to either side." },
  zoom: { label: "Zoom", help: "Images grow or shrink by up to this share." },
  brightness: {
    label: "Brightness",
    help: "Images become brighter or darker by up to this share of the range of values.",
  },
  flip: {
    label: "Mirror",
    help: "Images are mirrored with an even chance; not for digits or letters, which mean something else then.",
    options: {
      none: "Never",
      horizontal: "Left and right",
      vertical: "Top and bottom",
      both: "Both ways",
    },
  },
  jitter: {
    label: "Jitter",
    help: "Adds normal noise of this standard deviation to each scaled value of a sequence.",
  },
  scale: {
    label: "Strength",
    help: "Multiplies a whole window by a factor around 1 with this standard deviation.",
  },
  timeShift: {
    label: "Time shift",
    help: "Moves a sequence in time by up to this share of its length.",
  },
  axisRotation: {
    label: "Axis rotation",
    help: "Turns the three axes of a sensor by up to so many degrees about a random axis, as if it were worn differently.",
  },
} as const satisfies CatalogueWords["augmentation"];

export const table = {
  layout: {
    label: "Each row is",
    help: "An example by itself, or one sample of a series that is cut into windows.",
    options: { rows: "An example", series: "A sample of a series" },
  },
  subject: {
    label: "Column of the person",
    help: "Says whose series a row belongs to; windows never span two people, and the split can hold out whole people.",
  },
  time: {
    label: "Column of the time",
    help: "Rows of a series are put in the order of this column; without one they stay as they are.",
  },
  window: { label: "Window", help: "How many samples make one example." },
  windowStride: {
    label: "From window to window",
    help: "How many samples one window starts after the one before; less than the window makes them overlap.",
  },
} as const satisfies CatalogueWords["table"];
