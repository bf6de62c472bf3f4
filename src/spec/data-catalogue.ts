/**
 * The catalogue of data: generated sets, how they are split and scaled, how batches are augmented,
 * how tables are read.
 */
import type { Row } from "./catalogue.ts";
import { boolean, choice, type Fields, integer, number } from "./field.ts";
import { limits } from "./limits.ts";

const points = integer(500, 10, 20000, "log");
const noise = (initial: number) => number(initial, 0, 1);

/** Data sets made from a seed; `file` and `remote` name data that must be found by their hash. */
export const datasets = {
  circle: { fields: { points, noise: noise(0.1) } },
  xor: { fields: { points, noise: noise(0.1) } },
  gaussians: { fields: { points, noise: noise(0.3), classes: integer(2, 2, 6) } },
  spiral: { fields: { points, noise: noise(0.1), arms: integer(2, 2, 3) } },
  moons: { fields: { points, noise: noise(0.1) } },
  plane: { fields: { points, noise: noise(0.05) } },
  bumps: { fields: { points, noise: noise(0.05) } },
  sine: { fields: { points, noise: noise(0.05) } },
  digits: { fields: { points: integer(4000, 100, 60000, "log"), distortion: number(0.5, 0, 1) } },
  /** Six activities, three axes at 20 Hz, in windows of 80 samples. */
  motion: {
    fields: {
      points: integer(3000, 60, 20000, "log"),
      subjects: integer(12, 2, 60),
      noise: noise(0.3),
    },
  },
  /** The class is the symbol that stood `delay` places before the end. */
  echo: {
    fields: {
      points: integer(2000, 100, 20000, "log"),
      length: integer(20, 2, 200),
      delay: integer(5, 0, 199),
      symbols: integer(4, 2, 8),
    },
  },
  /** The sum of the two marked numbers of a sequence (Hochreiter and Schmidhuber, 1997). */
  adding: {
    fields: { points: integer(4000, 100, 20000, "log"), length: integer(30, 2, 400) },
  },
  /** Whether the ones in a sequence are odd in number; lengths vary if so wished. */
  parity: {
    fields: {
      points: integer(4000, 100, 20000, "log"),
      length: integer(12, 2, 100),
      variable: boolean(true),
    },
  },
} as const satisfies Record<string, Row>;

export const preprocessings = ["none", "standardize", "minMax", "divide255"] as const;
export type Preprocessing = (typeof preprocessings)[number];

export const dataFields = {
  /** Of generation and of the split. */
  seed: integer(1, 0, 4_294_967_295),
  /** Share of the examples held out; a set with a validation part of its own ignores it. */
  validationShare: number(0.2, 0, 0.9),
  preprocessing: choice(preprocessings, "none"),
  /** How examples are held out: from each class alike, at random, or whole subjects. */
  split: choice(["stratified", "random", "subject"], "stratified"),
} as const satisfies Fields;

/** How each batch of training is changed on the device; 0 is off. What does not suit the data is left out. */
export const augmentationFields = {
  /** Images: share of the side. */
  shift: number(0, 0, 0.5),
  /** Images: degrees to either side. */
  rotate: number(0, 0, 180),
  /** Images: share by which the picture grows or shrinks. */
  zoom: number(0, 0, 0.9),
  /** Images: share of the range of values. */
  brightness: number(0, 0, 1),
  flip: choice(["none", "horizontal", "vertical", "both"], "none"),
  /** Sequences: standard deviation of the noise on each normalised value. */
  jitter: number(0, 0, 2),
  /** Sequences: standard deviation of the factor on a whole window. */
  scale: number(0, 0, 1),
  /** Sequences: share of the length. */
  timeShift: number(0, 0, 0.5),
  /** Sequences of three axes: degrees about a random axis. */
  axisRotation: number(0, 0, 180),
} as const satisfies Fields;

/** How a CSV table is read. */
export const tableFields = {
  header: boolean(true),
  label: integer(0, 0, limits.columns - 1),
  task: choice(["classification", "regression"], "classification"),
  incomplete: choice(["stop", "drop", "mean"], "stop"),
  /** An example a row, or one sample of a series a row, to be cut into windows. */
  layout: choice(["rows", "series"], "rows"),
  /** Columns of a series; -1: there is none. */
  subject: integer(-1, -1, limits.columns - 1),
  time: integer(-1, -1, limits.columns - 1),
  /** Samples of a window, and from one window to the next. */
  window: integer(80, 1, 10_000),
  windowStride: integer(80, 1, 10_000),
} as const satisfies Fields;

export type DatasetKind = keyof typeof datasets;
